"""Whether a word is on the lists of names, in the forms that names take in sentences."""

from __future__ import annotations

from functools import lru_cache

from nlp.redact.names.origins import load_names

# Endings of Russian and Ukrainian cases, and the endings of the form that lists hold.
_CASES = ("ого", "ому", "ові", "еві", "єві", "ою", "ею", "єю", "ой", "ей", "ую", "ом", "ем", "єм", "ым", "им", "ых", "их",
          "у", "ю", "а", "я", "е", "і", "ї", "и", "ы", "о")  # fmt: skip
_NOMINATIVES = ("", "а", "я", "й", "ь", "ий", "ый", "ая", "о")
_SHORTEST_STEM = 3  # letters


@lru_cache(maxsize=100_000)
def is_listed(bare: str) -> bool:
    """True for a name on any list, or for a Russian or Ukrainian case form of one; `bare` is lower case without accents."""
    names = load_names()
    if bare in names:
        return True
    if not "\u0400" <= bare[:1] <= "\u052f":
        return False
    stems = [bare.removesuffix(ending) for ending in _CASES if bare.endswith(ending)]
    return any(stem + ending in names for stem in stems if len(stem) >= _SHORTEST_STEM for ending in _NOMINATIVES)
