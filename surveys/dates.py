"""Dates as people's spreadsheets write them. Where 11/12 can mean two days, the whole column tells which comes first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from enum import Enum

_SLASHED = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_PLAIN_DAYS = ("%d.%m.%Y", "%Y/%m/%d")


class DateOrder(Enum):
    """What comes first in dates with slashes."""

    DAY_FIRST = "%d/%m/%Y"
    MONTH_FIRST = "%m/%d/%Y"
    UNKNOWN = ""


def tell_order(told: Iterable[str]) -> DateOrder:
    """The order that fits every slashed date of a column; unknown where both fit, or neither."""
    highest_first = highest_second = 0
    for found in filter(None, map(_SLASHED.match, told)):
        highest_first, highest_second = max(highest_first, int(found[1])), max(highest_second, int(found[2]))
    if highest_first > 12 >= highest_second:
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if highest_second > 12 >= highest_first else DateOrder.UNKNOWN


def parse_time(told: str, order: DateOrder = DateOrder.UNKNOWN) -> datetime | None:
    """A time in ISO 8601, with the year first, with dots (21.11.2026), or with slashes where the order is known; else None."""
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        days = (*_PLAIN_DAYS, order.value) if order.value else _PLAIN_DAYS
        slashed = _SLASHED.sub(r"\1/\2/\3", told)
        return next(filter(None, (_parse_as(slashed, day + clock) for day in days for clock in _CLOCKS)), None)


def _parse_as(told: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(told, pattern)
    except ValueError:
        return None
