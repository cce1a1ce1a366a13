"""What events show now, held against what they showed last -> their numbers. Pure.

An event's number (SEQUENCE) grows by one where anything that it shows has changed since a calendar showed it last, and only then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from digest.calendars.words import EventWords
from domain.calendars import ShownEvent
from domain.ids import RecommendationId


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that has no number yet."""

    uid: str
    event_id: str
    recommendation_id: RecommendationId | None
    words: EventWords


@dataclass(frozen=True, slots=True)
class Numbered:
    """An event as a calendar shows it, with its number."""

    words: EventWords
    shown: ShownEvent


def number_events(drafts: Iterable[Draft], before: Mapping[str, ShownEvent], *, now: datetime) -> tuple[Numbered, ...]:
    """Number events. `before` is what was shown last, by uid; what changed since is of `now` (UTC, cut to whole seconds)."""
    return tuple(Numbered(each.words, _number(each, before.get(each.uid), now.replace(microsecond=0))) for each in drafts)


def hash_words(words: EventWords) -> str:
    """SHA-256 of everything that an event shows, its alarms too."""
    return hashlib.sha256(json.dumps([getattr(words, name) for name in EventWords.__slots__], default=str).encode()).hexdigest()


def _number(draft: Draft, before: ShownEvent | None, now: datetime) -> ShownEvent:
    shown = hash_words(draft.words)
    if before is None:
        return ShownEvent(draft.uid, draft.event_id, draft.recommendation_id, shown, 0, now, draft.words.is_open)
    if before.shown == shown:
        return before
    return replace(before, shown=shown, sequence=before.sequence + 1, changed_at=now, is_open=draft.words.is_open)
