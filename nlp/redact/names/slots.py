"""Where English grammar puts a person: "tell ___ to", "after ___ was". A word that is a name too is one there."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.redact.names.words import Word

_BEFORE = frozenset(
    [
        "tell",
        "told",
        "ask",
        "asked",
        "trust",
        "trusts",
        "trusted",
        "thank",
        "thanks",
        "thanked",
        "with",
        "from",
        "to",
        "about",
        "by",
        "for",
        "like",
        "see",
        "saw",
        "seen",
        "and",
        "me",
        "myself",
        "after",
        "because",
        "when",
        "while",
        "that",
        "so",
        "if",
        "but",
        "named",
        "called",
        "know",
        "knew",
        "met",
        "meet",
        "help",
        "helped",
        "hit",
        "beat",
        "shot",
        "killed",
        "arrested",
        "followed",
        "stopped",
        "is",
        "was",
        "i'm",
        "im",
        "am",
        "or",
        "than",
        "against",
        "of",
    ]
)
_SURE_BEFORE = frozenset(
    ["tell", "told", "ask", "asked", "trust", "thank", "thanks", "thanked", "with", "from", "by", "named", "met"]
)  # at the end of a sentence only these
_AFTER = frozenset(
    [
        "said",
        "says",
        "told",
        "tells",
        "was",
        "is",
        "isn't",
        "wasn't",
        "has",
        "had",
        "have",
        "who",
        "whom",
        "he",
        "she",
        "they",
        "her",
        "his",
        "did",
        "didn't",
        "does",
        "doesn't",
        "called",
        "came",
        "went",
        "got",
        "left",
        "lives",
        "lived",
        "works",
        "worked",
        "and",
        "to",
        "at",
        "about",
        "for",
        "when",
        "last",
        "this",
        "from",
        "on",
        "in",
        "will",
        "would",
        "can",
        "could",
        "should",
        "knows",
        "knew",
        "saw",
        "helped",
        "asked",
        "answered",
        "never",
        "always",
        "also",
        "too",
        "or",
        "but",
        "because",
        "ran",
        "started",
        "stayed",
        "cried",
        "died",
        "lost",
        "needs",
        "wants",
    ]
)


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
