"""What a timeline says: one chronological line, in words, and what it can be filtered by."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.disclosing.policy import ShownShare
from digest.pages.digest_page import Made
from digest.pages.helped import Helped
from digest.pages.tables import BoardTable, RecommendationRow
from digest.tracking.events import EventMark
from digest.tracking.recommendations import Standing

SCHEMA = "hearback-timeline-1"
LATE = "late"  # stands among the states that can be chosen, though nobody ever reports it


@dataclass(frozen=True, slots=True)
class About:
    """What a line is about. `themes` are ids of themes that releases told, `states` update states as they are now, and "late"."""

    references: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LifeMark:
    """A date in a recommendation's life, `at` in [0, 1] of the page's time span, with its words."""

    kind: str
    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Life:
    """A recommendation from issue to verification, on the page's time span; `about` is what it can be filtered by."""

    reference: str
    title: str
    standing: Standing
    standing_words: str
    marks: tuple[LifeMark, ...]
    about: About = field(default_factory=About)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened, or is promised: `title` and `note` as people wrote them, `sentence` as the page says it.

    `of` is the title of the recommendation where `title` is a step's. `share` is what a release told of a theme, `before` what
    the same release told of the last round before anything was asked for because of it; None where it told none.
    """

    mark: EventMark
    mark_words: str
    on: str
    machine_date: str
    reference: str
    title: str
    sentence: str
    note: str
    is_ahead: bool
    of: str = ""
    evidence: str = ""
    more: tuple[str, ...] = ()
    share: ShownShare | None = None
    before: ShownShare | None = None
    about: About = field(default_factory=About)


@dataclass(frozen=True, slots=True)
class TimelineMonth:
    """The entries of one month, in the order of the page."""

    title: str
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a timeline can be filtered by, and how it stands on screen."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What a timeline can be filtered by: themes that releases told, owners, states, neighborhoods."""

    theme: tuple[Choice, ...] = ()
    owner: tuple[Choice, ...] = ()
    state: tuple[Choice, ...] = ()
    place: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """What somebody chose; "" is everything."""

    theme: str = ""
    owner: str = ""
    state: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What was heard, found, asked for, promised and done, in one chronological line. `today` lies at `today_at`, in [0, 1].

    `theme_id` or `reference` say what a page of one theme or one recommendation is of; `asked` is the latter's row. `notes` are
    said above the line. Where there is much to tell it stands in pages, the newest first, and `older` names where the next begins.
    `before_after` is what the newest release says of people before and after the recommendation was done.
    """

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
    theme_id: str = ""
    reference: str = ""
    asked: RecommendationRow | None = None
    board: BoardTable | None = None
    choices: Choices = field(default_factory=Choices)
    picked: Picked = field(default_factory=Picked)
    notes: tuple[str, ...] = ()
    older: str = ""
    is_newest_first: bool = False
    before_after: Helped | None = None
