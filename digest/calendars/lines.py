"""Values -> content lines as RFC 5545 wants them: the icalendar library's types and parameters, text escaped, lines folded.

A calendar of 5,000 events is some 100,000 lines. The library makes each event anew from its parts, guesses the type of each
value, and folds sign by sign, asking for the bytes of each: 1.8 s. Most lines are the same in every event, so here each is made
once (by the library), and folding looks at bytes. Its text values also turn a backslash before a capital N into a line break;
so text is escaped here (3.3.11).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Component
    from icalendar.parser import Parameters

LONGEST = 75  # octets of a line, its break not counted
_BREAK = b"\r\n"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_MOST = 10_000  # lines that are kept


def escape_text(words: str) -> str:
    """Words as a text value: line breaks, commas, semicolons and backslashes are written as escapes.

    Control characters, which no text value may hold, are left out.
    """
    return _CONTROLS.sub("", words).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A content line in pieces of at most 75 octets; no piece ends within a sign or within an escape."""
    raw = line.encode()
    pieces, start, room = [], 0, LONGEST
    while len(raw) - start > room:
        end = _find_end(raw, start, start + room)
        pieces.append(raw[start:end])
        start, room = end, LONGEST - 1  # the space before each further piece counts
    pieces.append(raw[start:])
    return (_BREAK + b" ").join(pieces) + _BREAK


def write_text(name: str, words: str) -> bytes:
    """A line with a text."""
    return fold(f"{name}:{escape_text(words)}")


@lru_cache(maxsize=_MOST)
def write_fixed(name: str, words: str) -> bytes:
    """A line with a text that many events have."""
    return write_text(name, words)


@lru_cache(maxsize=_MOST)
def write_day(name: str, day: date) -> bytes:
    """A line with a date (`VALUE=DATE`)."""
    from icalendar.prop import vDate

    return _write_line(name, vDate(day), {"VALUE": "DATE"})


@lru_cache(maxsize=_MOST)
def write_instant(name: str, at: datetime) -> bytes:
    """A line with an instant in universal time."""
    from icalendar.prop import vDatetime

    return _write_line(name, vDatetime(at))


@lru_cache(maxsize=_MOST)
def write_number(name: str, number: int) -> bytes:
    """A line with a whole number."""
    from icalendar.prop import vInt

    return _write_line(name, vInt(number))


@cache
def write_length(name: str, length: timedelta, *, is_named: bool = False) -> bytes:
    """A line with a length of time; `is_named` where its type must be said (`VALUE=DURATION`)."""
    from icalendar.prop import vDuration

    return _write_line(name, vDuration(length), {"VALUE": "DURATION"} if is_named else {})


def write_url(name: str, url: str) -> bytes:
    """A line with an address."""
    from icalendar.prop import vUri

    return _write_line(name, vUri(url))


def write_component(component: Component) -> bytes:
    """A component of the icalendar library with all that is in it."""
    return b"".join(fold(line) for line in component.content_lines() if line)


def _write_line(name: str, value: object, params: dict[str, str] | None = None) -> bytes:
    from icalendar.parser import Contentline, Parameters

    given: Parameters = Parameters(params or {})
    return fold(Contentline.from_parts(name, given, value))


def _find_end(raw: bytes, start: int, end: int) -> int:
    while raw[end] & 0xC0 == 0x80:  # within a sign of several octets
        end -= 1
    slashes = end - start - len(raw[start:end].rstrip(b"\\"))
    return end - slashes % 2
