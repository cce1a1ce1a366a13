"""Where a recommendation stands today: late, due soon, moved how far, its last word. Pure; `today` is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.action import Recommendation, StatusUpdate, UpdateState


class Standing(StrEnum):
    """What became of a recommendation, in the order in which a board asks for it."""

    LATE = "late"
    NOT_VERIFIED = "not verified"
    DUE_SOON = "due soon"
    ON_TIME = "on time"
    NO_DATE = "no date"
    REPORTED_DONE = "reported done"
    VERIFIED = "verified"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


_SETTLED = {
    UpdateState.REPORTED_DONE: Standing.REPORTED_DONE,
    UpdateState.VERIFIED: Standing.VERIFIED,
    UpdateState.CLOSED: Standing.CLOSED,
    UpdateState.WITHDRAWN: Standing.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """A recommendation as it stands on one day.

    `due_on` is the next open date. `moved_days` is the farthest that one date
    moved, `moved_dates` how many dates did. `days` counts to the due date: below 0 it is late.
    """

    standing: Standing
    due_on: date | None
    days: int | None
    moved_dates: int
    moved_days: int
    is_answered: bool
    last_word: StatusUpdate | None
    settled_on: date | None


def sort_updates(recommendation: Recommendation, *, today: date) -> tuple[StatusUpdate, ...]:
    """The updates up to today, oldest first; those of one day in the order in which they were written."""
    return tuple(sorted((each for each in recommendation.updates if each.on <= today), key=lambda update: update.on))


def follow_up(recommendation: Recommendation, *, today: date, due_soon_days: int = 30) -> Progress:
    """How a recommendation stands on `today`, from its milestones and updates."""
    updates = sort_updates(recommendation, today=today)
    last = updates[-1] if updates else None
    due_on = _find_due(recommendation)
    moves = [(each.due_on - each.first_due_on).days for each in recommendation.milestones if each.due_on != each.first_due_on]
    settled = _SETTLED.get(last.state) if last else None
    days = None if due_on is None or settled else (due_on - today).days
    return Progress(
        standing=settled or _tell_standing(last, days, due_soon_days),
        due_on=due_on,
        days=days,
        moved_dates=len(moves),
        moved_days=max(moves, key=abs, default=0),
        is_answered=any(each.state is not UpdateState.ISSUED for each in updates),
        last_word=last,
        settled_on=last.on if last and settled else None,
    )


def _find_due(recommendation: Recommendation) -> date | None:
    """The earliest date still open: of a step that is not done, or the recommendation's own."""
    steps = [each.due_on for each in recommendation.milestones if each.done_on is None]
    own = [] if recommendation.due_on is None else [recommendation.due_on]
    return min(steps + own, default=None)


def _tell_standing(last: StatusUpdate | None, days: int | None, due_soon_days: int) -> Standing:
    if days is not None and days < 0:
        return Standing.LATE
    if last and last.state is UpdateState.NOT_VERIFIED:
        return Standing.NOT_VERIFIED
    if days is None:
        return Standing.NO_DATE
    return Standing.DUE_SOON if days <= due_soon_days else Standing.ON_TIME
