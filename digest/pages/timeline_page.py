"""What a timeline says: one chronological line, in words."""

from __future__ import annotations

from dataclasses import dataclass

from digest.pages.digest_page import Made
from digest.tracking.recommendations import Standing
from digest.tracking.timeline import EventMark


@dataclass(frozen=True, slots=True)
class LifeMark:
    """A date in a recommendation's life, `at` in [0, 1] of the page's time span, with its words."""

    kind: str
    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Life:
    """A recommendation from issue to verification, on the page's time span."""

    reference: str
    title: str
    standing: Standing
    standing_words: str
    marks: tuple[LifeMark, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened, or is promised: `title` and `note` as people wrote them, `sentence` as the page says it."""

    mark: EventMark
    mark_words: str
    on: str
    machine_date: str
    reference: str
    title: str
    sentence: str
    note: str
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class TimelineMonth:
    """The entries of one month, oldest first."""

    title: str
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What was heard, found, asked for, promised and done, in one chronological line. `today` lies at `today_at`, in [0, 1]."""

    schema: str
    language: str
    content_language: str
    direction: str
    town: str
    title: str
    lines: tuple[str, ...]
    months: tuple[TimelineMonth, ...]
    undated: tuple[str, ...]
    lives: tuple[Life, ...]
    span: tuple[str, str]
    today: str
    today_at: float
    made: Made
