"""Lists of recommendations, their story and the board's table: what is asked for, and what comes back. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.ids import RecommendationId, ThemeId
from domain.recommendations import Reply, UpdateState


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which recommendations are wanted: all that is set must hold. Empty: every one.

    `owner` also finds those whose deputy it is. `due_from` and `due_by` (both inclusive) are about the next open date.
    `overdue_on` is the day against which something is late; `silent_since` finds what has had no word since that day and is open.
    `theme_id` follows links that people made or confirmed, and those suggested where `with_suggested`.
    """

    owner: str = ""
    states: tuple[UpdateState, ...] = ()
    theme_id: ThemeId | None = None
    with_suggested: bool = True
    place: str = ""
    collection: str = ""
    due_from: date | None = None
    due_by: date | None = None
    overdue_on: date | None = None
    silent_since: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A recommendation as a list shows it."""

    id: RecommendationId
    reference: str
    title: str
    owner: str
    deputy: str
    issued_on: date
    state: UpdateState
    state_since: date
    reply: Reply | None
    next_due_on: date | None
    last_update_on: date | None
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class Pressing:
    """Where a page of a list that is sorted by what is due ended: the next begins after it."""

    due_on: date | None
    reference: str


class StoryKind(StrEnum):
    """What a line of a story is made of, in the order in which lines of one day follow one another."""

    ISSUED = "issued"
    UPDATE = "update"
    MOVED = "moved"
    STEP_DONE = "step done"
    STEP_VERIFIED = "step verified"


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened to a recommendation on a day. `key` makes the order of lines total, for paging.

    `part` is a milestone's title where it is about one. `state`, `reply`, `note` and `evidence` are an update's; `before`, `after`
    and `note` (the reason) are a moved date's.
    """

    on: date
    kind: StoryKind
    key: str
    recommendation_id: RecommendationId
    reference: str
    title: str
    owner: str
    part: str = ""
    state: UpdateState | None = None
    reply: Reply | None = None
    note: str = ""
    evidence: str = ""
    before: date | None = None
    after: date | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of a story ended: the next begins after it, going back in time."""

    on: date
    kind: StoryKind
    key: str


@dataclass(frozen=True, slots=True)
class Board:
    """The status table of a board on a day: recommendations by state, and how dates were kept.

    `late` are open ones whose next date has passed (one that was rejected waits for nothing), `on_time` open ones whose next
    date has not, `no_date` open ones without any. `rejected` are those whose last answer was no. `median_days_late` is over the
    late ones, None where none is. `moved` is how many had a date moved, `moves` how often that was.
    """

    on: date
    total: int
    states: Mapping[UpdateState, int]
    late: int
    on_time: int
    no_date: int
    rejected: int
    verified: int
    median_days_late: float | None
    moved: int
    moves: int
