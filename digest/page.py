"""What a page says: sentences and safe figures, the same for HTML and every other form. Exact counts never get here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from digest.disclosure import ShownShare
from digest.recommendations import Standing
from digest.timeline import EventMark
from domain.action import Change
from domain.themes import Solidity

SCHEMA = "hearback-page-1"


@dataclass(frozen=True, slots=True)
class Made:
    """Which release this is and when it was made, in words. No part of the page's hash: the same content is the same release."""

    number: str
    at: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the first screen and what the figures answer."""

    key: str
    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """A theme's share in one round; None where it is withheld or nothing was counted."""

    round_title: str
    share: ShownShare | None
    words: str


@dataclass(frozen=True, slots=True)
class CardLink:
    """A recommendation that answers a theme: its reference, its title and how it stands, in words."""

    reference: str
    title: str
    standing: Standing
    words: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class CardPart:
    """A sub-theme that enough people raised: by its title, without a count. `anchor` is its id."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """What a round says on one theme, ready to show. `anchor` is the theme's id, the same in every release.

    `solidity` is None where it was not tried how well the theme is found again. `campaign` says how many sent the same words.
    """

    anchor: str
    title: str
    description: str
    people: str
    sessions: str
    share: ShownShare | None
    share_words: str
    previous: ShownShare | None
    change: Change
    change_words: str
    answered_by: tuple[CardLink, ...]
    history: tuple[HistoryPoint, ...]
    basis: tuple[str, ...]
    is_machine_named: bool
    parts: tuple[CardPart, ...] = ()
    solidity: Solidity | None = None
    solidity_words: str = ""
    campaign: str = ""

    @property
    def is_tentative(self) -> bool:
        """True for a theme that may not hold: it never heads a page."""
        return self.solidity is Solidity.TENTATIVE


@dataclass(frozen=True, slots=True)
class HeardRow:
    """People of one language or group value: how many were heard, of how many who live here (whole per cent)."""

    label: str
    people: str
    share: ShownShare | None
    residents: int | None
    words: str


@dataclass(frozen=True, slots=True)
class HeardTable:
    """People heard by one attribute. `language` is that of title and labels; `is_part_hidden` says that rows are withheld."""

    title: str
    language: str
    rows: tuple[HeardRow, ...]
    is_part_hidden: bool


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A closed question in one round."""

    round_title: str
    people: str
    share: ShownShare | None
    mean: str
    words: str


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A closed question over the rounds; `question` is how people were asked, where it is known."""

    title: str
    rows: tuple[IndicatorRow, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation as a sentence in cells; `sentence` is the whole of it. `themes` are (anchor, title)."""

    reference: str
    title: str
    owner: str
    asked: str
    due: str
    moved: str
    standing: Standing
    standing_words: str
    last_word: str
    last_word_on: str
    evidence: str
    answers: str
    themes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Plain counts that say how the page came about: a heading, column heads, and rows of words."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DigestPage:
    """One round for a board. `notice` says what a release corrects; one that was withdrawn says nothing but `withdrawn_on`.

    `themes` are those to rely on, most people first, then the tentative ones. `hidden_note` says how many staff do not show.
    """

    schema: str
    language: str
    content_language: str
    direction: str
    town: str
    title: str
    round_title: str
    dates: str
    round_titles: tuple[str, ...]
    summary: tuple[Answer, ...]
    themes: tuple[ThemeCard, ...]
    themes_note: str
    unthemed: str
    heard: tuple[HeardTable, ...]
    indicators: tuple[IndicatorTable, ...]
    recommendations: tuple[RecommendationRow, ...]
    method: tuple[str, ...]
    counts: tuple[CountTable, ...]
    made: Made
    notice: str = ""
    withdrawn_on: str = ""
    hidden_note: str = ""


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


# What came to the pages of this schema later: it stands in a page only where it says something.
_LATER = frozenset({"notice", "withdrawn_on", "hidden_note"})
_LATER_ON_CARDS = frozenset({"parts", "solidity", "solidity_words", "campaign"})


def to_json(page: DigestPage | TimelinePage) -> str:
    """The page as canonical JSON: keys in order, no spaces, UTF-8 as it is; without number and moment of the release.

    What came later stands in it only where it says something, so that releases from before keep their hash.
    """
    content = _leave_out(asdict(page), _LATER)
    del content["made"]
    if "themes" in content:
        content["themes"] = [_leave_out(card, _LATER_ON_CARDS) for card in content["themes"]]
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _leave_out(content: dict[str, Any], later: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value or name not in later}


def hash_page(page: DigestPage | TimelinePage) -> str:
    """SHA-256 of the canonical JSON, in hex: what a release is known by."""
    return hashlib.sha256(to_json(page).encode()).hexdigest()
