"""Themes, what a model proposes, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import PassageId, RoundId, RunId, ThemeId


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


@dataclass(frozen=True, slots=True)
class CandidateTheme:
    """What the model found in one run: passages by index into the run, in no theme's name yet.

    `centroid` is the unit mean of its passages' vectors, of the encoder's dimension.
    """

    number: int
    members: tuple[int, ...]
    keywords: tuple[str, ...]
    title: str
    description: str
    centroid: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A recurring concern with a stable id for life. `approved_by` is empty until a person has looked."""

    id: ThemeId
    title: str
    description: str
    keywords: tuple[str, ...]
    born_in: RoundId
    centroid: tuple[float, ...] = ()
    approved_by: str = ""
    is_retired: bool = False


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
    """A passage's theme in one run; `theme_id` is None where it fits nowhere. `score` lies in [0, 1]."""

    run_id: RunId
    passage_id: PassageId
    theme_id: ThemeId | None
    score: float
    made_by: MadeBy = MadeBy.MODEL


@dataclass(frozen=True, slots=True)
class ThemingRun:
    """One run of the model over a round and all before it; its id follows from its input, so the same input is one run.

    `leak` is the NMI of theme and language, None with fewer than two languages.
    """

    id: RunId
    round_id: RoundId
    input_hash: str
    model: str
    seed: int
    passages: int
    unthemed: int
    leak: float | None
    finished_at: datetime
