"""The audit log: who did what to what and why, each event chained to the one before by its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, insert, select

from warehouse.columns import write_json
from warehouse.database import Database
from warehouse.tables_record import audit_event

_START = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One event. `detail` holds ids, names of settings and counts, never words that people said."""

    number: int
    happened_at: datetime
    actor: str
    action: str
    subject: str
    why: str
    detail: Mapping[str, str | int]
    hash: str


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """Whether the log is as it was written. `first_broken` is the number of the first event that does not fit.

    `head` is the hash of the last event: an auditor who notes it, and the count, will also see if the end is cut off.
    """

    events: int
    is_intact: bool
    first_broken: int | None
    head: str


class Audit:
    """An append-only log of decisions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, actor: str, action: str, subject: str, why: str, detail: Mapping[str, str | int] | None = None) -> int:
        """Write an event, in the same transaction as the decision where one is open; its number."""
        with self._database.write() as connection:
            last = connection.execute(select(audit_event).order_by(audit_event.c.number.desc()).limit(1)).first()
            row: dict[str, Any] = {
                "number": last.number + 1 if last else 1,
                "happened_at": datetime.now(UTC),
                "actor": actor,
                "action": action,
                "subject": subject,
                "why": why,
                "detail": dict(detail or {}),
                "previous_hash": last.hash if last else _START,
            }
            connection.execute(insert(audit_event), [row | {"hash": _hash_event(row)}])
        return int(row["number"])

    def verify(self) -> AuditCheck:
        """Follow the chain from its start."""
        previous, number, broken = _START, 0, None
        with self._database.read() as connection:
            for row in connection.execute(select(audit_event).order_by(audit_event.c.number)):
                number += 1
                fits = row.number == number and row.previous_hash == previous and row.hash == _hash_event(row._asdict())
                if not fits and broken is None:
                    broken = row.number
                previous = row.hash
        return AuditCheck(number, broken is None, broken, previous)

    def recent(self, limit: int = 50) -> tuple[AuditEvent, ...]:
        """The latest events, newest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(audit_event).order_by(audit_event.c.number.desc()).limit(limit))
            return tuple(map(_to_event, rows))


def _hash_event(row: Mapping[str, Any]) -> str:
    """SHA-256 over the previous hash and the event as canonical JSON."""
    said = {name: row[name] for name in ("number", "actor", "action", "subject", "why", "detail")}
    content = write_json(said | {"happened_at": row["happened_at"].isoformat(timespec="microseconds")})
    return hashlib.sha256(f"{row['previous_hash']}{content}".encode()).hexdigest()


def _to_event(row: Row[Any]) -> AuditEvent:
    return AuditEvent(row.number, row.happened_at, row.actor, row.action, row.subject, row.why, row.detail, row.hash)
