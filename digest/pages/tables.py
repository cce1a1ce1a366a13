"""Tables on a page: who was heard, closed questions, recommendations, and how the page came about."""

from __future__ import annotations

from dataclasses import dataclass

from digest.disclosing.policy import ShownShare
from digest.tracking.recommendations import Standing


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
    question: str


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
class OutcomePoint:
    """A value of a series from other records, for one span of time; None where it is withheld or was not recorded."""

    when: str
    value: float | None
    words: str


@dataclass(frozen=True, slots=True)
class OutcomeSeries:
    """A series from other records (complaints, response times), oldest first; never shown as the cause of anything."""

    title: str
    unit: str
    source: str
    place: str
    points: tuple[OutcomePoint, ...]


@dataclass(frozen=True, slots=True)
class SaidDone:
    """What people said on one theme, and what was done about it or why not; `anchor` is the theme's."""

    anchor: str
    said: str
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class How:
    """How one kind of figure was made, in plain words; figures link to it by `anchor`."""

    anchor: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Plain counts that say how the page came about: a heading, column heads, and rows of words."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
