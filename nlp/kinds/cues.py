"""Hints that a text's own words give of its kind: numbers between 0 and 1, the same ones for every language.

Signs that ask (?) count in every script; words count where `cues.toml` has the language, and are 0 where it has not.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

CUE_LISTS = ("suggests", "praises", "asks", "troubles", "idle", "more", "lacks", "less")
CUE_NAMES = (*CUE_LISTS, *(f"{name} first" for name in CUE_LISTS), "ends with ?", "has ?", "has !", "short", "long", "knows words")
"""What the columns of `read_cues` say, in their order."""

_NO_SPACES = frozenset({"zh", "ja", "th", "my", "km", "lo", "bo"})
_ASKING = "?？؟፧⸮"
_SHOUTING = "!！"
_MANY = 3
# Accents of Latin, Greek and Cyrillic letters, and Arabic vowel signs: typed by some and left out by most.
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u065f\u0640]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u200c": None, "\u200b": None})


def fold(text: str) -> str:
    """A text as its words are looked for: one case, no accents, one apostrophe, no sign that is not seen."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))).casefold()


def read_cues(texts: Sequence[str], languages: Sequence[str]) -> npt.NDArray[np.float32]:
    """The hints of each text: shape (len(texts), len(CUE_NAMES)), in [0, 1]."""
    import numpy as np

    rows = [_read(fold(text), language) for text, language in zip(texts, languages, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(CUE_NAMES))


def _read(text: str, language: str) -> list[float]:
    patterns = _patterns(language)
    begin = text.lstrip(" \t\n-–—•*\"'«»“”¿¡.,;:0123456789)(")
    found = [_count(patterns, name, text) / _MANY for name in CUE_LISTS]
    first = [float(_stands_first(patterns, name, begin)) for name in CUE_LISTS]
    ending = text.rstrip(" \t\n\"'»”’).!")
    length = len(text.split()) if language not in _NO_SPACES else len(text) / 2
    return [
        *found,
        *first,
        float(ending[-1:] in _ASKING and bool(ending)),
        float(any(sign in text for sign in _ASKING)),
        float(any(sign in text for sign in _SHOUTING)),
        float(length <= 4),
        min(1.0, length / 40),
        float(bool(patterns)),
    ]


def _count(patterns: Mapping[str, re.Pattern[str]], name: str, text: str) -> int:
    pattern = patterns.get(name)
    return min(_MANY, sum(1 for _ in pattern.finditer(text))) if pattern else 0


def _stands_first(patterns: Mapping[str, re.Pattern[str]], name: str, text: str) -> bool:
    pattern = patterns.get(name)
    return pattern is not None and pattern.match(text) is not None


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    """One pattern a list of the language; none for a language without words of its own."""
    table = _read_table().get(language, {})
    return {name: _compile(table[name], has_spaces=language not in _NO_SPACES) for name in CUE_LISTS if table.get(name)}


def _compile(words: Iterable[str], *, has_spaces: bool) -> re.Pattern[str]:
    """The longest first, so that "no more" is not taken for "no"."""
    longest_first = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    if not has_spaces:
        return re.compile("|".join(re.escape(word.rstrip("*")) for word in longest_first))
    alternatives = "|".join(_write_word(word) for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def _write_word(word: str) -> str:
    return rf"{re.escape(word[:-1])}\w*" if word.endswith("*") else re.escape(word)


@cache
def _read_table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(resources.files("nlp.kinds").joinpath("cues.toml").read_text(encoding="utf-8"))
