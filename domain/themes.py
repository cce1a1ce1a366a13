"""Themes, what a model proposes, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import PassageId, RoundId, RunId, ThemeId

MOST_LEAK = 0.1
"""Above this, themes follow the language that people speak too closely: staff are told, and so is whoever reads the digest."""


def is_alarming(leak: float | None) -> bool:
    """Whether themes follow the language too closely; `leak` is that of a `ThemingRun`."""
    return leak is not None and leak > MOST_LEAK


class MadeBy(StrEnum):
    """Who decided: the model, or a person."""

    MODEL = "model"
    PERSON = "person"


class EventKind(StrEnum):
    """What happened to a theme in a theming run or by a person's decision."""

    BORN = "born"
    CONTINUED = "continued"
    SPLIT = "split"
    MERGED = "merged"
    FADED = "faded"
    RETURNED = "returned"
    RETIRED = "retired"
    RENAMED = "renamed"
    APPROVED = "approved"
    HIDDEN = "hidden"
    SHOWN = "shown"
    MOVED = "moved"


class Origin(StrEnum):
    """Where a theme comes from: found in what people said, or in a codebook that a team had before."""

    FOUND = "found"
    CODEBOOK = "codebook"


class Solidity(StrEnum):
    """How well a theme holds when it is looked for again in other parts of the data and in other ways."""

    SOLID = "solid"
    FAIR = "fair"
    TENTATIVE = "tentative"


@dataclass(frozen=True, slots=True)
class Theme:
    """A recurring concern with a stable id for life. `approved_by` is empty until a person has looked.

    `parent_id` is the theme that a sub-theme lies in, None for a theme of a board's level. `centroid` is the unit mean of its
    passages' vectors, of the (multilingual) encoder's dimension.
    """

    id: ThemeId
    title: str
    description: str
    keywords: tuple[str, ...]
    born_in: RoundId
    centroid: tuple[float, ...] = ()
    approved_by: str = ""
    is_retired: bool = False
    parent_id: ThemeId | None = None
    origin: Origin = Origin.FOUND


@dataclass(frozen=True, slots=True)
class ThemeEvent:
    """One thing that happened to a theme, with the numbers that decided it."""

    theme_id: ThemeId
    kind: EventKind
    round_id: RoundId
    run_id: RunId | None
    made_by: MadeBy
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A passage's theme in one run; `theme_id` is None where it fits nowhere. `score` lies in [0, 1].

    `part_id` is the sub-theme within the theme, None where it has none that this passage belongs to.
    """

    run_id: RunId
    passage_id: PassageId
    theme_id: ThemeId | None
    score: float
    made_by: MadeBy = MadeBy.MODEL
    part_id: ThemeId | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a theme or sub-theme stands in one run.

    `solidity` lies in [0, 1]: how well it is found again. `same_words` counts the people who sent one and the same text
    (the largest such group; a campaign where it is large), 0 where nobody repeated anybody.
    """

    run_id: RunId
    theme_id: ThemeId
    passages: int
    solidity: float
    same_words: int = 0


@dataclass(frozen=True, slots=True)
class ThemingRun:
    """One run of the model over a round and all before it; its id follows from its input, so the same input is one run.

    `leak` is the NMI of theme and language less what chance gives, None with fewer than two languages. `is_refit` tells a run that looked for themes
    anew from one that only placed new passages among the themes there were; `drift` lies in [0, 1], None for a first run.
    """

    id: RunId
    round_id: RoundId
    input_hash: str
    model: str
    passages: int
    unthemed: int
    leak: float | None
    finished_at: datetime
    is_refit: bool = True
    drift: float | None = None
