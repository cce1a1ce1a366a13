"""What a digest says: sentences and safe figures, the same for HTML and every other form. Exact counts never get here."""

from __future__ import annotations

from dataclasses import dataclass

from digest.pages.cards import ThemeCard
from digest.pages.helped import Helped
from digest.pages.tables import (
    BoardTable,
    CountTable,
    HeardTable,
    How,
    IndicatorTable,
    OutcomeSeries,
    RecommendationRow,
    SaidDone,
    TrainingTable,
)

SCHEMA = "hearback-page-2"


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
class Tile:
    """One large figure of the front, in words: "about 790", "people heard". `anchor` is where it is explained.

    `shown` is the rounded count behind one that counts people.
    """

    key: str
    figure: str
    label: str
    anchor: str
    shown: int | None = None


@dataclass(frozen=True, slots=True)
class DigestPage:
    """One round for a board. `notice` says what a release corrects; one that was withdrawn says nothing but `withdrawn_on`.

    `themes` are those to rely on, most people first, then the tentative ones. `hidden_note` says how many staff do not show.
    `headline` is the first sentence as a person wrote it, empty where the figures' own stands. `not_heard` says in words who
    was not heard, `reviews` who looked at what when, `corrected` what changed since the release that this one corrects.
    `helped` says what people said before and after what was asked for was done.
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
    is_draft: bool = False
    headline: str = ""
    tiles: tuple[Tile, ...] = ()
    not_heard: tuple[str, ...] = ()
    outcomes: tuple[OutcomeSeries, ...] = ()
    said_done: tuple[SaidDone, ...] = ()
    how: tuple[How, ...] = ()
    reviews: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    trainings: tuple[TrainingTable, ...] = ()
    helped: tuple[Helped, ...] = ()
    board: BoardTable | None = None
