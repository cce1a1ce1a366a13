"""The words of a message: what is late, what is due, what nobody spoke of, and what to type to report. Plain text, in English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digest.tracking.hearers import Hearer, Part
from digest.tracking.reminders import Line, sort_pressing
from domain.reminders import ReminderKind

AGAIN = "(Sent again: an earlier try may have reached you.)"
_LONGEST = 200
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a message."""

    subject: str
    body: str


def write_words(lines: Sequence[Line], *, contact: str, town: str, on: date, most: int, message_id: str) -> Words:
    """The message of one contact on one day. At most `most` lines are told, the most pressing; of the others how many there are."""
    shown = sort_pressing(lines)[:most]
    parts = [f"{flatten(town)}: what became of recommendations, for {flatten(contact)}, as of {say_day(on)}.", *_list_sections(shown)]
    left = len(lines) - len(shown)
    if left:
        parts.append(f"And {left} more. All of yours: hearback recommendations list --owner {quote(contact)}")
    first = shown[0].reference
    parts.append(f'To report on one, as in: hearback recommendations update {quote(first)} in-progress --note "…"')
    parts.append(f"Each reminder is sent once. Who gets them is set by staff: hearback contacts. This is message {message_id}.")
    return Words(_write_subject(lines, town), "\n\n".join(parts) + "\n")


def write_line(line: Line) -> str:
    """One reminder in words: reference, title, step, date, how late, and why this reader hears of it."""
    step = f", step “{flatten(line.step)}”" if line.step else ""
    return f"{flatten(line.reference)} {flatten(line.title)}{step}: {_say_when(line)}{_say_why_you(line.hearer)}"


def flatten(words: str) -> str:
    """One line that is what it looks like: line breaks and signs that hide or turn others become spaces."""
    plain = (" " if each in _TURNING or unicodedata.category(each) in _HIDDEN else each for each in words)
    return " ".join("".join(plain).split())[:_LONGEST]


def quote(words: str) -> str:
    """As it is typed after a command."""
    plain = flatten(words)
    if plain and all(each.isalnum() or each in "-_." for each in plain):
        return plain
    escaped = "".join(f"\\{each}" if each in '\\"$`' else each for each in plain)
    return f'"{escaped}"'


def say_day(day: date) -> str:
    """As in `2 March 2026`."""
    return f"{day.day} {day:%B %Y}"


def _list_sections(lines: Sequence[Line]) -> Iterator[str]:
    for title, wanted in (("Late", _is_late), ("Due", _is_due), ("No word for a while", _is_stale)):
        told = [f"- {write_line(each)}" for each in lines if wanted(each)]
        if told:
            yield "\n".join([title, *told])


def _is_late(line: Line) -> bool:
    return line.reminder.kind is ReminderKind.OVERDUE


def _is_stale(line: Line) -> bool:
    return line.reminder.kind is ReminderKind.STALE


def _is_due(line: Line) -> bool:
    return not _is_late(line) and not _is_stale(line)


def _write_subject(lines: Sequence[Line], town: str) -> str:
    counted = [
        f"{count} {word}"
        for word, count in (
            ("late", sum(map(_is_late, lines))),
            ("due", sum(map(_is_due, lines))),
            ("without a word", sum(map(_is_stale, lines))),
        )
        if count
    ]
    return f"{flatten(town)}: {', '.join(counted)}"


def _say_when(line: Line) -> str:
    assert line.reminder.due_on is not None  # every reminder is about a date
    day = say_day(line.reminder.due_on)
    if _is_stale(line):
        return f"no word since {day} ({_count(-line.days)} ago). Say how it goes."
    if line.days < 0:
        return f"was due on {day}, {_count(-line.days)} late."
    near = {0: "today", 1: "tomorrow"}.get(line.days, f"in {_count(line.days)}")
    return f"due on {day}, {near}."


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _say_why_you(hearer: Hearer) -> str:
    whose = flatten(hearer.whose)
    match hearer.part:
        case Part.OWNER:
            return "" if whose == flatten(hearer.contact.name) else f" (Of {whose}.)"
        case Part.DEPUTY:
            return f" (You are the deputy of {whose}.)"
        case Part.MANAGER:
            return f" (You hear of it above {whose}.)"
        case Part.INSTEAD:
            return f" (In place of {whose}: {flatten(hearer.reason)}.)"
