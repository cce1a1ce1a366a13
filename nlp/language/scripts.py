"""Scripts: which one a letter belongs to, and which ones a language is written in."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_SCRIPT_OF_NAME: Final = {
    "LATIN": "Latn",
    "FULLWIDTH": "Latn",
    "ARABIC": "Arab",
    "CYRILLIC": "Cyrl",
    "CJK": "Hani",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "ETHIOPIC": "Ethi",
    "MYANMAR": "Mymr",
    "KHMER": "Khmr",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "TIBETAN": "Tibt",
    "THAANA": "Thaa",
}
_SCRIPTS_TOGETHER: Final[Mapping[str, frozenset[str]]] = {
    "Hans": frozenset({"Hani"}),
    "Hant": frozenset({"Hani"}),
    "Jpan": frozenset({"Hani", "Kana"}),
    "Kore": frozenset({"Hang", "Hani"}),
}
# Languages that people also write in a script which is not their first.
_SECOND_SCRIPTS: Final = {"sr": "Latn", "ku": "Arab", "uz": "Cyrl", "az": "Cyrl", "kk": "Latn", "pa": "Arab", "ms": "Arab"}


@lru_cache(maxsize=512)
def scripts_of(code: str) -> frozenset[str]:
    """The scripts a language is written in, as four-letter codes (`Latn`, `Arab`, `Hani`)."""
    import langcodes

    first = langcodes.Language.get(code).maximize().script or "Latn"
    second = _SECOND_SCRIPTS.get(code)
    return _SCRIPTS_TOGETHER.get(first, frozenset({first})) | ({second} if second else set())


@lru_cache(maxsize=4096)
def script_of(sign: str) -> str:
    """The script of one character, "" for what is no letter."""
    if not unicodedata.category(sign).startswith(("L", "Mc")):
        return ""
    first = unicodedata.name(sign, "").partition(" ")[0]
    return _SCRIPT_OF_NAME.get(first, first[:4].capitalize())
