"""The ledger: what each stage did, in counts. A run that changed nothing leaves no row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from domain.receipt import Receipt
from warehouse.database import Database
from warehouse.tables_record import ledger

DONE = "done"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One run of one stage. `scope` names what it worked on (a round, a source), `reason` why it is not done."""

    flow: str
    scope: str
    state: str
    reason: str
    started_at: datetime
    finished_at: datetime
    receipt: Receipt


class Ledger:
    """Runs of stages, in order of writing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self, flow: str, scope: str, receipt: Receipt, started_at: datetime, finished_at: datetime, state: str = DONE, reason: str = ""
    ) -> bool:
        """Write a row where there is something to tell, and return whether one was written.

        There is when rows were written or withdrawn, when the run is not done, when it is the first of its flow and
        scope, and when more or fewer than the last time are held or the last one was not done.
        """
        entry = LedgerEntry(flow, scope, state, reason, started_at, finished_at, receipt)
        with self._database.write() as connection:
            tells = _tells_something(entry, _load_last(connection, flow, scope))
            if tells:
                connection.execute(insert(ledger), [_write_row(entry)])
        return tells

    def recent(self, limit: int = 20) -> tuple[LedgerEntry, ...]:
        """The latest runs, newest first."""
        with self._database.read() as connection:
            return tuple(map(_to_entry, connection.execute(select(ledger).order_by(ledger.c.id.desc()).limit(limit))))


def _tells_something(entry: LedgerEntry, last: LedgerEntry | None) -> bool:
    if entry.receipt.changed_anything or entry.state != DONE or last is None or last.state != DONE:
        return True
    # What was written the last time is met as unchanged, or not at all; and what was skipped stands in no row.
    return entry.receipt.held != last.receipt.held


def _load_last(connection: Connection, flow: str, scope: str) -> LedgerEntry | None:
    statement = select(ledger).where(ledger.c.flow == flow, ledger.c.scope == scope).order_by(ledger.c.id.desc()).limit(1)
    row = connection.execute(statement).first()
    return None if row is None else _to_entry(row)


def _write_row(entry: LedgerEntry) -> dict[str, Any]:
    facts = {"flow": entry.flow, "scope": entry.scope, "state": entry.state, "reason": entry.reason}
    return facts | {"started_at": entry.started_at, "finished_at": entry.finished_at} | entry.receipt.as_dict()


def _to_entry(row: Row[Any]) -> LedgerEntry:
    receipt = Receipt(
        read=row.read,
        written=row.written,
        unchanged=row.unchanged,
        held=row.held,
        skipped=row.skipped,
        withdrawn=row.withdrawn,
        new=row.new,
    )
    return LedgerEntry(row.flow, row.scope, row.state, row.reason, row.started_at, row.finished_at, receipt)
