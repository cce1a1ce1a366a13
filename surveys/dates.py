"""Dates as people's spreadsheets write them. Where 11/12 can mean two days, the whole column tells which comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import Enum

from domain.errors import BadSettings

_SLASHED = re.compile(r"(?P<first>\d{1,2})(?P<sign>[/-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|(?<=/)\d{2})(?!\d)")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<sign>[-/])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)")
_CLOCK = re.compile(
    r"[,\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?\s?[Mm]\.?)?(?:\s*(?P<zone>Z|(?:GMT|UTC)?(?P<shift>[+-]\d{1,2}(?::?\d{2})?)?))"
)
_PROBE = datetime(2026, 11, 21, 14, 30, 5, tzinfo=UTC)


class DateOrder(Enum):
    """What comes first in dates with slashes."""

    DAY_FIRST = "%d/%m/%Y"
    MONTH_FIRST = "%m/%d/%Y"
    UNKNOWN = ""


def tell_order(told: Iterable[str]) -> DateOrder:
    """The order that fits every slashed date of a column; unknown where both fit, or neither."""
    highest_first = highest_second = 0
    for found in filter(None, (_SLASHED.match(each.strip()) for each in told)):
        highest_first, highest_second = max(highest_first, int(found["first"])), max(highest_second, int(found["second"]))
    if highest_first > 12 >= highest_second:
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if highest_second > 12 >= highest_first else DateOrder.UNKNOWN


def parse_time(told: str, order: DateOrder = DateOrder.UNKNOWN) -> datetime | None:
    """A time in ISO 8601, with the year first, with dots (21.11.2026), or with slashes where the order is known; else None.

    A clock of 12 or 24 hours may follow, and a zone such as `Z`, `+01:00` or `GMT+1`; without one the time is naive.
    """
    told = told.strip()
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        pass
    found = _YEAR_FIRST.match(told) or _DOTTED.match(told) or _SLASHED.match(told)
    day = _read_day(found, order) if found else None
    return _add_clock(day, told[found.end() :]) if found and day else None


def check_pattern(pattern: str, where: str) -> None:
    """Raise BadSettings where `pattern` cannot tell a whole day ("%d/%m/%Y")."""
    try:
        read = datetime.strptime(_PROBE.strftime(pattern), pattern)
    except ValueError:
        read = None
    if read is None or (read.year, read.month, read.day) != (_PROBE.year, _PROBE.month, _PROBE.day):
        what = f"The format of dates {pattern!r} does not tell a day, a month and a year."
        raise BadSettings(what, where=where, next_step='Write it as in dates = "%d/%m/%Y %H:%M".')


def parse_as(told: str, pattern: str) -> datetime | None:
    """The time written as `pattern` says; None where it is written in another way."""
    try:
        return datetime.strptime(told.strip(), pattern)
    except ValueError:
        return None


def _read_day(found: re.Match[str], order: DateOrder) -> datetime | None:
    parts = found.groupdict()
    if "first" in parts:
        if order is DateOrder.UNKNOWN:
            return None
        day, month = ("first", "second") if order is DateOrder.DAY_FIRST else ("second", "first")
    else:
        day, month = "day", "month"
    year = int(parts["year"])
    try:
        return datetime(year if year >= 100 else 2000 + year, int(parts[month]), int(parts[day]))
    except ValueError:
        return None


def _add_clock(day: datetime, rest: str) -> datetime | None:
    if not rest.strip():
        return day
    found = _CLOCK.fullmatch(rest)
    if found is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    try:
        zone = _read_zone(found["zone"], found["shift"])
        return day.replace(hour=hour, minute=int(found["minute"]), second=int(found["second"] or 0), tzinfo=zone)
    except ValueError:
        return None


def _read_zone(zone: str, shift: str | None) -> tzinfo | None:
    if not shift:
        return UTC if zone else None
    digits = shift[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if shift[0] == "-" else ahead)
