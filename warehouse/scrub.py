"""The files of a database rewritten, so that what was deleted is in none of their bytes.

A deleted row is gone for every reader at once, and its bytes are not: SQLite overwrites the row but not the copies that
moves between its pages have left behind, and PostgreSQL keeps dead rows in place until their table is rewritten.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from warehouse.tables_record import pending_scrub

SMALL_BYTES = 256 * 1024 * 1024
# Every table that holds words, keys of words, or what follows from them; PostgreSQL rewrites one after another.
_TABLES = (
    "response",
    "response_group",
    "closed_answer",
    "comment",
    "comment_redaction",
    "hold_decision",
    "passage",
    "embedding",
    "vault_key",
    "vault_entry",
    "person",
    "session",
    "theme",
    "theme_event",
    "theme_anchor",
    "theme_decision",
    "theme_standing",
    "assignment",
    "finding",
    "release",
)
_WHAT = "deleted words"
# What may pass, by the beginning of SQLite's name for it, and how it is told.
_PASSING = {
    "SQLITE_BUSY": "another program that has the database open",
    "SQLITE_LOCKED": "another program that has the database open",
    "SQLITE_FULL": "a disk without room",
    "SQLITE_IOERR": "a disk without room",
    "SQLITE_READONLY": "a database that this user may only read",
}
_NO_LOCK, _NO_RIGHT = "55P03", "42501"


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """Whether the files were rewritten, in sentences: `waits_for` says what was in the way, `left` what no rewriting reaches."""

    waits_for: str = ""
    left: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """True where nothing was in the way."""
        return not self.waits_for


def ask_for_scrub(connection: Connection) -> None:
    """Note, with the deletion itself, that the files must be rewritten: a process that dies before leaves it to the next."""
    connection.execute(delete(pending_scrub))
    connection.execute(insert(pending_scrub), [{"what": _WHAT, "asked_at": datetime.now(UTC)}])


def asked_since(connection: Connection) -> datetime | None:
    """When the latest rewriting was asked for that is still to be done; None where none is."""
    return connection.execute(select(pending_scrub.c.asked_at)).scalar_one_or_none()


def settle_scrub(connection: Connection, asked_at: datetime) -> None:
    """Note that what was asked for then is done; what was deleted since is still to be."""
    connection.execute(delete(pending_scrub).where(pending_scrub.c.asked_at == asked_at))


def rewrite_files(engine: Engine, *, wait_s: float) -> Scrubbed:
    """Rewrite the database's files. Whoever reads an older state is waited for, up to `wait_s` seconds."""
    if engine.dialect.name == "sqlite":
        return _rewrite_sqlite(engine, wait_s)
    return _rewrite_postgresql(engine, wait_s)


def empty_log(engine: Engine) -> bool:
    """Empty SQLite's write-ahead log, which holds pages from before a deletion; False where a reader still needs them."""
    if _is_in_memory(engine):
        return True
    with closing(_connect(engine, 0)) as connection:
        return _checkpoint(connection)


def _is_in_memory(engine: Engine) -> bool:
    return engine.url.database in (None, "", ":memory:")


def _connect(engine: Engine, wait_s: float) -> sqlite3.Connection:
    """A connection of its own, since the time for which it waits is its own."""
    pooled = engine.raw_connection()
    driver: Any = pooled.driver_connection
    pooled.detach()
    driver.execute(f"PRAGMA busy_timeout={int(wait_s * 1000)}").close()
    return driver  # type: ignore[no-any-return]


def _checkpoint(connection: sqlite3.Connection) -> bool:
    with closing(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")) as cursor:
        return bool(cursor.fetchone()[0] == 0)


def _rewrite_sqlite(engine: Engine, wait_s: float) -> Scrubbed:
    if _is_in_memory(engine):
        return Scrubbed()
    try:
        with closing(_connect(engine, wait_s)) as connection:
            connection.execute("VACUUM").close()
            is_empty = _checkpoint(connection)
    except sqlite3.OperationalError as error:
        said = next((words for start, words in _PASSING.items() if error.sqlite_errorname.startswith(start)), None)
        if said is None:
            raise
        return Scrubbed(said)
    return Scrubbed() if is_empty else Scrubbed("another program that reads the database")


def _rewrite_postgresql(engine: Engine, wait_s: float) -> Scrubbed:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = '{max(1, int(wait_s * 1000))}'"))
        try:
            kept, large = _rewrite_tables(connection)
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != _NO_LOCK:
                raise
            return Scrubbed("another program that uses the database")
        finally:
            connection.execute(text("RESET lock_timeout"))
        if kept:
            return Scrubbed("another program that reads an older state of the database")
        left = [f"free space inside the large tables {', '.join(large)}, until a VACUUM FULL of them"] if large else []
        left.append("the write-ahead log of the database server and its archives, until they are recycled")
        if not _may_checkpoint(connection):
            left.append("files that the database server removes at its next checkpoint (this user may not ask for one)")
        return Scrubbed(left=tuple(left))


def _rewrite_tables(connection: Connection) -> tuple[int, list[str]]:
    """Rewrite each table, or only empty the large ones of dead rows: how many dead rows had to stay, and which are large."""
    kept, large = 0, []
    driver: Any = connection.connection.driver_connection
    counts: list[int] = []

    def listen(notice: Any) -> None:
        counts.append(_count_kept(notice.message_detail or ""))

    driver.add_notice_handler(listen)
    try:
        for table in _TABLES:
            size = connection.execute(text("SELECT pg_total_relation_size(:name)"), {"name": f'"{table}"'}).scalar_one()
            if size > SMALL_BYTES:
                large.append(table)
            connection.execute(text(f'VACUUM ({"" if size > SMALL_BYTES else "FULL, "}VERBOSE) "{table}"'))
        kept = sum(counts)
    finally:
        driver.remove_notice_handler(listen)
    return kept, large


def _count_kept(detail: str) -> int:
    """How many dead rows a reader still sees, by what VACUUM FULL tells: the one figure of its first line."""
    found = re.match(r"(\d+) ", detail)
    return int(found[1]) if found else 0


def _may_checkpoint(connection: Connection) -> bool:
    try:
        connection.execute(text("CHECKPOINT"))
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != _NO_RIGHT:
            raise
        return False
    return True
