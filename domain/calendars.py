"""Whose calendar a feed is, and what calendars showed: so that each change of an event can be numbered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.contacts import FeedKind
from domain.ids import RecommendationId


@dataclass(frozen=True, slots=True)
class Audience:
    """Whose calendar it is: the board's, everybody's, or that of an owner, `whom`."""

    kind: FeedKind
    whom: str = ""

    @property
    def key(self) -> str:
        """One word for the audience: two calendars for the same audience show the same."""
        return f"{self.kind.value}:{self.whom}" if self.whom else self.kind.value


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event as a calendar showed it last.

    `uid` is the event's for life; `event_id` is the id of the recommendation, the milestone or the planned session whose date
    it is, `recommendation_id` is empty for a session. `shown` is a hash of all that it shows, `sequence` how often that
    changed, `changed_at` when it was found changed (UTC, whole seconds). `is_open` is false once nothing is due any more.
    """

    uid: str
    event_id: str
    recommendation_id: RecommendationId | None
    shown: str
    sequence: int
    changed_at: datetime
    is_open: bool
