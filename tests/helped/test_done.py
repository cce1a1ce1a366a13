"""Since when a thing is done, and what lies before and after that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.pages.helped import When
from digest.tracking.helped import find_done, place_span
from domain.recommendations import UpdateState
from tests.helped.town import DONE, LAMPS, recommend, update

S = UpdateState
TODAY = date(2026, 11, 15)
DAY = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def steps(*states: UpdateState) -> tuple[date | None, UpdateState | None]:
    """Since when it is done after these states, a month apart from July, and how it was judged."""
    made = (update("R-01", date(2026, 6, 15) + timedelta(days=15 * number), state, "Said.") for number, state in enumerate(states, 1))
    found = find_done(recommend("R-01", "Mend every lamp", LAMPS, *made), today=TODAY)
    return (None, None) if found is None else (found.on, found.state)


FIRST = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("states", "since", "judged"),
    [
        ((S.PLANNED,), None, None),
        ((S.REPORTED_DONE,), FIRST, S.REPORTED_DONE),
        ((S.REPORTED_DONE, S.VERIFIED), FIRST, S.VERIFIED),
        ((S.REPORTED_DONE, S.PARTLY_VERIFIED), FIRST, S.PARTLY_VERIFIED),
        ((S.REPORTED_DONE, S.VERIFIED, S.CLOSED), FIRST, S.VERIFIED),
        ((S.REPORTED_DONE, S.VERIFIED, S.REOPENED), None, None),
        ((S.REPORTED_DONE, S.IN_PROGRESS), None, None),
        ((S.REPORTED_DONE, S.IN_PROGRESS, S.REPORTED_DONE), date(2026, 7, 30), S.REPORTED_DONE),
        ((S.REPORTED_DONE, S.WITHDRAWN), None, None),
        ((S.RESPONDED, S.CLOSED), None, None),
    ],
)
def test_it_is_done_since_it_was_reported_and_not_taken_up_again(
    states: tuple[UpdateState, ...], since: date | None, judged: UpdateState | None
) -> None:
    assert steps(*states) == (since, judged)


def test_what_was_judged_not_done_is_not_done() -> None:
    again = replace(DONE, updates=(*DONE.updates[:2], update("R-01", date(2026, 7, 25), S.NOT_VERIFIED, "It is dark.")))
    assert find_done(again, today=TODAY) is None


def test_what_is_reported_later_than_today_does_not_count() -> None:
    assert find_done(DONE, today=date(2026, 6, 30)) is None


@given(starts=st.none() | DAY, ends=st.none() | DAY, done=DAY)
def test_before_and_after_never_hold_the_day_itself(starts: date | None, ends: date | None, done: date) -> None:
    if starts and ends and starts > ends:
        starts, ends = ends, starts
    place = place_span(starts, ends, done)
    assert (place is When.BEFORE) == (ends is not None and ends < done)
    assert place is not When.AFTER or (starts is not None and starts > done)
    if starts is not None and ends is not None:
        assert (place is When.DURING) == (starts <= done <= ends)
