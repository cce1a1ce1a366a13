from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.tracking.recommendations import Standing, follow_up
from digest.tracking.timeline import EventMark, list_undated, tell_events
from domain.course import JUDGED
from domain.ids import MilestoneId, RecommendationId, RoundId, UpdateId
from domain.listening import Round
from domain.recommendations import Milestone, Recommendation, Role, StatusUpdate, UpdateState
from tests.digest.example import ROUNDS, SESSIONS, TODAY, make_recommendations

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def ask(due_on: date | None = None, *, steps: tuple[Milestone, ...] = (), updates: tuple[StatusUpdate, ...] = ()) -> Recommendation:
    return Recommendation(
        RecommendationId("recommendation-1"),
        "R-01",
        "Mend the lights",
        "",
        "Public Works",
        date(2026, 1, 1),
        due_on,
        milestones=steps,
        updates=updates,
    )


def step(first: date, due: date, done: date | None = None) -> Milestone:
    return Milestone(MilestoneId(f"milestone-{first}"), RecommendationId("recommendation-1"), "Step", first, due, done)


def report(on: date, state: UpdateState, note: str = "") -> StatusUpdate:
    own_id = RecommendationId("recommendation-1")
    if state in JUDGED:
        return StatusUpdate(UpdateId(f"update-{on}-{state}"), own_id, on, state, note, "a walk", role=Role.BOARD)
    return StatusUpdate(UpdateId(f"update-{on}-{state}"), own_id, on, state, note)


@given(days, days)
def test_an_open_recommendation_is_late_exactly_when_its_day_has_passed(due_on: date, today: date) -> None:
    progress = follow_up(ask(due_on), today=today)
    assert (progress.standing is Standing.LATE) == (today > due_on)
    assert progress.days == (due_on - today).days


@pytest.mark.parametrize(
    ("ahead", "standing"),
    [(-41, Standing.LATE), (0, Standing.DUE_SOON), (30, Standing.DUE_SOON), (31, Standing.ON_TIME)],
)
def test_what_is_due_within_thirty_days_is_due_soon(ahead: int, standing: Standing) -> None:
    assert follow_up(ask(TODAY + timedelta(days=ahead)), today=TODAY).standing is standing


def test_a_late_step_makes_the_whole_late() -> None:
    recommendation = ask(TODAY + timedelta(days=90), steps=(step(date(2026, 8, 15), date(2026, 8, 15)),))
    assert follow_up(recommendation, today=TODAY).standing is Standing.LATE


def test_a_step_that_is_done_is_no_longer_due() -> None:
    recommendation = ask(TODAY + timedelta(days=90), steps=(step(date(2026, 8, 15), date(2026, 8, 15), date(2026, 9, 1)),))
    assert follow_up(recommendation, today=TODAY).standing is Standing.ON_TIME


def test_moved_dates_are_counted_and_the_farthest_move_is_kept() -> None:
    steps = (step(date(2026, 3, 1), date(2026, 6, 15)), step(date(2026, 5, 1), date(2026, 5, 11)), step(date(2026, 7, 1), date(2026, 7, 1)))
    progress = follow_up(ask(steps=steps), today=date(2026, 2, 1))
    assert (progress.moved_dates, progress.moved_days) == (2, 106)


@pytest.mark.parametrize(
    ("before", "state", "standing"),
    [
        (UpdateState.IN_PROGRESS, UpdateState.REPORTED_DONE, Standing.REPORTED_DONE),
        (UpdateState.REPORTED_DONE, UpdateState.VERIFIED, Standing.VERIFIED),
        (UpdateState.RESPONDED, UpdateState.CLOSED, Standing.CLOSED),
        (UpdateState.ISSUED, UpdateState.WITHDRAWN, Standing.WITHDRAWN),
        (UpdateState.PLANNED, UpdateState.SUPERSEDED, Standing.SUPERSEDED),
    ],
)
def test_what_is_settled_is_never_late(before: UpdateState, state: UpdateState, standing: Standing) -> None:
    updates = (report(date(2026, 2, 1), before), report(date(2026, 3, 1), state))
    progress = follow_up(ask(date(2026, 1, 31), updates=updates), today=TODAY)
    assert (progress.standing, progress.days, progress.settled_on) == (standing, None, date(2026, 3, 1))


def test_done_that_did_not_hold_up_is_open_again() -> None:
    updates = (report(date(2026, 3, 1), UpdateState.REPORTED_DONE), report(date(2026, 3, 9), UpdateState.NOT_VERIFIED))
    assert follow_up(ask(updates=updates), today=TODAY).standing is Standing.NOT_VERIFIED
    assert follow_up(ask(date(2026, 2, 1), updates=updates), today=TODAY).standing is Standing.LATE


def test_a_report_dated_after_today_is_not_yet_known() -> None:
    recommendation = ask(date(2026, 1, 31), updates=(report(TODAY + timedelta(days=1), UpdateState.VERIFIED),))
    progress = follow_up(recommendation, today=TODAY)
    assert (progress.standing, progress.last_word) == (Standing.LATE, None)


def test_the_last_word_is_the_latest_report_whatever_the_order() -> None:
    updates = (report(date(2026, 9, 1), UpdateState.IN_PROGRESS, "later"), report(date(2026, 3, 1), UpdateState.RESPONDED, "earlier"))
    progress = follow_up(ask(updates=updates), today=TODAY)
    assert progress.last_word is not None
    assert progress.last_word.note == "later"
    assert progress.is_answered


def test_the_line_runs_from_heard_to_verified_in_order_of_days() -> None:
    events = tell_events(ROUNDS, SESSIONS, make_recommendations(), today=TODAY)
    assert [event.on for event in events] == sorted(event.on for event in events)
    bumps = [event.mark for event in events if event.reference == "R-02"]
    assert bumps == [EventMark.RECOMMENDED, EventMark.STEP_DONE, EventMark.DONE, EventMark.VERIFIED]


def test_a_moved_date_keeps_its_first_day_on_the_line() -> None:
    events = tell_events((), (), make_recommendations(), today=TODAY)
    assert [(event.on, event.moved_to) for event in events if event.mark is EventMark.MOVED] == [
        (date(2026, 3, 1), date(2026, 6, 15)),
        (date(2026, 5, 1), date(2026, 8, 15)),
    ]


def test_what_lies_after_today_is_still_to_come() -> None:
    for event in tell_events(ROUNDS, SESSIONS, make_recommendations(), today=TODAY):
        assert event.is_ahead == (event.on > TODAY)


def test_a_round_that_still_runs_has_found_nothing_yet() -> None:
    events = tell_events(ROUNDS, (), (), today=date(2026, 10, 10))
    assert [event.title for event in events if event.mark is EventMark.FOUND] == ["Autumn 2025", "Spring 2026"]


def test_what_has_no_day_is_listed_and_not_lost() -> None:
    undated = Round(RoundId("round-x"), "file", "A file")
    assert list_undated((undated, *ROUNDS), SESSIONS) == ("A file",)
