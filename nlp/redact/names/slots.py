"""Where English grammar puts a person: "tell ___ to", "after ___ was". A word that is a name too is one there."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.redact.lists import read_words
from nlp.redact.names.words import Word

_GRAMMAR = read_words(__file__, "grammar.toml")
_BEFORE = _GRAMMAR["before_person"]
_SURE_BEFORE = _GRAMMAR["surely_before_person"]  # at the end of a sentence only these
_AFTER = _GRAMMAR["after_person"]


def ends_person(words: Sequence[Word], index: int) -> bool:
    """True where what follows word `index` may follow a person, and the word itself may not: "xinyi sun has", but not "ana said to"."""
    if words[index].lower in _AFTER:
        return False
    after = index + 1
    return after >= len(words) or not words[after].joins or words[after].lower in _AFTER


def is_person_slot(words: Sequence[Word], index: int, *, length: int = 1) -> bool:
    """True where words `index` to `index + length` stand where a person does: the word before and the word after both say so."""
    before = words[index - 1].lower if index and not words[index].begins else None
    after_index = index + length
    ends = after_index >= len(words) or words[after_index].begins
    after = None if ends else words[after_index].lower
    if before is None and after is None:
        return False
    if after is None:
        return before in _SURE_BEFORE
    return (before is None or before in _BEFORE) and (after is None or after in _AFTER)
