"""Slips of the pen: an unknown word that is nearly an English one is a slip, not a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from nlp.redact.names.vocabulary import load_english, load_pieces

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 6  # letters; shorter names are too often one letter away from a word


@lru_cache(maxsize=50_000)
def is_misspelt(word: str) -> bool:
    """True for an unknown word of six letters or more that is one slip away from an English one."""
    if len(word) < _SHORTEST or not word.isascii():
        return False
    lemmas, (small, _) = load_english(), load_pieces()
    return any(slip in lemmas and slip in small for slip in _slips(word))


def _slips(word: str) -> Iterator[str]:
    for cut in range(len(word) + 1):
        left, right = word[:cut], word[cut:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right and left:  # the first letter is hardly ever the one that slips
                yield left + letter + right[1:]
