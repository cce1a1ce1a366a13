"""Quiet hours: from when to when, by the clock on somebody's wall, nothing is sent to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

NONE = "none"
_FORM = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet hours by the local clock: `start` is within them, `end` is not. They may run over midnight."""

    start: time
    end: time

    def holds(self, clock: time) -> bool:
        """True where a clock that shows this is within them."""
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


def read_quiet(words: str) -> Quiet | None:
    """`20:00-08:00`; None for `none` or nothing at all. Raises ValueError that says how they are written."""
    if words in ("", NONE):
        return None
    found = _FORM.fullmatch(words)
    if found is None:
        raise ValueError(f'quiet hours are written as in "20:00-08:00", or "{NONE}"')
    hours = list(map(int, found.groups()))
    if max(hours[0], hours[2]) > 23 or max(hours[1], hours[3]) > 59:
        raise ValueError("quiet hours name a time that no clock shows; the last one of a day is 23:59")
    quiet = Quiet(time(hours[0], hours[1]), time(hours[2], hours[3]))
    if quiet.start == quiet.end:
        raise ValueError("quiet hours that end when they begin would never end")
    return quiet


def wait_for_quiet(now: datetime, quiet: Quiet | None, zone: ZoneInfo) -> datetime:
    """`now`, or where that is within quiet hours, the instant at which they end (UTC).

    An end that a clock shows twice, because it is set back, is the second one, since between the two it is quiet again. An end
    that no clock shows, because it is set forward, comes as much later as the clock leaps.
    """
    local = now.astimezone(zone)
    if quiet is None or not quiet.holds(local.time().replace(tzinfo=None)):
        return now.astimezone(UTC)
    day = local.date() if local.time() < quiet.end else local.date() + timedelta(days=1)
    ends = (datetime.combine(day, quiet.end, tzinfo=zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(ends)
