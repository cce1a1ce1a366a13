"""Recommendations -> the dates that are due, and those that no longer are. Pure; `today` is passed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.course import Course, follow
from domain.ids import MilestoneId
from domain.recommendations import Milestone, Recommendation, Reply, StatusUpdate, UpdateState


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date of a recommendation, or of one of its steps (`milestone`).

    `on` is the last date it had, where it was taken away. `state` is that of the step where the step is done, else of the
    whole. `is_open` is false once nothing is waited for on this date. `said` are the updates that stand, the oldest first.
    """

    event_id: str
    recommendation: Recommendation
    milestone: Milestone | None
    on: date
    first_on: date | None
    state: UpdateState
    reply: Reply | None
    is_open: bool
    said: tuple[StatusUpdate, ...]


def list_dates(recommendations: Iterable[Recommendation], *, today: date) -> tuple[DueDate, ...]:
    """Every date of these recommendations, open or not."""
    return tuple(due for each in recommendations for due in _list_own(each, today))


def _list_own(recommendation: Recommendation, today: date) -> Iterator[DueDate]:
    course = follow((each for each in recommendation.updates if each.on <= today), issued_on=recommendation.issued_on)
    on = recommendation.due_on or _find_last(recommendation, None)
    if on is not None:
        yield DueDate(
            recommendation.id,
            recommendation,
            None,
            on,
            recommendation.first_due_on,
            course.state,
            course.reply,
            recommendation.due_on is not None and course.is_waited_for,
            course.steps,
        )
    for each in recommendation.milestones:
        yield _describe_step(each, recommendation, course)


def _describe_step(milestone: Milestone, recommendation: Recommendation, course: Course) -> DueDate:
    state = _tell_state(milestone, course)
    return DueDate(
        milestone.id,
        recommendation,
        milestone,
        milestone.due_on,
        milestone.first_due_on,
        state,
        course.reply,
        course.is_waited_for and milestone.done_on is None and milestone.verified_on is None,
        course.steps,
    )


def _tell_state(milestone: Milestone, course: Course) -> UpdateState:
    if milestone.verified_on is not None:
        return UpdateState.VERIFIED
    return course.state if milestone.done_on is None else UpdateState.REPORTED_DONE


def _find_last(recommendation: Recommendation, milestone_id: MilestoneId | None) -> date | None:
    """The date that was there before it was taken away."""
    taken = [each for each in recommendation.due_changes if each.milestone_id == milestone_id and each.before is not None]
    return max(taken, key=lambda each: (each.on, each.id)).before if taken else recommendation.first_due_on
