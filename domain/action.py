"""What a round says, and the digests that told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import FindingId, ReleaseId, RoundId, RunId, ThemeId


class Change(StrEnum):
    """How a theme's share stands against the round before; `NEW` and `NONE` where there is nothing to hold it against."""

    MORE = "more"
    LESS = "less"
    SAME = "about the same"
    NEW = "new"
    NOT_COMPARABLE = "cannot be compared"
    NONE = "first round"


@dataclass(frozen=True, slots=True)
class Share:
    """A share of people with its 95 % interval (Wilson): `low <= value <= high`, all in [0, 1]."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A share less the share of the round before, with its 95 % interval: `low <= value <= high`, all in [-1, 1]."""

    value: float
    low: float
    high: float


class Incomparable(StrEnum):
    """Why a round cannot be held against the one before it."""

    TOO_FEW = "too few people"
    QUESTION = "another question"
    WORDING = "asked in other words"
    MODE = "heard in another way"
    LANGUAGES = "other languages"
    REACH = "other people reached"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a round says on one theme. Counts are of distinct people, exact: disclosure control comes after.

    `difference` is to the round before, None where there is nothing to hold it against; `incomparable` says why not.
    `design_effect` is how many times wider the variance is than it were of people asked one by one: they spoke in sessions.
    """

    id: FindingId
    round_id: RoundId
    theme_id: ThemeId
    run_id: RunId
    people: int
    people_heard: int
    sessions: int
    passages: int
    share: Share
    previous_round_id: RoundId | None
    previous_share: Share | None
    change: Change
    difference: Difference | None = None
    incomparable: tuple[Incomparable, ...] = ()
    design_effect: float = 1.0


@dataclass(frozen=True, slots=True)
class Release:
    """A digest as it was written: numbered within its round and hashed over its page model.

    One with `withdrawn_at` says nothing any more: something in it was taken back by whoever had said it. `corrects` is the
    number of the release whose place it takes, `note` what changed. `record` says who looked at what when before it was
    made, as plain facts by name, oldest first.
    """

    id: ReleaseId
    round_id: RoundId
    number: int
    content_hash: str
    language: str
    made_at: datetime
    withdrawn_at: datetime | None = None
    corrects: int | None = None
    note: str = ""
    record: tuple[Mapping[str, str | int], ...] = ()
