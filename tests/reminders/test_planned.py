"""Which reminders fall due: nothing twice, nothing missed, whatever the calendar and on whichever days it runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.tracking.hearers import Staff, make_staff
from digest.tracking.reminders import Line, Plan, Rules, plan_reminders
from domain.recommendations import Recommendation, Reply, UpdateState
from domain.reminders import ReminderKind
from tests.reminders.calendar_of import ISSUED, make_asked, make_moved, make_person, make_update

DUE = date(2026, 6, 1)
BEFORE = {ReminderKind.DUE_IN_30: 30, ReminderKind.DUE_IN_7: 7, ReminderKind.DUE_TOMORROW: 1, ReminderKind.DUE_TODAY: 0}
STAFF = make_staff([make_person("Jo Doe", manager="Ann Boss"), make_person("Sam Lee"), make_person("Ann Boss")])
days = st.integers(0, 300).map(lambda each: ISSUED + timedelta(days=each))


def plan_on(values: Iterable[Recommendation], today: date, *, staff: Staff = STAFF, rules: Rules | None = None) -> Plan:
    return plan_reminders(values, staff, rules=rules or Rules(), today=today, day_of=lambda _: today)


def run_on(values: Iterable[Recommendation], run_days: Iterable[date], *, rules: Rules | None = None) -> dict[date, list[Line]]:
    """What is made on each day by one who keeps the ids of what was made."""
    known: set[str] = set()
    made = {}
    for today in run_days:
        made[today] = [each for each in plan_on(values, today, rules=rules).lines if each.reminder.id not in known]
        known |= {each.reminder.id for each in made[today]}
    return made


def every_day(first: date, count: int) -> list[date]:
    return [first + timedelta(days=each) for each in range(count)]


def kinds_of(made: dict[date, list[Line]], contact: str = "Jo Doe") -> list[tuple[date, ReminderKind]]:
    return [(day, each.reminder.kind) for day, lines in made.items() for each in lines if each.reminder.contact == contact]


def test_a_date_is_told_30_7_and_1_days_before_on_the_day_and_every_week_after() -> None:
    made = kinds_of(run_on([make_asked(due_on=DUE)], every_day(DUE - timedelta(days=40), 60), rules=Rules(stale_after=1000)))
    expected = [(DUE - timedelta(days=before), kind) for kind, before in BEFORE.items()]
    expected += [(DUE + timedelta(days=late), ReminderKind.OVERDUE) for late in (1, 8, 15)]
    assert made == expected


@given(st.lists(days, min_size=1, max_size=6), st.sampled_from([(30, 7, 1, 0), (7, 0), (1,), ()]), st.integers(1, 10))
@settings(max_examples=150, deadline=None)
def test_run_every_day_each_reminder_is_made_on_its_own_day_and_never_again(dates: list[date], before: tuple[int, ...], every: int) -> None:
    value = make_asked(steps=[(f"Step {number}", day) for number, day in enumerate(dates)])
    whole = every_day(ISSUED, 340)
    made = run_on([value], whole, rules=Rules(days_before=before, overdue_every=every, stale_after=10_000))
    told = [(day, each.step, each.reminder.kind) for day, lines in made.items() for each in lines if each.reminder.contact == "Jo Doe"]
    names = {kind: number for kind, number in BEFORE.items() if number in before}
    expected = set()
    for number, due in enumerate(dates):
        ahead = {(due - timedelta(days=count), f"Step {number}", kind) for kind, count in names.items()}
        late = {(due + timedelta(days=1 + week * every), f"Step {number}", ReminderKind.OVERDUE) for week in range(350)}
        expected |= {each for each in ahead | late if each[0] in set(whole)}
    assert sorted(told) == sorted(expected)


@given(st.lists(days, min_size=1, max_size=4), st.sets(st.integers(0, 330), min_size=1, max_size=40))
@settings(max_examples=150, deadline=None)
def test_run_on_some_days_only_the_next_run_tells_how_near_or_late_each_date_is(dates: list[date], offsets: set[int]) -> None:
    value = make_asked(steps=[(f"Step {number}", day) for number, day in enumerate(dates)])
    run_days = [ISSUED + timedelta(days=each) for each in sorted(offsets)]
    made = run_on([value], run_days, rules=Rules(stale_after=10_000))
    ids = [each.reminder.id for lines in made.values() for each in lines]
    assert len(ids) == len(set(ids))
    daily = run_on([value], every_day(ISSUED, 340), rules=Rules(stale_after=10_000))
    for number in range(len(dates)):
        for earlier, today in zip([ISSUED - timedelta(days=1), *run_days], run_days, strict=False):
            missed = [each for day in daily if earlier < day <= today for each in daily[day] if each.step == f"Step {number}"]
            told = [each for each in made[today] if each.step == f"Step {number}"]
            last = [each.reminder.id for each in missed if each.reminder.rung_on == max(one.reminder.rung_on for one in missed)]
            assert sorted(each.reminder.id for each in told) == sorted(last)  # the most pressing of those missed, once


def test_a_week_without_power_is_one_reminder_and_not_five() -> None:
    made = run_on([make_asked(due_on=DUE)], [DUE - timedelta(days=8), DUE + timedelta(days=20)], rules=Rules(stale_after=1000))
    assert [kind for _, kind in kinds_of(made)] == [ReminderKind.DUE_IN_30, ReminderKind.OVERDUE]


@given(st.integers(0, 60), st.integers(1, 90))
@settings(max_examples=100, deadline=None)
def test_a_date_that_moved_is_told_anew_and_the_old_one_no_more(moved_after: int, by: int) -> None:
    value, rules = make_asked(due_on=DUE), Rules(stale_after=10_000)
    moved_on, later = DUE - timedelta(days=30) + timedelta(days=moved_after), DUE + timedelta(days=by)
    moved = replace(value, due_on=later, due_changes=(make_moved(value, moved_on, DUE, later),))
    known = {
        each.reminder.id for lines in run_on([value], every_day(ISSUED, (moved_on - ISSUED).days), rules=rules).values() for each in lines
    }
    after = [each for today in every_day(moved_on, 200) for each in plan_on([moved], today, rules=rules).lines]
    assert {each.reminder.due_on for each in after} == {later}
    assert not {each.reminder.id for each in after} & known
    first = min((each.reminder.rung_on for each in after if each.reminder.kind is not ReminderKind.OVERDUE), default=moved_on)
    assert first >= moved_on  # nothing that fell due before the date was set


SILENT = [UpdateState.REPORTED_DONE, UpdateState.WITHDRAWN, UpdateState.SUPERSEDED]


@given(st.sampled_from(SILENT), st.integers(1, 300))
def test_what_is_settled_is_told_no_more(state: UpdateState, after: int) -> None:
    value = make_asked(due_on=DUE, steps=[("Step", DUE)])
    done = replace(value, updates=(make_update(value, ISSUED + timedelta(days=1), state),))
    assert plan_on([done], ISSUED + timedelta(days=after)).lines == ()


def test_what_was_rejected_is_told_no_more_and_what_was_only_planned_is() -> None:
    value, on = make_asked(due_on=DUE), ISSUED + timedelta(days=1)
    rejected = replace(value, updates=(make_update(value, on, UpdateState.RESPONDED, reply=Reply.REJECTED),))
    assert plan_on([rejected], DUE).lines == ()
    for state in (UpdateState.RESPONDED, UpdateState.PLANNED, UpdateState.IN_PROGRESS):
        said = replace(value, updates=(make_update(value, on, state, reply=Reply.ACCEPTED if state is UpdateState.RESPONDED else None),))
        assert ReminderKind.DUE_TODAY in {each.reminder.kind for each in plan_on([said], DUE).lines}


def test_an_update_of_a_day_to_come_silences_nothing_today() -> None:
    value = make_asked(due_on=DUE)
    ahead = replace(value, updates=(make_update(value, DUE + timedelta(days=1), UpdateState.REPORTED_DONE),))
    assert [each.reminder.kind for each in plan_on([ahead], DUE).lines] == [ReminderKind.DUE_TODAY, ReminderKind.STALE]


def test_silence_is_asked_about_after_60_days_then_every_30_and_a_word_begins_it_anew() -> None:
    value = make_asked()
    assert [day for day, _ in kinds_of(run_on([value], every_day(ISSUED, 130)))] == [
        ISSUED + timedelta(days=each) for each in (61, 91, 121)
    ]
    heard = replace(value, updates=(make_update(value, ISSUED + timedelta(days=50), UpdateState.PLANNED),))
    assert [day for day, _ in kinds_of(run_on([heard], every_day(ISSUED, 130)))] == [ISSUED + timedelta(days=111)]


def test_what_is_late_is_not_asked_about_as_silent_too() -> None:
    made = run_on([make_asked(due_on=DUE)], every_day(DUE + timedelta(days=1), 30))
    assert {kind for _, kind in kinds_of(made)} == {ReminderKind.OVERDUE}


def test_the_manager_hears_of_what_is_late_from_the_day_that_is_set() -> None:
    whole = every_day(DUE - timedelta(days=40), 60)
    made = run_on([make_asked(due_on=DUE)], whole, rules=Rules(stale_after=10_000))
    assert [day for day, _ in kinds_of(made, "Ann Boss")] == [DUE + timedelta(days=each) for each in (1, 8, 15)]
    later = run_on([make_asked(due_on=DUE)], whole, rules=Rules(stale_after=10_000, manager_after=10))
    assert [day for day, _ in kinds_of(later, "Ann Boss")] == [DUE + timedelta(days=each) for each in (10, 15)]


def test_a_recommendation_of_which_nobody_can_be_reminded_is_named() -> None:
    found = plan_on([make_asked(owner="Ghost", due_on=DUE)], DUE)
    assert found.lines == () and [each.reference for each in found.unheard] == ["R-01"]
    assert plan_on([make_asked(owner="Ghost", due_on=DUE)], DUE - timedelta(days=60), rules=Rules(stale_after=1000)).unheard == ()


def test_the_29th_of_february_is_a_date_like_others() -> None:
    leap = date(2028, 2, 29)
    made = kinds_of(
        run_on([make_asked(due_on=leap, issued_on=date(2028, 1, 1))], every_day(date(2028, 1, 25), 40), rules=Rules(stale_after=1000))
    )
    assert made[:4] == [(leap - timedelta(days=before), kind) for kind, before in BEFORE.items()]
