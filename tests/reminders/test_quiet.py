"""Quiet hours by the clock on the wall, also in the nights in which it is set forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.quiet import Quiet, read_quiet, wait_for_quiet

ZONES = ["UTC", "America/New_York", "Europe/Paris", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu", "Africa/Casablanca"]
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))
NEW_YORK = ZoneInfo("America/New_York")


@given(moments, clocks, clocks, st.sampled_from(ZONES))
@settings(max_examples=400, deadline=None)
def test_what_waits_comes_outside_quiet_hours_and_within_a_day_and_an_hour(now: datetime, start: time, end: time, zone: str) -> None:
    assume(start != end)
    quiet = Quiet(start, end)
    waited = wait_for_quiet(now, quiet, ZoneInfo(zone))
    assert waited >= now and waited - now <= timedelta(hours=25)
    # An end within an hour of a leap may be passed over by the clock and fall into quiet hours of less than that hour only.
    local = waited.astimezone(ZoneInfo(zone))
    assert not quiet.holds(local.time()) or _leaps_near(local)
    assert waited == now or quiet.holds(now.astimezone(ZoneInfo(zone)).time())


def _leaps_near(local: datetime) -> bool:
    return local.utcoffset() != (local - timedelta(hours=3)).utcoffset()


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        ("20:00-07:00", "2026-06-02T03:00", "2026-06-02T11:00"),  # 23 at night: until 7 in the morning, in summer time
        ("20:00-07:00", "2026-06-02T16:00", "2026-06-02T16:00"),  # noon
        ("22:00-02:30", "2026-03-08T06:00", "2026-03-08T07:30"),  # 2:30 does not exist: 3:30, an hour after 1:30 in winter time
        ("22:00-01:30", "2026-11-01T04:00", "2026-11-01T06:30"),  # 1:30 comes twice: the second one
        ("12:00-11:59", "2026-06-02T16:00", "2026-06-03T15:59"),  # noon begins it
    ],
)
def test_the_clock_is_that_of_the_contact(quiet: str, now: str, until: str) -> None:
    waited = wait_for_quiet(datetime.fromisoformat(now).replace(tzinfo=UTC), read_quiet(quiet), NEW_YORK)
    assert waited == datetime.fromisoformat(until).replace(tzinfo=UTC)


@pytest.mark.parametrize("words", ["8-9", "08:00", "24:00-07:00", "08:60-09:00", "08:00-08:00", "20:00 - 07:00", "٢٠:٠٠-٠٧:٠٠"])
def test_quiet_hours_that_no_clock_shows_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="quiet hours"):
        read_quiet(words)


def test_none_is_no_quiet_hours() -> None:
    assert read_quiet("none") is None and read_quiet("") is None
