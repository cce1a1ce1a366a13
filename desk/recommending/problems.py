"""What is wrong with a recommendation or an update, and the tests of words, dates and addresses that both share."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

LONGEST_LINE = 200  # letters of a title, a name, a place
LONGEST_NOTE = 4_000  # letters of a note, a reason, a piece of evidence
LONGEST_TEXT = 20_000  # letters of what a board asked for, in full
LONGEST_REFERENCE = 40
MOST_PARTS = 500  # milestones, places, links of one recommendation

_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # these let a line read otherwise than it is
_REFERENCE = re.compile(r"[^\W_](?:[-./ ]?[^\W_])*[./]?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field, and what to do next. Never holds a note's words, nor a sign that steers a terminal."""

    field: str
    what: str
    next_step: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "what", _show_all(self.what))

    def __str__(self) -> str:
        return f"{self.what} {self.next_step}".strip()


def check_line(field: str, value: str, *, longest: int = LONGEST_LINE, is_needed: bool = False) -> Iterator[Problem]:
    """Words on one line: not too long, with no sign that does not show."""
    if is_needed and not value.strip():
        yield Problem(field, f"The {name_field(field)} is empty.", "Fill it in.")
    if value != value.strip():
        yield Problem(field, f"The {name_field(field)} begins or ends with a blank.", "Take it away.")
    yield from _check_letters(field, value, longest=longest, breaks="")


def check_words(field: str, value: str, *, longest: int = LONGEST_NOTE) -> Iterator[Problem]:
    """Words on several lines."""
    yield from _check_letters(field, value, longest=longest, breaks="\n\t")


def check_reference(field: str, value: str) -> Iterator[Problem]:
    """What people call a recommendation: what a person types."""
    if not value.strip():
        yield Problem(field, "The reference is empty.", "Give a short one that people can say, such as R-03.")
    elif len(value) > LONGEST_REFERENCE:
        yield Problem(field, f"The reference has {len(value)} letters.", f"At most {LONGEST_REFERENCE}.")
    elif not _REFERENCE.fullmatch(value):
        yield Problem(
            field,
            f"The reference {show_safely(value)} holds a sign that is not for references.",
            "Write letters and digits, with single - . / or blanks between them, such as R-03.",
        )


def check_day(field: str, value: date | None) -> Iterator[Problem]:
    """A day in a year that can be meant."""
    if value is not None and not _EARLIEST <= value < _LATEST:
        yield Problem(field, f"The {name_field(field)} is {value}: the year cannot be meant.", "Write dates as in 2026-03-31.")


def check_weight(field: str, value: float, title: str) -> Iterator[Problem]:
    """How much a step counts: a number above zero."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        yield Problem(field, f"The weight of “{title}” is not a number.", "Write a number above 0; 1 where all count alike.")
    elif value <= 0:
        yield Problem(field, f"The weight of “{title}” is {value:g}.", "It has to be above 0; 1 where all count alike.")


def check_url(field: str, value: str) -> Iterator[Problem]:
    """The address of a paper: http or https, without a user name."""
    try:
        parts = urlsplit(value)
        is_right = parts.scheme in {"http", "https"} and bool(parts.hostname) and not set(value) & set(" <>\"'\\")
        is_named = parts.username is not None or parts.password is not None
    except ValueError:
        is_right = is_named = False
    if is_named:
        yield Problem(field, "An address holds a user name or a password.", "Give an address that works without.")
    elif not is_right or len(value) > 2_000:
        yield Problem(field, f"{show_safely(value)} is no web address.", "Write it in full, beginning with https://")
    yield from _check_letters(field, value, longest=2_000, breaks="")


def name_field(field: str) -> str:
    """A field's name as it is said to people."""
    return _NAMES.get(field, field.replace("_", " "))


def show_safely(value: str) -> str:
    """What somebody typed, between quotes, short and with nothing that does not show."""
    shown = _show_all(value)
    return f"“{shown if len(shown) <= 60 else shown[:59] + '…'}”"


def _show_all(value: str) -> str:
    return "".join(each if each.isprintable() and each not in _TURNING else "�" for each in value)


def _check_letters(field: str, value: str, *, longest: int, breaks: str) -> Iterator[Problem]:
    if len(value) > longest:
        yield Problem(field, f"The {name_field(field)} has {len(value):,} letters.", f"At most {longest:,}.")
    if any(_is_hidden(each) and each not in breaks for each in value):
        where = "a sign that does not show" if breaks else "a line break or another sign that does not show"
        yield Problem(field, f"The {name_field(field)} holds {where}.", "Type it anew." if breaks else "Write it on one line.")


def _is_hidden(letter: str) -> bool:
    return letter in _TURNING or unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}


_NAMES = {
    "on": "date of the update",
    "issued_on": "date of issue",
    "due_on": "due date",
    "by": "name of who said so",
    "replaced_by": "reference of what takes its place",
    "told": "words about what it rests on",
    "urls": "address",
    "external_id": "id in the other system",
    "places": "place",
    "indicators": "indicator",
}
