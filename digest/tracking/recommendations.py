"""Where a recommendation stands today: late, due soon, moved how far, how much of it is done. Pure; `today` is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.course import Course, follow, next_due
from domain.moved import count_moves, list_moved
from domain.recommendations import Recommendation, Reply, StatusUpdate, UpdateState

STALE_AFTER_DAYS = 60


class Standing(StrEnum):
    """What became of a recommendation, in the order in which a board asks for it."""

    LATE = "late"
    NOT_VERIFIED = "not verified"
    PARTLY_VERIFIED = "partly verified"
    DUE_SOON = "due soon"
    ON_TIME = "on time"
    NO_DATE = "no date"
    REJECTED = "rejected"
    REPORTED_DONE = "reported done"
    VERIFIED = "verified"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


_SETTLED = {
    UpdateState.REPORTED_DONE: Standing.REPORTED_DONE,
    UpdateState.VERIFIED: Standing.VERIFIED,
    UpdateState.CLOSED: Standing.CLOSED,
    UpdateState.SUPERSEDED: Standing.SUPERSEDED,
    UpdateState.WITHDRAWN: Standing.WITHDRAWN,
}
_JUDGED = {UpdateState.NOT_VERIFIED: Standing.NOT_VERIFIED, UpdateState.PARTLY_VERIFIED: Standing.PARTLY_VERIFIED}


@dataclass(frozen=True, slots=True)
class Progress:
    """A recommendation as it stands on one day.

    `due_on` is the next open date. `moves` is how often a date was moved, `moved_dates` how many dates were, and `moved_days`
    the farthest that one did from its first day. `days` counts to the due date: below 0 it is late. `reported` and `verified`
    are shares of the steps' weight, in [0, 1], None where there are no steps. `silent_days` is since the last word (or since
    it was issued), `is_stale` where that is longer than it may be while something is waited for. `answer` is the last update that
    said accepted, partly accepted or rejected; None after it was opened again for an answer that was a no.
    """

    standing: Standing
    state: UpdateState
    reply: Reply | None
    due_on: date | None
    days: int | None
    moves: int
    moved_dates: int
    moved_days: int
    is_answered: bool
    last_word: StatusUpdate | None
    settled_on: date | None
    reported: float | None
    verified: float | None
    silent_days: int
    is_stale: bool
    answer: StatusUpdate | None = None


def sort_updates(recommendation: Recommendation, *, today: date) -> tuple[StatusUpdate, ...]:
    """The updates up to today that stand, in the order in which they hold."""
    return follow_course(recommendation, today=today).steps


def follow_up(
    recommendation: Recommendation, *, today: date, due_soon_days: int = 30, stale_after_days: int = STALE_AFTER_DAYS
) -> Progress:
    """How a recommendation stands on `today`, from its milestones and updates."""
    course = follow_course(recommendation, today=today)
    last = course.steps[-1] if course.steps else None
    settled = _SETTLED.get(course.state)
    due_on = next_due(recommendation)
    days = None if due_on is None or not course.is_waited_for else (due_on - today).days
    silent = (today - (last.on if last else recommendation.issued_on)).days
    moved = list_moved(recommendation)
    return Progress(
        standing=settled or _tell_standing(course, days, due_soon_days),
        state=course.state,
        reply=course.reply,
        due_on=due_on,
        days=days,
        moves=count_moves(recommendation),
        moved_dates=len(moved),
        moved_days=max(moved, key=abs, default=0),
        is_answered=any(each.state is not UpdateState.ISSUED for each in course.steps),
        last_word=last,
        settled_on=course.settled_on if settled else None,
        reported=_share(recommendation, is_verified=False, today=today),
        verified=_share(recommendation, is_verified=True, today=today),
        silent_days=silent,
        is_stale=course.is_waited_for and silent > stale_after_days,
        answer=_find_answer(course),
    )


def _find_answer(course: Course) -> StatusUpdate | None:
    """The update that gave the answer which holds."""
    if course.reply is None:
        return None
    return next(each for each in reversed(course.steps) if each.state is UpdateState.RESPONDED and each.reply is course.reply)


def follow_course(recommendation: Recommendation, *, today: date) -> Course:
    """Its course by the updates up to today."""
    return follow((each for each in recommendation.updates if each.on <= today), issued_on=recommendation.issued_on)


def _share(recommendation: Recommendation, *, is_verified: bool, today: date) -> float | None:
    whole = sum(each.weight for each in recommendation.milestones)
    if not whole:
        return None
    days = ((each.weight, each.verified_on if is_verified else each.done_on or each.verified_on) for each in recommendation.milestones)
    return sum(weight for weight, day in days if day is not None and day <= today) / whole


def _tell_standing(course: Course, days: int | None, due_soon_days: int) -> Standing:
    if course.reply is Reply.REJECTED and course.state is UpdateState.RESPONDED:
        return Standing.REJECTED
    if days is not None and days < 0:
        return Standing.LATE
    if course.state in _JUDGED:
        return _JUDGED[course.state]
    if days is None:
        return Standing.NO_DATE
    return Standing.DUE_SOON if days <= due_soon_days else Standing.ON_TIME
