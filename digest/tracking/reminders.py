"""Which reminders have fallen due: a pure function of recommendations, contacts and each contact's day.

Of the reminders of one date only the most pressing that has fallen due is made, so that days on which nothing ran are caught up
once. A reminder has the same id whenever it is worked out; who keeps ids makes none of them twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from digest.tracking.hearers import Hearer, Part, Staff, find_hearers
from domain.contacts import Contact
from domain.course import follow
from domain.ids import MilestoneId, stable_id
from domain.recommendations import Milestone, Recommendation
from domain.reminders import Reminder, ReminderKind

DUE = {30: ReminderKind.DUE_IN_30, 7: ReminderKind.DUE_IN_7, 1: ReminderKind.DUE_TOMORROW, 0: ReminderKind.DUE_TODAY}


@dataclass(frozen=True, slots=True)
class Rules:
    """When reminders fall due; all in days. `manager_after` is how late something is when the manager hears of it, too."""

    days_before: tuple[int, ...] = (30, 7, 1, 0)
    overdue_every: int = 7
    stale_after: int = 60
    stale_every: int = 30
    manager_after: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder and what its words need. `step` is a milestone's title; `days` is from the contact's day: below 0 it has passed."""

    reminder: Reminder
    reference: str
    title: str
    step: str
    hearer: Hearer
    days: int


@dataclass(frozen=True, slots=True)
class Rung:
    """A reminder of a date that has fallen due: its kind, since when, and of those that come again which one it is."""

    kind: ReminderKind
    on: date
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Date:
    """A date that something is waited for on, and the day since which it is that one."""

    day: date
    set_on: date
    milestone: Milestone | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines that have fallen due, and those recommendations of which nobody can be reminded."""

    lines: tuple[Line, ...]
    unheard: tuple[Recommendation, ...]


def plan_reminders(
    recommendations: Iterable[Recommendation], staff: Staff, *, rules: Rules, today: date, day_of: Callable[[Contact], date]
) -> Plan:
    """Every reminder that has fallen due, made before or not.

    `today` is the town's day: how things stand, and who is there. `day_of` is the day that it is for a contact.
    """
    lines: list[Line] = []
    unheard: list[Recommendation] = []
    for each in recommendations:
        course = follow((update for update in each.updates if update.on <= today), issued_on=each.issued_on)
        if not course.is_waited_for or each.issued_on > today:
            continue
        last_word = course.steps[-1].on if course.steps else each.issued_on
        of_it = list(_plan_one(each, staff, rules, today, day_of, last_word))
        lines += of_it
        if not of_it and not find_hearers(each, staff, on=today, is_for_manager=True) and _is_pressing(each, rules, today, last_word):
            unheard.append(each)
    return Plan(tuple(lines), tuple(unheard))


def ring(day: date, today: date, rules: Rules, *, set_on: date = date.min) -> Rung | None:
    """The most pressing reminder of a date that has fallen due by `today`; None where none has.

    What fell due before the date was set, on `set_on`, is not caught up: whoever set it knew.
    """
    days = (day - today).days
    if days < 0:
        number = (-days - 1) // rules.overdue_every
        return Rung(ReminderKind.OVERDUE, day + timedelta(days=1 + number * rules.overdue_every), number)
    before = min((each for each in rules.days_before if each >= days), default=None)
    if before is None or day - timedelta(days=before) < set_on:
        return None
    return Rung(DUE[before], day - timedelta(days=before))


def ring_stale(last_word: date, today: date, rules: Rules) -> Rung | None:
    """Falls due once nothing was heard for longer than may be, and again after so many days."""
    beyond = (today - last_word).days - rules.stale_after - 1
    if beyond < 0:
        return None
    number = beyond // rules.stale_every
    return Rung(ReminderKind.STALE, last_word + timedelta(days=rules.stale_after + 1 + number * rules.stale_every), number)


def sort_pressing(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The most pressing first: the latest, then what is due next, then what nobody spoke of; of one day by reference."""
    return tuple(sorted(lines, key=lambda each: (each.reminder.kind is ReminderKind.STALE, each.days, each.reference, each.step)))


def _plan_one(
    value: Recommendation, staff: Staff, rules: Rules, today: date, day_of: Callable[[Contact], date], last_word: date
) -> Iterator[Line]:
    dates = tuple(_list_dates(value, today))
    is_late = any((each.day - today).days < 0 for each in dates)
    for each in dates:
        is_for_manager = (today - each.day).days >= rules.manager_after
        for hearer in find_hearers(value, staff, on=today, is_for_manager=is_for_manager):
            own_day = day_of(hearer.contact)
            rung = ring(each.day, own_day, rules, set_on=each.set_on)
            # Where a manager's day is still the day before, they hear tomorrow: of what is late, and of nothing that is due.
            if rung is not None and (hearer.part is not Part.MANAGER or rung.kind is ReminderKind.OVERDUE):
                yield _make_line(value, each.milestone, hearer, rung, each.day, own_day)
    if not is_late:  # what is late is said every week anyway
        for hearer in find_hearers(value, staff, on=today, is_for_manager=False):
            own_day = day_of(hearer.contact)
            rung = ring_stale(last_word, own_day, rules)
            if rung is not None:
                yield _make_line(value, None, hearer, rung, last_word, own_day)


def _list_dates(value: Recommendation, today: date) -> Iterator[_Date]:
    if value.due_on is not None:
        yield _Date(value.due_on, _find_set_on(value, None, value.due_on), None)
    for each in value.milestones:
        if not any(done is not None and done <= today for done in (each.done_on, each.verified_on)):
            yield _Date(each.due_on, _find_set_on(value, each.id, each.due_on), each)


def _find_set_on(value: Recommendation, part: MilestoneId | None, day: date) -> date:
    moved = (each.on for each in value.due_changes if each.milestone_id == part and each.after == day)
    return max((value.issued_on, *moved))


def _is_pressing(value: Recommendation, rules: Rules, today: date, last_word: date) -> bool:
    rung = (ring(each.day, today, rules, set_on=each.set_on) for each in _list_dates(value, today))
    return any(rung) or ring_stale(last_word, today, rules) is not None


def _make_line(value: Recommendation, milestone: Milestone | None, hearer: Hearer, rung: Rung, day: date, own_day: date) -> Line:
    part = None if milestone is None else milestone.id
    own_id = stable_id("reminder", hearer.contact.name, value.id, part or "", rung.kind.value, day.isoformat(), str(rung.number))
    reminder = Reminder(own_id, hearer.contact.name, value.id, part, rung.kind, day, rung.on)
    return Line(reminder, value.reference, value.title, milestone.title if milestone else "", hearer, (day - own_day).days)
