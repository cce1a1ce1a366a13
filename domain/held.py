"""Words that wait for a person, and what the person decides: offsets and types, never the words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.listening import Span

DISCARDED = "discarded by a person"
"""Stands where the reason stood, once a person decided that a comment is not to be used. It waits for nobody."""

SAID_BY_PERSON: Final = "person"
"""What told a comment's language, where a person said which it is."""

KEPT = "KEPT"
"""The type of a span that a person judged harmless: what was flagged in it stays as said."""


class HoldState(StrEnum):
    """What became of held words."""

    WAITING = "waiting"
    RELEASED = "released"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Hold:
    """What is remembered of a comment that was held. It holds for the words of `words_hash` (keyed) and no others.

    `spans` are, while it waits, what redaction would take out apart from what it flagged, and once it is released, what a
    person took out besides and (of type `KEPT`) left in. `language` is the one that a person named; empty where nobody did.
    `decided_at` is the instant of the decision, and while it waits the one since when.
    """

    state: HoldState
    words_hash: str
    spans: tuple[Span, ...] = ()
    language: str = ""
    decided_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about one text: what is taken out besides, and where what is flagged may stay.

    Spans are code points of the words as spoken. A text that was judged is held no more where its language is served.
    `language` is the one that the person named; empty where nobody did.
    """

    taken: tuple[Span, ...] = ()
    kept: tuple[Span, ...] = ()
    language: str = ""


def judgement_of(hold: Hold) -> Judgement:
    """The judgement that a release stands for."""
    kept = tuple(each for each in hold.spans if each.type == KEPT)
    return Judgement(tuple(each for each in hold.spans if each.type != KEPT), kept, hold.language)
