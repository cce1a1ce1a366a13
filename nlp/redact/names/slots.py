"""Where English grammar puts a person: "tell ___ to", "after ___ was". A word that is a name too is one there."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.redact.lists import read_words
from nlp.redact.names.pinyin import is_pinyin
from nlp.redact.names.sounds import sounds_like_name
from nlp.redact.names.spelling import is_misspelt
from nlp.redact.names.vocabulary import is_english_predicate
from nlp.redact.names.words import Word

_GRAMMAR = read_words(__file__, "grammar.toml")
_BEFORE = _GRAMMAR["before_person"]
_SURE_BEFORE = _GRAMMAR["surely_before_person"]  # at the end of a sentence only these
_TAKES_PERSON = _GRAMMAR["takes_person"]
_AFTER = _GRAMMAR["after_person"]
_VERBS_AT = _GRAMMAR["verbs_at"]
_FATES = _GRAMMAR["fates"]
_AT = frozenset({"at", "on", "for", "to", "up"})
_BE = frozenset({"was", "got", "is"})


def ends_person(words: Sequence[Word], index: int) -> bool:
    """True where what follows word `index` may follow a person, and the word itself may not: "xinyi sun has", but not "ana said to"."""
    return words[index].lower not in _AFTER and is_followed_as_person(words, index)


def is_followed_as_person(words: Sequence[Word], index: int) -> bool:
    """True where nothing follows, or a word that follows persons."""
    after = index + 1
    return after >= len(words) or not words[after].joins or words[after].lower in _AFTER


def is_person_slot(words: Sequence[Word], index: int, *, length: int = 1) -> bool:
    """True where `length` words from `index` stand as a person does: the word before and the word after both say so."""
    before = words[index - 1].lower if index and not words[index].begins else None
    last = index + length - 1
    after = _word_after(words, last)
    if before is None and after is None:
        return False
    if after is None and not words[last].owns:
        return before in _SURE_BEFORE
    return (before is None or says_before(words, index)) and (after in _AFTER or words[last].owns)


def says_before(words: Sequence[Word], index: int) -> bool:
    """True where the word before may stand before a person."""
    if not index or words[index].begins:
        return False
    return words[index - 1].lower in _BEFORE or follows_verb_at(words, index)


def follows_verb_at(words: Sequence[Word], index: int) -> bool:
    """True after "laughed at" and the like: what follows is a person, and not a place."""
    return index > 1 and words[index - 1].lower in _AT and words[index - 2].lower in _VERBS_AT


def is_sure_slot(words: Sequence[Word], index: int) -> bool:
    """True after a verb that takes hardly anything but persons: "told ___", "handcuffed ___", "laughed at ___"."""
    if not index or words[index].begins:
        return False
    return words[index - 1].lower in _TAKES_PERSON or follows_verb_at(words, index)


def follows_surely(words: Sequence[Word], index: int) -> bool:
    """True after a word that goes with persons even where nothing is known of the word after it: "from ___", "told ___"."""
    return index > 0 and not words[index].begins and (words[index - 1].lower in _SURE_BEFORE or is_sure_slot(words, index))


def is_fate(words: Sequence[Word], index: int) -> bool:
    """True for "after ___ was arrested": what happens to persons only, with no article before the word."""
    if index + 2 >= len(words) or words[index + 1].lower not in _BE or words[index + 2].lower not in _FATES:
        return False
    return index == 0 or words[index].begins or says_before(words, index)


def may_be_person(words: Sequence[Word], index: int) -> bool:
    """True for a word on no list that is a person by its place, or by its sound, or by a little of both.

    A slip of the pen ("neighborhod") is none.
    """
    word = words[index]
    if is_misspelt(word.bare):
        return False
    if is_person_slot(words, index) or sounds_like_name(word.bare):
        return True
    after = _word_after(words, index)
    is_before = says_before(words, index)
    is_after = word.owns or (after is not None and (after in _AFTER or is_english_predicate(after)))
    if (is_before and is_after) or _stands_between_commas(words, index):
        return True
    return (is_before or is_after) and (sounds_like_name(word.bare, is_likely=True) or is_pinyin(word.bare))


def _word_after(words: Sequence[Word], index: int) -> str | None:
    after = index + 1
    return None if after >= len(words) or words[after].begins else words[after].lower


def _stands_between_commas(words: Sequence[Word], index: int) -> bool:
    """True for "the man next door, ___, saw it": one word between two short stops."""
    if not 0 < index < len(words) - 1 or words[index].begins or words[index].joins or words[index + 1].joins:
        return False
    return words[index + 1].start - words[index].end == 2 and words[index].start - words[index - 1].end == 2
