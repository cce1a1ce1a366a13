"""Which words are part of a place's or a body's name, and so no person: "Grant Street", "Fort Snelling", "calle Robles"."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.redact.names.places import PLACE_NOUNS, PLACE_OPENERS, SURE_PLACE_NOUNS, load_town_phrases
from nlp.redact.names.words import PARTICLES, Sort, Word

_CORNERS = (["corner"], ["intersection"], ["crossing"])
_AND = frozenset(["and", "y", "e", "et", "iyo", "na", "ak", "và", "и", "و", "&"])
_ORDINALS = frozenset(["th", "st", "nd", "rd"])
_REACH = 3  # words before "Hospital" that may belong to it


def is_part_of_place(words: Sequence[Word], index: int, street_words: frozenset[str]) -> bool:
    """True for a word that may be a name but stands in a place's name. `street_words` come before their street's name."""
    if words[index].sort <= Sort.ORDINARY:
        return False
    return _stands_before_noun(words, index) or _stands_after_opener(words, index, street_words) or _is_town(words, index)


def _stands_before_noun(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    for step in range(1, _REACH + 1):
        if index + step >= len(words) or not words[index + step].joins:
            return False
        after = words[index + step]
        if _makes_place(word, after, step):
            return True
        if not after.is_capital or after.sort is Sort.STOP:
            return False
    return False


def _makes_place(word: Word, noun: Word, step: int) -> bool:
    if word.sort is Sort.STRONG and not noun.is_capital:
        return noun.lower in SURE_PLACE_NOUNS and not word.is_capital and step == 1
    if noun.lower not in PLACE_NOUNS:
        return False
    return noun.is_capital or not word.is_capital or (step == 1 and noun.lower in SURE_PLACE_NOUNS)


def _stands_after_opener(words: Sequence[Word], index: int, street_words: frozenset[str]) -> bool:
    word = words[index]
    if not index or not word.joins:
        return False
    before = words[index - 1]
    if _is_corner(words, index):
        return True
    if before.lower in street_words or (before.lower in PARTICLES and index > 1 and words[index - 2].lower in street_words):
        return True
    return before.lower in PLACE_OPENERS and before.is_capital and word.is_capital and word.sort is not Sort.STRONG


def _is_corner(words: Sequence[Word], index: int) -> bool:
    """True for the streets of "the corner of Birch and Lake", "5th and Birch": where it is a home the address rules take it."""
    if index > 1 and words[index - 1].lower in _AND and words[index - 2].lower in _ORDINALS:
        return True
    before = [word.lower for word in words[max(0, index - 4) : index]]
    return (before[-1:] == ["of"] and before[-2:-1] in _CORNERS) or (
        before[-1:] == ["and"] and before[-4:-3] in _CORNERS and before[-3:-2] == ["of"]
    )


def _is_town(words: Sequence[Word], index: int) -> bool:
    pairs = [(left, left + 1) for left in (index - 1, index) if left >= 0 and left + 1 < len(words)]
    return any(words[right].joins and f"{words[left].lower} {words[right].lower}" in load_town_phrases() for left, right in pairs)
