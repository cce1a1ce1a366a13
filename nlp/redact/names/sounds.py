"""Whether a word that nobody has listed sounds like a name: letters in a row are weighed against names and English words.

Two character models (orders 1 to 4, each smoothed by the one below it) learn when first asked: one from the lists of names,
one from WordNet's lemmas. Measured on 128 names on no list and 110 words of slang, brands and slips: above `SURE` lie
62 % of the names and 14 % of the others, most of which other rules know.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from nlp.redact.names.origins import load_names, load_own_names
from nlp.redact.names.vocabulary import load_english

SURE = 3.0
"""Natural-log odds from which a word is taken for a name by its sound alone."""
_LIKELY = 1.0
_ORDER = 4
_SHORTEST = 5  # letters; shorter words are abbreviations too often
_LONGEST = 16
_EACH = 2  # every second name of faker's and word: enough to learn from, and half the time
_OWN_WEIGHT = 5  # the project's own names are of the origins that write here; faker's are of the whole world
_LETTERS = 27.0

_Counts = Counter[str]


@lru_cache(maxsize=50_000)
def sounds_like_name(bare: str, *, is_likely: bool = False) -> bool:
    """True for a word of at least five letters (lower case, no accents) that sounds more like a name than like English.

    With `is_likely`, where the place in the sentence speaks for a name too, less is enough.
    """
    if not (bare.isascii() and _SHORTEST - is_likely <= len(bare) <= _LONGEST):
        return False
    return weigh_sound(bare) >= (_LIKELY if is_likely else SURE)


def weigh_sound(bare: str) -> float:
    """Natural-log odds that a word is a name: positive where names sound so, negative where English does."""
    names, words = _learn()
    return _weigh(names, bare) - _weigh(words, bare)


@cache
def _learn() -> tuple[_Counts, _Counts]:
    own = [name for name in load_own_names() if name.isascii() and name.isalpha() and len(name) > 2]
    listed = sorted(name for name in load_names() if name.isascii() and name.isalpha() and len(name) > 2)
    words = sorted(word for word in load_english() - load_names() if word.isascii() and word.isalpha() and 2 < len(word) <= _LONGEST)
    return _count([*listed[::_EACH], *own * _OWN_WEIGHT]), _count(words[::_EACH])


def _count(words: Iterable[str]) -> _Counts:
    counts: _Counts = Counter()
    for word in words:
        counts.update(_cut(word))
    return counts


def _cut(word: str) -> Iterator[str]:
    """Every run of up to four letters that ends in a letter of the word or in its end, and what each follows on (with a "_")."""
    padded = f"^^^{word}$"
    for at in range(_ORDER - 1, len(padded)):
        for length in range(_ORDER):
            yield padded[at - length : at + 1]
            yield padded[at - length : at] + "_"


def _weigh(counts: _Counts, word: str) -> float:
    padded = f"^^^{word}$"
    total = 0.0
    for at in range(_ORDER - 1, len(padded)):
        chance = 1 / _LETTERS
        for length in range(_ORDER):
            before = padded[at - length : at]
            prior = 2.0 * (length + 1)
            chance = (counts[before + padded[at]] + prior * chance) / (counts[before + "_"] + prior)
        total += math.log(chance)
    return total
