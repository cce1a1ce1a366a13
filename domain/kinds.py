"""What kind of thing somebody said on a theme, and whether they want more or less of something there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.ids import PassageId

BY_PERSON = "person"
"""What `PassageKind.made_by` is where somebody at the desk said so: no run puts anything else in its place."""


class Kind(StrEnum):
    """Kinds of passages. `UNCLEAR` is what fits none of the four or cannot be told; it is counted like them."""

    CONCERN = "concern"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    QUESTION = "question"
    UNCLEAR = "unclear"


class Leaning(StrEnum):
    """Which way a passage asks an amount to change: more of something, or less of it or an end."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class ToldKind:
    """What was told of one text: its kind, how sure that is (in [0, 1]), and its leaning where it has one."""

    kind: Kind
    score: float
    leaning: Leaning | None = None


@dataclass(frozen=True, slots=True)
class PassageKind:
    """A passage's kind as it is kept. `made_by` is the version that told it, or `BY_PERSON`."""

    passage_id: PassageId
    kind: Kind
    leaning: Leaning | None
    score: float
    made_by: str


@dataclass(frozen=True, slots=True)
class KindsHeard:
    """People of one round by what they said on one theme; exact. Somebody who said two kinds counts in both, nobody is netted."""

    people: int
    kinds: Mapping[Kind, int]
    leanings: Mapping[Leaning, int]


def join_kinds(kinds: Iterable[Kind]) -> frozenset[Kind]:
    """What somebody said with several passages: each clear kind; `UNCLEAR` only where none of them is clear."""
    said = frozenset(kinds)
    return said - {Kind.UNCLEAR} or said
