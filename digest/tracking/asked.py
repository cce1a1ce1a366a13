"""A recommendation -> the events of its life: asked, answered, promised, moved, done, verified. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from digest.tracking.events import Event, EventMark
from digest.tracking.recommendations import follow_course
from domain.course import SETTLED, Course
from domain.recommendations import DueChange, Milestone, Recommendation, Reply, StatusUpdate, UpdateState

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


def tell_asked(recommendation: Recommendation, *, today: date) -> Iterator[Event]:
    """All events of one recommendation, in no order. What is dated after today and no promise is not told yet."""
    course = follow_course(recommendation, today=today)
    if recommendation.issued_on <= today:
        yield Event(recommendation.issued_on, EventMark.RECOMMENDED, recommendation.title, (recommendation.reference,))
    yield from (tell_update(each, recommendation) for each in course.steps)
    for milestone in recommendation.milestones:
        yield from _tell_step(milestone, recommendation, course, today=today)
    yield from (tell_move(each, recommendation) for each in recommendation.due_changes if each.on <= today)
    yield from _tell_first_dates(recommendation, today=today)
    yield from _tell_own_date(recommendation, course, today=today)


def tell_update(update: StatusUpdate, recommendation: Recommendation) -> Event:
    """What was reported on a day."""
    return Event(
        update.on,
        mark_update(update.state, update.reply),
        recommendation.title,
        (recommendation.reference,),
        update.note,
        evidence=update.evidence,
        reply=update.reply,
        replaced_by=update.replaced_by,
    )


def mark_update(state: UpdateState, reply: Reply | None) -> EventMark:
    """The mark of an update: an answer that was a no has its own."""
    return EventMark.REJECTED if reply is Reply.REJECTED else _MARKS[state]


def tell_move(change: DueChange, recommendation: Recommendation) -> Event:
    """A date that moved, on the day on which somebody moved it; one that was given where there was none is a promise."""
    titles = {each.id: each.title for each in recommendation.milestones}
    return Event(
        change.on,
        EventMark.PROMISED if change.before is None else EventMark.MOVED,
        recommendation.title if change.milestone_id is None else titles.get(change.milestone_id, recommendation.title),
        (recommendation.reference,),
        change.reason,
        moved_from=change.before,
        moved_to=change.after,
    )


def _tell_step(milestone: Milestone, recommendation: Recommendation, course: Course, *, today: date) -> Iterator[Event]:
    about = (recommendation.reference,)
    if milestone.done_on is not None and milestone.done_on <= today:
        yield Event(milestone.done_on, EventMark.STEP_DONE, milestone.title, about)
    if milestone.verified_on is not None and milestone.verified_on <= today:
        yield Event(milestone.verified_on, EventMark.STEP_VERIFIED, milestone.title, about)
    if milestone.done_on is None and milestone.verified_on is None and _is_awaited(milestone.due_on, course):
        yield Event(milestone.due_on, EventMark.DUE, milestone.title, about, is_ahead=milestone.due_on > today)


def _tell_own_date(recommendation: Recommendation, course: Course, *, today: date) -> Iterator[Event]:
    """The recommendation's own date, where no step has the same one."""
    due_on = recommendation.due_on
    if due_on is None or any(each.due_on == due_on for each in recommendation.milestones) or not _is_awaited(due_on, course):
        return
    yield Event(due_on, EventMark.DUE, recommendation.title, (recommendation.reference,), is_ahead=due_on > today)


def _tell_first_dates(recommendation: Recommendation, *, today: date) -> Iterator[Event]:
    """First dates of what moved with nobody having said when: they stand on the day that was promised first."""
    told = {each.milestone_id for each in recommendation.due_changes}
    about = (recommendation.reference,)
    for each in recommendation.milestones:
        if each.id not in told and each.first_due_on != each.due_on:
            first = each.first_due_on
            yield Event(first, EventMark.MOVED, each.title, about, moved_to=each.due_on, is_ahead=first > today)
    first_on, due_on = recommendation.first_due_on, recommendation.due_on
    if None not in told and first_on is not None and due_on is not None and first_on != due_on:
        yield Event(first_on, EventMark.MOVED, recommendation.title, about, moved_to=due_on, is_ahead=first_on > today)


def _is_awaited(due_on: date, course: Course) -> bool:
    """Whether something was still waited for on a day: what was done or ended before it came is not due any more."""
    return course.is_waited_for or due_on < _find_settled(course)


def _find_settled(course: Course) -> date:
    """Since when nothing was waited for: what was reported done first and verified later was settled by the report."""
    since = course.since
    for each in reversed(course.steps):
        if each.state not in SETTLED:
            break
        since = each.on
    return since
