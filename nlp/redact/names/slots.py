"""Where English grammar puts a person: "tell ___ to", "after ___ was". A word that is a name too is one there."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.redact.lists import read_words
from nlp.redact.names.sounds import sounds_like_name
from nlp.redact.names.spelling import is_misspelt
from nlp.redact.names.vocabulary import is_english_predicate
from nlp.redact.names.words import Word

_GRAMMAR = read_words(__file__, "grammar.toml")
_BEFORE = _GRAMMAR["before_person"]
_SURE_BEFORE = _GRAMMAR["surely_before_person"]  # at the end of a sentence only these
_AFTER = _GRAMMAR["after_person"]
_VERBS_AT = _GRAMMAR["verbs_at"]
_AT = frozenset({"at", "on", "for", "to", "up"})


def ends_person(words: Sequence[Word], index: int) -> bool:
    """True where what follows word `index` may follow a person, and the word itself may not: "xinyi sun has", but not "ana said to"."""
    if words[index].lower in _AFTER:
        return False
    after = index + 1
    return after >= len(words) or not words[after].joins or words[after].lower in _AFTER


def is_person_slot(words: Sequence[Word], index: int) -> bool:
    """True where a word stands as a person does: the word before and the word after both say so."""
    before = words[index - 1].lower if index and not words[index].begins else None
    after = _word_after(words, index)
    if before is None and after is None:
        return False
    if after is None and not words[index].owns:
        return before in _SURE_BEFORE
    return (before is None or _says_before(words, index)) and (after in _AFTER or words[index].owns)


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
    is_before = _says_before(words, index)
    is_after = word.owns or (after is not None and (after in _AFTER or is_english_predicate(after)))
    return (is_before and is_after) or ((is_before or is_after) and sounds_like_name(word.bare, is_likely=True))


def _word_after(words: Sequence[Word], index: int) -> str | None:
    after = index + 1
    return None if after >= len(words) or words[after].begins else words[after].lower


def _says_before(words: Sequence[Word], index: int) -> bool:
    if not index or words[index].begins:
        return False
    before = words[index - 1].lower
    return before in _BEFORE or (index > 1 and before in _AT and words[index - 2].lower in _VERBS_AT)
