"""The other forms of a name that is known: its short forms, and how other scripts and spellings write it."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from nlp.redact.names.origins import romanise
from nlp.redact.view import fold_word, strip_accents

_NICKNAMES = Path(__file__).parent / "nicknames.toml"
_SHORTEST_KEY = 3  # consonants; with fewer too many words are alike
# The consonants that Arabic letters stand for; long vowels, hamza and the ending of women's names fall away like vowels.
_ARABIC = dict(
    zip(
        "بپتثجچحخدذرزژسشصضطظعغفقکگلمنهو",
        ["b", "p", "t", "s", "j", "ch", "h", "h", "d", "d", "r", "z", "j", "s", "sh", "s", "d", "t", "z", "", "g", "f", "k", "k", "g", "l", "m", "n", "h", "w"],
        strict=True,
    )
)  # fmt: skip
# The rows of the Ethiopic block, eight code points each from U+1200.
ETHIOPIC_ROWS = ("h", "l", "h", "m", "s", "r", "s", "sh", "k", "kw", "k", "kw", "b", "w", "t", "ch", "h", "hw", "n", "n", "", "k", "kw", "h", "hw", "w", "", "s", "j", "", "d", "d",
             "j", "g", "gw", "g", "t", "ch", "p", "s", "s", "f", "p")  # fmt: skip
# Spellings of one sound, the longer first; then vowels fall away.
_SOUNDS = (("kh", "h"), ("gh", "g"), ("ph", "f"), ("dh", "d"), ("th", "t"), ("tsh", "ch"), ("ts", "s"), ("tz", "s"), ("zh", "j"), ("dj", "j"), ("x", "ks"), ("q", "k"),
           ("z", "s"), ("v", "w"))  # fmt: skip
_HARD_C = re.compile(r"c(?!h)")
_VOWELS = re.compile(r"[aeiouy']")
_DOUBLE = re.compile(r"(.)\1+")


@cache
def find_forms_of(bare: str) -> frozenset[str]:
    """The short and long forms that go with a name, without the name itself; `bare` is lower case without accents."""
    return frozenset(form for group in _nicknames().get(bare, ()) for form in group) - {bare}


@lru_cache(maxsize=20_000)
def keys_of(bare: str) -> frozenset[str]:
    """What a name sounds like in any spelling or script: its consonants, and in scripts with vowels its letters, roughly.

    Names that share a key are spellings of one name. Empty where too little is left to tell names apart.
    """
    latin = _to_latin(bare)
    if not latin.isascii():
        return frozenset()
    letters = "=" + _DOUBLE.sub(r"\1", re.sub("[yj]", "i", latin)) if script_of(bare) in ("latin", "cyrillic") else ""
    return frozenset({_consonants_of(latin), letters} - {""})


def _consonants_of(latin: str) -> str:
    for spelling, sound in _SOUNDS:
        latin = latin.replace(spelling, sound)
    consonants = _VOWELS.sub("", _HARD_C.sub("k", latin))
    if consonants.endswith("h") and not consonants.endswith(("sh", "ch")):
        consonants = consonants[:-1]
    key = _DOUBLE.sub(r"\1", consonants)
    return key if len(key) >= _SHORTEST_KEY else ""


def script_of(bare: str) -> str:
    """ "latin", "cyrillic", "arabic", "ethiopic" or "other", by the first letter."""
    first = bare[:1]
    if first.isascii() or "\u00c0" <= first <= "\u024f" or "\u1e00" <= first <= "\u1eff":
        return "latin"
    blocks = (("\u0400", "\u052f", "cyrillic"), ("\u0600", "\u06ff", "arabic"), ("\u1200", "\u137f", "ethiopic"))
    return next((name for low, high, name in blocks if low <= first <= high), "other")


def _to_latin(bare: str) -> str:
    script = script_of(bare)
    if script == "cyrillic":
        return romanise(bare)
    if script == "arabic":
        return _spell(_ARABIC.get(letter, "") for letter in bare.removeprefix("ال"))
    if script == "ethiopic":
        rows = ((ord(letter) - 0x1200) // 8 for letter in bare)
        return _spell(ETHIOPIC_ROWS[row] if 0 <= row < len(ETHIOPIC_ROWS) else "" for row in rows)
    return bare


def _spell(consonants: Iterable[str]) -> str:
    # A vowel between two letters keeps "t" and "s" from reading as "ts".
    return "a".join(filter(None, consonants))


@cache
def _nicknames() -> dict[str, list[frozenset[str]]]:
    groups: dict[str, list[frozenset[str]]] = defaultdict(list)
    for lines in tomllib.loads(_NICKNAMES.read_text(encoding="utf-8")).values():
        for line in lines.strip().splitlines():
            group = frozenset(strip_accents(fold_word(name)) for name in line.split())
            for name in group:
                groups[name].append(group)
    return groups
