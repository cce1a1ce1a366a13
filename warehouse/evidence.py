"""What a privacy report counts: raw words by source, decisions on held words, and what the audit log says was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, func, or_, select, type_coerce

from domain.ids import SourceId
from warehouse.database import Database
from warehouse.tables_heard import comment, hold_decision, response, vault_entry
from warehouse.tables_record import audit_event

# What an event says it was done to, the most telling first.
_COUNTED = ("responses", "comments", "rows", "sessions")


@dataclass(frozen=True, slots=True)
class RawKept:
    """How many comments of a source the vault has in raw words, and when the oldest of them was stored (UTC)."""

    source_id: SourceId
    comments: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """One kind of action in the audit log: how often it was done, to how many in all, and when last (UTC).

    `rows` counts responses, comments, sessions or rows, whichever the events of that kind tell; 0 where they tell none.
    """

    action: str
    times: int
    rows: int
    last_at: datetime


class Evidence:
    """Counts that show what is kept and what was done; no words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def raw_kept(self) -> tuple[RawKept, ...]:
        """The raw words in the vault, by source; a source without any is not told."""
        statement = (
            select(response.c.source_id, func.count().label("comments"), func.min(vault_entry.c.stored_at).label("oldest_at"))
            .select_from(vault_entry)
            .join(comment, comment.c.id == vault_entry.c.comment_id)
            .join(response, response.c.id == comment.c.response_id)
            .group_by(response.c.source_id)
            .order_by(response.c.source_id)
        )
        with self._database.read() as connection:
            return tuple(RawKept(SourceId(row.source_id), row.comments, row.oldest_at) for row in connection.execute(statement))

    def decisions(self) -> dict[str, int]:
        """How many decisions on held words stand, by what was decided."""
        statement = select(hold_decision.c.decision, func.count().label("comments")).group_by(hold_decision.c.decision)
        with self._database.read() as connection:
            return {row.decision: row.comments for row in connection.execute(statement)}

    def deeds(self) -> tuple[Deed, ...]:
        """What the audit log tells was done, by action in order of the alphabet."""
        counted = select(audit_event.c.action, func.count(), func.max(audit_event.c.happened_at)).group_by(audit_event.c.action)
        # The details of a million events would take seconds to read: only those that count rows are.
        told = select(audit_event.c.action, audit_event.c.detail).where(
            or_(*(type_coerce(audit_event.c.detail, Text).contains(f'"{name}"') for name in _COUNTED))
        )
        rows: Counter[str] = Counter()
        with self._database.read() as connection:
            done = list(connection.execute(counted))
            for action, detail in connection.execute(told):
                rows[action] += _count_rows(detail)
        return tuple(Deed(action, times, rows[action], last_at) for action, times, last_at in sorted(done))


def _count_rows(detail: Mapping[str, str | int]) -> int:
    return next((count for name in _COUNTED if isinstance(count := detail.get(name), int)), 0)
