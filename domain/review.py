"""What staff say of a round before it leaves: that they looked at a theme, why it matters, and the first sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import RoundId, ThemeId


class ReviewKind(StrEnum):
    """What a person said of a round or of one theme in it."""

    LOOKED = "looked at"
    WHY = "why it matters"
    HEADLINE = "first sentence"


@dataclass(frozen=True, slots=True)
class Review:
    """One thing that a person said of a round (`theme_id` is None) or of what it says on one theme; never changed.

    `words` are a sentence in `language`, empty where there is none or where it was taken back. `seen` tells, sealed, what
    the page said when somebody looked: name=seal of each aspect, so that what changed since can be told. `number` is its
    place in the order of reviews (0 before it is kept).
    """

    round_id: RoundId
    theme_id: ThemeId | None
    kind: ReviewKind
    actor: str
    decided_at: datetime
    words: str = ""
    language: str = ""
    seen: str = ""
    why: str = ""
    number: int = 0
