"""Numbered events -> the bytes of a calendar (RFC 5545), the same for the same events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from digest.calendars.lines import (
    write_component,
    write_day,
    write_fixed,
    write_instant,
    write_length,
    write_number,
    write_text,
    write_url,
)
from digest.calendars.number import Numbered
from digest.telling.wording import show_plainly

MAKER = "-//Hearback//Hearback calendars//EN"
ASK_AGAIN = timedelta(hours=6)
ALARM_DAYS = (7, 1)


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """What a calendar says of itself. `alarms` are the words of an alarm, by how many days ahead it rings."""

    name: str
    time_zone: str
    alarms: tuple[tuple[int, str], ...]


def write_calendar(head: CalendarHead, events: Iterable[Numbered]) -> bytes:
    """The calendar with its events by day."""
    ordered = sorted(events, key=lambda each: (each.words.on, each.shown.uid))
    rings = {hour: _write_alarms(head, hour) for hour in {each.words.alarm_hour for each in ordered}}
    parts = [_wrap("VEVENT", (*_list_lines(each), rings[each.words.alarm_hour])) for each in ordered]
    return _wrap("VCALENDAR", (*_list_head(head), *(parts or [_write_nothing()])))


def _wrap(name: str, parts: Iterable[bytes]) -> bytes:
    return b"".join((write_fixed("BEGIN", name), *parts, write_fixed("END", name)))


def _list_head(head: CalendarHead) -> Iterator[bytes]:
    yield write_fixed("VERSION", "2.0")
    yield write_fixed("PRODID", MAKER)
    yield write_fixed("CALSCALE", "GREGORIAN")
    for name in ("NAME", "X-WR-CALNAME"):  # RFC 7986, and what calendars knew before it
        yield write_text(name, show_plainly(head.name))
    yield write_fixed("X-WR-TIMEZONE", head.time_zone)
    yield write_length("REFRESH-INTERVAL", ASK_AGAIN, is_named=True)
    yield write_length("X-PUBLISHED-TTL", ASK_AGAIN)


def _list_lines(numbered: Numbered) -> Iterator[bytes]:
    words, shown = numbered.words, numbered.shown
    yield write_text("UID", shown.uid)
    yield write_number("SEQUENCE", shown.sequence)
    yield write_instant("DTSTAMP", shown.changed_at)
    yield write_instant("LAST-MODIFIED", shown.changed_at)
    yield write_day("DTSTART", words.on)
    if words.on < date.max:  # without an end it is that one day
        yield write_day("DTEND", words.on + timedelta(days=1))
    yield write_text("SUMMARY", words.summary)
    if words.description:
        yield write_text("DESCRIPTION", words.description)
    if words.location:
        yield write_text("LOCATION", words.location)
    if words.url:
        yield write_url("URL", words.url)
    yield write_fixed("CATEGORIES", words.category)
    yield write_fixed("STATUS", "CONFIRMED" if words.is_open else "CANCELLED")
    yield write_fixed("TRANSP", "TRANSPARENT")  # what is due takes no hour of anybody's day
    yield write_fixed("CLASS", "PUBLIC" if words.is_public else "PRIVATE")


def _write_alarms(head: CalendarHead, hour: int | None) -> bytes:
    return b"" if hour is None else b"".join(_write_alarm(days, words, hour) for days, words in head.alarms)


def _write_alarm(days: int, words: str, hour: int) -> bytes:
    """An alarm so many days before the day begins where the reader is, at a full hour of that earlier day."""
    trigger = timedelta(hours=hour) - timedelta(days=days)
    lines = (write_fixed("ACTION", "DISPLAY"), write_text("DESCRIPTION", words), write_length("TRIGGER", trigger))
    return _wrap("VALARM", lines)


def _write_nothing() -> bytes:
    """What stands in a calendar without events, since one must hold some component (3.6): universal time, which nothing uses.

    Nothing else needs a time zone: a date is that date wherever it is read, and its alarms ring at the reader's own hour.
    """
    from icalendar import Timezone, TimezoneStandard

    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # by its own rules it has none
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone = Timezone()
    zone.add("tzid", "UTC")
    zone.add_component(standard)
    return write_component(zone)
