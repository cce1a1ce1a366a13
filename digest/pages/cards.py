"""A theme on a page: its name, figures, quotes and what is being done, as safe figures and sentences."""

from __future__ import annotations

from dataclasses import dataclass

from digest.disclosing.policy import ShownShare
from digest.tracking.recommendations import Standing
from domain.action import Change
from domain.themes import Solidity


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
class KindCount:
    """People who said something of one kind on a theme (`kind` is a Kind's value), or who want more or less of it (a Leaning's).

    `shown` is the count rounded, None where it is withheld. Nobody is netted: somebody who said two kinds counts in both.
    """

    kind: str
    shown: int | None
    words: str


@dataclass(frozen=True, slots=True)
class RaisedRow:
    """Of the people of one group value who were heard in their own words, those who raised the theme.

    `raised` and `heard` are rounded, None where withheld; `share` is of those heard. `standing` is "above", "below" or
    "alike" against all others, empty where it cannot be told.
    """

    label: str
    raised: int | None
    heard: int | None
    share: ShownShare | None
    standing: str
    words: str


@dataclass(frozen=True, slots=True)
class RaisedTable:
    """Who raised a theme, by one public group. `language` is that of title and labels; withheld rows stand as not shown.

    `share` is the theme's own, of all who were heard: the line that the rows are held against.
    """

    title: str
    language: str
    share: ShownShare | None
    rows: tuple[RaisedRow, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody agreed to have quoted, as they stand redacted: contiguous `parts` of one comment.

    `language` and `direction` are those of the words; `translation` is empty where there is none, `translation_mark` says
    what made it. `stance` is "central" or "disagrees", `stance_words` the same on screen.
    """

    parts: tuple[str, ...]
    language: str
    direction: str
    translation: str
    translation_mark: str
    stance: str
    stance_words: str


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """What a round says on one theme, ready to show. `anchor` is the theme's id, the same in every release.

    `solidity` is None where it was not tried how well the theme is found again. `campaign` says how many sent the same words.
    `shown` is the rounded count behind `people`. `why` is staff's sentence on why it matters, `reviewed` says who looked when.
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
    shown: int | None = None
    why: str = ""
    reviewed: str = ""
    kinds: tuple[KindCount, ...] = ()
    leanings: tuple[KindCount, ...] = ()
    raised_by: tuple[RaisedTable, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def is_tentative(self) -> bool:
        """True for a theme that may not hold: it never heads a page."""
        return self.solidity is Solidity.TENTATIVE
