"""What a timeline is made of: one thing that happened, or is promised, on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digest.tracking.told import ToldTheme
from domain.ids import RoundId, ThemeId
from domain.recommendations import Reply


class EventMark(StrEnum):
    """What an event is, in the order in which events of one day follow one another."""

    HEARD = "heard"
    FOUND = "found"
    HEARD_AGAIN = "heard again"
    RECOMMENDED = "recommended"
    ANSWERED = "answered"
    REJECTED = "rejected"
    PROMISED = "promised"
    PROGRESS = "progress"
    MOVED = "moved"
    DUE = "due"
    STEP_DONE = "step done"
    STEP_VERIFIED = "step verified"
    DONE = "done"
    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly verified"
    NOT_VERIFIED = "not verified"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


_ORDER = {mark: place for place, mark in enumerate(EventMark)}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or is promised, on a day.

    `title` is a round's, a session's, a recommendation's or a step's. `references` are the recommendations that it is about,
    `theme_ids` the themes of a round. `round_id` is set where a round was heard or told of themes, `told` where its release told
    of one theme, with `since` the round before the first of `references` was asked for. `moved_from` and `moved_to` are a date
    that moved (`moved_to` None: it was taken away). `is_ahead` is true of what is still to come.
    """

    on: date
    mark: EventMark
    title: str
    references: tuple[str, ...] = ()
    note: str = ""
    evidence: str = ""
    reply: Reply | None = None
    replaced_by: str = ""
    round_id: RoundId | None = None
    theme_ids: tuple[ThemeId, ...] = ()
    told: ToldTheme | None = None
    since: str = ""
    moved_from: date | None = None
    moved_to: date | None = None
    is_ahead: bool = False

    @property
    def reference(self) -> str:
        """The recommendation that it is about, "" where it is about several or none."""
        return self.references[0] if len(self.references) == 1 else ""


def sort_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events as a line, oldest first; the order is total, so the same events give the same line."""
    return tuple(sorted(events, key=lambda each: (each.on, _ORDER[each.mark], each.references, each.title, each.note)))
