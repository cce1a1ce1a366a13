"""The past of a recommendation's fields: what changed, bound to the audit event by a hash, so that nothing of it can be rewritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from domain.ids import FieldChangeId, stable_id
from domain.recommendations import DueChange, FieldChange, Ground, Milestone, Recommendation, StatusUpdate
from warehouse.store import Store

FIELDS = (
    *("reference", "title", "text", "owner", "deputy", "issued_by", "addressed_to", "issued_on", "due_on", "answers"),
    *("evidence_standard", "indicators", "urls", "collection", "external_id", "places", "needs", "grounds"),
)
PART_FIELDS = ("title", "due_on", "done_on", "verified_on", "weight", "needs")
UPDATE, MOVE = "update", "move"  # what was reported, and a date that moved: kept whole, so that neither can be rewritten


@dataclass(frozen=True, slots=True)
class Past:
    """The changes of one deed. `facts` go into its audit event: how many there are, and their hash."""

    changes: tuple[FieldChange, ...]

    @property
    def facts(self) -> dict[str, str | int]:
        """What the audit event says of the changes."""
        return {"fields": len(self.changes), "changes": hash_changes(self.changes)} if self.changes else {}


def compare(pairs: Iterable[tuple[Recommendation | None, Recommendation]], *, who: str, why: str) -> Past:
    """What differs between recommendations as they stand (None: a new one) and as they are to be."""
    at = datetime.now(UTC)
    return Past(tuple(each for before, after in pairs for each in _compare_one(before, after, at, who, why)))


def keep_past(store: Store, past: Past, deed: int) -> None:
    """Keep changes under the number of the audit event that carries their hash. Call it in the event's own transaction."""
    store.recommendations.note_changes([replace(each, deed=deed) for each in past.changes])


def hash_changes(changes: Sequence[FieldChange]) -> str:
    """SHA-256 over the changes of one deed, in any order and whatever its number is."""
    rows = sorted([each.id, each.recommendation_id, each.part, each.field, each.before, each.after, each.who, each.why] for each in changes)
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def say_value(value: object) -> str:
    """A field's value in words that stay what they are: dates as in 2026-03-31, several things a line each."""
    if value is None:
        return ""
    if isinstance(value, Ground):
        return f"{value.kind} {value.ref}"
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return "\n".join(map(say_value, value)) if isinstance(value, tuple) else str(value)


def _compare_one(before: Recommendation | None, after: Recommendation, at: datetime, who: str, why: str) -> Iterator[FieldChange]:
    own = [(("", name), _read(before, name), say_value(getattr(after, name))) for name in FIELDS]
    olds = {each.id: each for each in before.milestones} if before else {}
    parts = [
        ((each.title, name), _read(olds.get(each.id), name), say_value(getattr(each, name)))
        for each in after.milestones
        for name in PART_FIELDS
    ]
    for (part, name), old, new in (*own, *parts, *_find_added(before, after)):
        if old != new:
            own_id = FieldChangeId(stable_id("change", after.id, part, name, at.isoformat()))
            yield FieldChange(own_id, after.id, part, name, old, new, at, who, why)


def say_update(update: StatusUpdate) -> str:
    """All that an update says, a line each; in the same words for good."""
    told = (update.on, update.turn, update.state, update.reply, update.role, update.by, update.replaced_by, update.evidence, update.note)
    return "\n".join(map(say_value, told))


def say_move(move: DueChange) -> str:
    """All that is kept of a date that moved, a line each; in the same words for good."""
    return "\n".join(map(say_value, (move.on, move.before, move.after, move.by, move.reason)))


def _find_added(before: Recommendation | None, after: Recommendation) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Updates and moved dates that were not there before; each is its own part, by its id."""
    known: set[str] = {each.id for each in before.updates} | {each.id for each in before.due_changes} if before else set()
    for update in after.updates:
        if update.id not in known:
            yield (update.id, UPDATE), "", say_update(update)
    for move in after.due_changes:
        if move.id not in known:
            yield (move.id, MOVE), "", say_move(move)


def _read(value: Recommendation | Milestone | None, name: str) -> str:
    return "" if value is None else say_value(getattr(value, name))
