"""Reading the audit log: from the warehouse that is open, or from a copy of a database that nobody needs a key for."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, inspect, text

from domain.errors import WarehouseError
from warehouse.audit_chain import START, AuditCheck, Record, follow_chain
from warehouse.audit_paper import PaperHead, is_hash

_COLUMNS = "number, happened_at, actor, action, subject, why, detail, previous_hash, hash"
# As text and not through the table: what somebody put there by force must be read as it is, whatever its type.
_FROM = text(f"SELECT {_COLUMNS} FROM audit_event WHERE number >= :first ORDER BY number")  # noqa: S608  # no value of anybody's
_ALL = text(f"SELECT {_COLUMNS} FROM audit_event ORDER BY number")  # noqa: S608
_RECENT = f"SELECT {_COLUMNS} FROM audit_event {{where}} ORDER BY number DESC LIMIT :limit"  # noqa: S608
_AT_ONCE = 5_000
_MOST = 1_000_000  # events about one subject
_SQLITE_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", re.ASCII)


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


class AuditLog:
    """The events, read only. `where` is what to call the place in errors."""

    def __init__(self, read: Callable[[], AbstractContextManager[Connection]], where: str) -> None:
        self._read = read
        self.where = where

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database, in which any text is handed over as it is."""
        with self._read() as connection, _any_text(connection):
            yield connection

    @contextmanager
    def records(self) -> Iterator[Iterator[Record | None]]:
        """Every event in order as it is stored, in parts, so that memory stays small; None for one that cannot be read."""
        with self.reading() as connection:
            yield map(_to_record, connection.execute(_ALL, execution_options={"yield_per": _AT_ONCE}))

    def verify(self, wanted: Collection[int] = ()) -> AuditCheck:
        """Follow the chain from its start; with the hashes of the events whose numbers are `wanted`."""
        with self.records() as records:
            return follow_chain(records, wanted=wanted)

    def verify_latest(self, events: int) -> AuditCheck:
        """Follow the chain over its latest events only, which is quick however long it is."""
        with self.reading() as connection:
            last = connection.execute(text("SELECT max(number) FROM audit_event")).scalar_one() or 0
            before = max(last - events, 0)
            rows = iter(connection.execute(_FROM, {"first": max(before, 1)}))
            anchor = _to_record(next(rows)) if before else None
            return follow_chain(map(_to_record, rows), first=before + 1, previous=anchor.hash if anchor else START)

    def count(self) -> int:
        """How many events there are."""
        with self._read() as connection:
            return int(connection.execute(text("SELECT count(*) FROM audit_event")).scalar_one())

    def recent(self, limit: int = 50, actions: Sequence[str] = ()) -> tuple[AuditEvent, ...]:
        """The latest events, newest first; of some actions only, where they are named.

        Raises WarehouseError where one of them cannot be read.
        """
        statement = text(_RECENT.format(where="WHERE action IN :actions" if actions else ""))
        if actions:
            statement = statement.bindparams(bindparam("actions", list(actions), expanding=True))
        with self.reading() as connection:
            return tuple(map(self._to_event, connection.execute(statement, {"limit": limit})))

    def numbered(self, numbers: Collection[int]) -> tuple[AuditEvent, ...]:
        """The events of these numbers, in their order; numbers that no event has are passed over.

        Raises WarehouseError where one of them cannot be read.
        """
        statement = text(_RECENT.format(where="WHERE number IN :numbers")).bindparams(bindparam("numbers", expanding=True))
        wanted = sorted(set(numbers))
        parts = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
        with self.reading() as connection:
            rows = [row for part in parts for row in connection.execute(statement, {"numbers": part, "limit": _AT_ONCE})]
        return tuple(sorted(map(self._to_event, rows), key=lambda event: event.number))

    def about(self, subject: str) -> tuple[AuditEvent, ...]:
        """Every event about one subject, in their order. Raises WarehouseError where one of them cannot be read."""
        statement = text(_RECENT.format(where="WHERE subject = :subject"))
        with self.reading() as connection:
            rows = list(connection.execute(statement, {"subject": subject, "limit": _MOST}))
        return tuple(reversed(tuple(map(self._to_event, rows))))

    def head_on_paper(self) -> PaperHead | None:
        """The last event's number and hash in short, for writing down elsewhere; None where it cannot be read."""
        with self.reading() as connection:
            row = connection.execute(text(_RECENT.format(where="")), {"limit": 1}).first()
        record = None if row is None else _to_record(row)
        if row is not None and (record is None or not is_hash(record.hash)):
            return None
        return PaperHead.of(record.number, record.hash) if record else PaperHead.of(0, START)

    def actions(self) -> tuple[str, ...]:
        """The kinds of events that there are, in order of the alphabet."""
        with self.reading() as connection:
            return tuple(str(row[0]) for row in connection.execute(text("SELECT DISTINCT action FROM audit_event ORDER BY action")))

    def installation(self) -> str:
        """What tells this installation's log from another's: it follows from a check value, tells nothing, and never changes."""
        statement = text("SELECT value FROM installation WHERE name = 'pseudonym key'")
        with self._read() as connection:
            value = connection.execute(statement).scalar_one_or_none()
        return hashlib.sha256(f"hearback installation 1\n{value}".encode()).hexdigest()[:20] if value else ""

    def check_is_there(self) -> None:
        """Raise WarehouseError where the database has no audit log."""
        with self._read() as connection:
            if not inspect(connection).has_table("audit_event"):
                raise WarehouseError("This database holds no audit log.", where=self.where, next_step="Name the database of Hearback.")

    def _to_event(self, row: Sequence[Any]) -> AuditEvent:
        try:
            record = _to_record(row)
            if record is None:
                raise ValueError
            moment, detail = datetime.fromisoformat(record.happened_at), json.loads(record.detail)
        except (ValueError, RecursionError):
            raise WarehouseError(
                "An event of the audit log cannot be read.", where=self.where, next_step="See which one with: hearback audit verify"
            ) from None
        return AuditEvent(record.number, moment, record.actor, record.action, record.subject, record.why, detail, record.hash)


def _to_record(row: Sequence[Any]) -> Record | None:
    """A row as stored; None where a value has not the type that was written."""
    number, happened_at, *words = row
    moment = _write_moment(happened_at)
    if type(number) is not int or moment is None or not all(type(word) is str for word in words):
        return None
    return Record(number, moment, *words)


def _write_moment(value: object) -> str | None:
    """In ISO 8601; SQLite has it as text without a zone, PostgreSQL as a moment."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, str) and _SQLITE_MOMENT.fullmatch(value):
        return f"{value[:10]}T{value[11:]}+00:00"
    return None


@contextmanager
def _any_text(connection: Connection) -> Iterator[None]:
    """Let SQLite hand over text that is no UTF-8, so that a log spoilt by force is found broken and not merely refused."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    before, driver.text_factory = driver.text_factory, _decode
    try:
        yield
    finally:
        driver.text_factory = before


def _decode(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")
