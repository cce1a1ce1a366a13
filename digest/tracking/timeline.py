"""Rounds, sessions, findings and recommendations -> one chronological line of events. Pure; words come later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digest.tracking.recommendations import sort_updates
from domain.ids import RoundId
from domain.listening import Round, Session
from domain.recommendations import Milestone, Recommendation, Reply, StatusUpdate, UpdateState


class EventMark(StrEnum):
    """What an event is, in the order in which events of one day follow one another."""

    HEARD = "heard"
    FOUND = "found"
    RECOMMENDED = "recommended"
    ANSWERED = "answered"
    PROMISED = "promised"
    PROGRESS = "progress"
    MOVED = "moved"
    DUE = "due"
    DONE = "done"
    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly verified"
    NOT_VERIFIED = "not verified"
    REJECTED = "rejected"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


_MARKS = {
    UpdateState.ISSUED: EventMark.PROGRESS,
    UpdateState.RESPONDED: EventMark.ANSWERED,
    UpdateState.PLANNED: EventMark.PROMISED,
    UpdateState.IN_PROGRESS: EventMark.PROGRESS,
    UpdateState.REPORTED_DONE: EventMark.DONE,
    UpdateState.VERIFIED: EventMark.VERIFIED,
    UpdateState.PARTLY_VERIFIED: EventMark.PARTLY_VERIFIED,
    UpdateState.NOT_VERIFIED: EventMark.NOT_VERIFIED,
    UpdateState.CLOSED: EventMark.CLOSED,
    UpdateState.SUPERSEDED: EventMark.SUPERSEDED,
    UpdateState.WITHDRAWN: EventMark.WITHDRAWN,
    UpdateState.REOPENED: EventMark.REOPENED,
}
_ORDER = {mark: place for place, mark in enumerate(EventMark)}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, or is promised, on a day. `round_id` is set where a round was heard or its findings made.

    `moved_to` is where the date of `on` moved; `is_ahead` is true of what is still to come.
    """

    on: date
    mark: EventMark
    title: str
    reference: str = ""
    note: str = ""
    round_id: RoundId | None = None
    moved_to: date | None = None
    is_ahead: bool = False


def tell_events(
    rounds: Iterable[Round], sessions: Iterable[Session], recommendations: Iterable[Recommendation], *, today: date
) -> tuple[Event, ...]:
    """Everything that has a day, oldest first. A round is heard on its first day and found on its last.

    Rounds without dates and sessions without a day are left to the caller: see `list_undated`.
    """
    events = [
        *_from_rounds(rounds, today=today),
        *(Event(each.held_on, EventMark.HEARD, each.title) for each in sessions if each.held_on is not None),
        *(event for each in recommendations for event in _from_recommendation(each, today=today)),
    ]
    return tuple(sorted(events, key=lambda event: (event.on, _ORDER[event.mark], event.reference, event.title)))


def list_undated(rounds: Iterable[Round], sessions: Iterable[Session]) -> tuple[str, ...]:
    """Titles of rounds and sessions that stand on no line because they have no day."""
    return (
        *(each.title for each in rounds if each.starts_on is None and each.ends_on is None),
        *(each.title for each in sessions if each.held_on is None),
    )


def _from_rounds(rounds: Iterable[Round], *, today: date) -> Iterator[Event]:
    for each in rounds:
        starts_on = each.starts_on or each.ends_on
        if starts_on is not None:
            yield Event(starts_on, EventMark.HEARD, each.title, round_id=each.id, is_ahead=starts_on > today)
        if each.ends_on is not None and each.ends_on <= today:
            yield Event(each.ends_on, EventMark.FOUND, each.title, round_id=each.id)


def _from_recommendation(recommendation: Recommendation, *, today: date) -> Iterator[Event]:
    reference = recommendation.reference
    yield Event(recommendation.issued_on, EventMark.RECOMMENDED, recommendation.title, reference)
    for milestone in recommendation.milestones:
        yield from _from_milestone(milestone, recommendation, today=today)
    if recommendation.due_on is not None and all(each.due_on != recommendation.due_on for each in recommendation.milestones):
        is_ahead = recommendation.due_on > today
        yield Event(recommendation.due_on, EventMark.DUE, recommendation.title, reference, is_ahead=is_ahead)
    for update in sort_updates(recommendation, today=today):
        yield _from_update(update, recommendation)


def _from_milestone(milestone: Milestone, recommendation: Recommendation, *, today: date) -> Iterator[Event]:
    reference = recommendation.reference
    if milestone.first_due_on != milestone.due_on:
        first = milestone.first_due_on
        yield Event(first, EventMark.MOVED, milestone.title, reference, moved_to=milestone.due_on, is_ahead=first > today)
    if milestone.done_on is not None:
        yield Event(milestone.done_on, EventMark.DONE, milestone.title, reference)
    else:
        yield Event(milestone.due_on, EventMark.DUE, milestone.title, reference, is_ahead=milestone.due_on > today)


def _from_update(update: StatusUpdate, recommendation: Recommendation) -> Event:
    mark = EventMark.REJECTED if update.reply is Reply.REJECTED else _MARKS[update.state]
    return Event(update.on, mark, recommendation.title, recommendation.reference, update.note)
