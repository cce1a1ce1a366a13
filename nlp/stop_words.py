"""Words that never title a theme: our own list of a language, and spaCy's (MIT) where it has one.

Our own lists (`config/languages/CODE/stop_words.txt`) also tell redaction which words are never names, so no word that is
somebody's name stands there, however common it is (Somali "ayaan", Portuguese "ali"); spaCy's lists do not go that way.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_APOSTROPHES: Final = re.compile(r"['’‘ʼ]")


def stop_words_of(code: str, own: frozenset[str]) -> frozenset[str]:
    """All stop words of a language in lower case: `own`, spaCy's, and what a tokeniser may make of "don't" (`don`, `dont`)."""
    return _join(code, own)


@lru_cache(maxsize=64)
def _join(code: str, own: frozenset[str]) -> frozenset[str]:
    return frozenset(form for word in own | _spacy_words(code) for form in _forms(word))


def _forms(word: str) -> Iterable[str]:
    plain = unicodedata.normalize("NFC", word.strip().lower())
    if not any(sign.isalnum() for sign in plain) or "_" in plain:
        return  # Signs, and Vietnamese phrases that are written with a joint no text has.
    parts = _APOSTROPHES.split(plain)
    yield from {plain, "'".join(parts), "".join(parts), *(part for part in parts if len(part) > 1)}


def _spacy_words(code: str) -> frozenset[str]:
    """spaCy's list for a language; empty where it has none."""
    if not re.fullmatch(r"[a-z]{2,3}", code):
        return frozenset()
    name = f"spacy.lang.{code}.stop_words"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name is None or not name.startswith(missing.name):
            raise
        return frozenset()
    return frozenset(module.STOP_WORDS)
