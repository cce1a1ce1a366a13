"""Language tags and names of any kind -> the short code that everything else here speaks of."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_PREFERRED_CODES: Final = {"fil": "tl", "nb": "no", "nn": "no"}
_IN_NAMES: Final = frozenset(" ()-'’.,")
_NO_LANGUAGE: Final = frozenset({"", "und", "zxx", "mul", "mis", "art"})


def normalise_tag(tag: str) -> str:
    """The two-letter (else three-letter) code of a language tag or name; "" if it names no language.

    Reads `en`, `eng`, `eng_Latn`, `pt-BR`, `en_US.UTF-8`, `Spanish`, `Kreyòl`; a dialect becomes its language (`arb` -> `ar`).
    """
    return _normalise_tag(tag.strip())


@lru_cache(maxsize=1024)
def _normalise_tag(tag: str) -> str:
    import langcodes
    from langcodes.tag_parser import LanguageTagError

    plain = re.split(r"[.@]", tag, maxsplit=1)[0]  # as in en_US.UTF-8
    try:
        language = langcodes.Language.get(langcodes.standardize_tag(plain, macro=True))
    except LanguageTagError:
        return _find_name(tag)
    code = _PREFERRED_CODES.get(language.language or "", language.language or "")
    if code in _NO_LANGUAGE:
        return ""
    return code if _is_named(code) else _find_name(tag)


def _find_name(name: str) -> str:
    """The code of a language called `name` in any language."""
    import langcodes

    if not name or not all(sign in _IN_NAMES or unicodedata.category(sign)[0] in "LM" for sign in name):
        return ""  # The table of names does not bear control characters and half surrogates.
    try:
        code = langcodes.find(name).language or ""
    except LookupError:
        return ""
    return _PREFERRED_CODES.get(code, code)


def _is_named(code: str) -> bool:
    """True for a code that stands for a language: not for one that is free, or private use such as `qaa`."""
    import langcodes

    language = langcodes.Language.get(code)
    return language.is_valid() and not ("qaa" <= code <= "qtz") and not language.language_name().startswith("Unknown")
