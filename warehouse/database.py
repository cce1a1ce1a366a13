"""A database by its URL: settings of the connection, and transactions that nest."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from domain.errors import WarehouseError
from warehouse.hints import allow_hints
from warehouse.problems import explain, speaking_plainly
from warehouse.scrub import Scrubbed, ask_for_scrub, asked_since, empty_log, rewrite_files, settle_scrub

BUSY_WAIT_S = 30.0
SCRUB_WAIT_S = 10.0
_WRITES = "hearback_writes"
_ONE_WRITER = 720_335  # the class of PostgreSQL's advisory lock; any number that no other program here uses


class Database:
    """One database. Each thread has its own transaction; an inner `write` or `read` joins the one that is open.

    There is one writer at a time on both databases (SQLite can do no other), so what a transaction has read still holds
    when it writes. Readers see one moment and do not wait.
    """

    def __init__(self, url: str, *, wait_s: float = BUSY_WAIT_S) -> None:
        self._url = _parse(url)
        self.where = _describe(self._url)
        self._open = threading.local()
        self._is_scrub_due = False
        with speaking_plainly(self.where):
            self.engine = _create_engine(self._url, wait_s)

    @property
    def is_sqlite(self) -> bool:
        """True where the database is a file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def is_in_transaction(self) -> bool:
        """True while this thread has a transaction open."""
        return getattr(self._open, "connection", None) is not None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write: commits at the end, undoes everything on an exception."""
        with self._transaction(writes=True) as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        current = getattr(self._open, "connection", None)
        if current is not None:
            with self._join(current, writes):
                yield current
            return
        with speaking_plainly(self.where), self.engine.connect() as connection, self._begin(connection, writes) as begun:
            self._open.connection = begun
            try:
                yield begun
                _check_not_undone(begun)
            finally:
                self._open.connection = None
        self._scrub_if_asked()

    @contextmanager
    def _join(self, current: Connection, writes: bool) -> Iterator[None]:
        if not writes:
            yield
            return
        if not current.get_execution_options()[_WRITES]:
            raise RuntimeError("A write was begun inside a read: begin with write() or store.transaction().")
        _check_not_undone(current)
        # A savepoint: an inner write that fails leaves nothing behind, even where the outer one goes on without it.
        with speaking_plainly(self.where):
            savepoint = current.begin_nested()
            try:
                yield
            except BaseException:
                if not _is_undone(current):
                    savepoint.rollback()
                raise
            savepoint.commit()

    @contextmanager
    def _begin(self, connection: Connection, writes: bool) -> Iterator[Connection]:
        options: dict[str, Any] = {_WRITES: writes}
        if not self.is_sqlite and not writes:
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        connection = connection.execution_options(**options)
        with connection.begin():
            if writes and not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:number, hashtext(current_schema()))"), {"number": _ONE_WRITER})
            yield connection

    def scrub_after_commit(self) -> None:
        """Ask, within a transaction, that no byte of what it deletes stays in the files.

        The write-ahead log is emptied once the transaction is done; the files are rewritten by `scrub`, at the latest when
        the database is closed or, where this process dies before, when it is opened the next time.
        """
        with self.write() as connection:
            ask_for_scrub(connection)
        self._open.must_scrub = True

    def _scrub_if_asked(self) -> None:
        if not getattr(self._open, "must_scrub", False):
            return
        self._open.must_scrub = False
        self._is_scrub_due = True
        if self.is_sqlite:
            with speaking_plainly(self.where):
                empty_log(self.engine)  # where a reader is in the way, the rewriting at the end does it

    def scrub(self, *, wait_s: float = SCRUB_WAIT_S) -> Scrubbed:
        """Rewrite the files where words were deleted since they were; what is in the way is told, and it stays to be done."""
        asked_at = self.scrub_asked_since()
        if asked_at is None:
            return Scrubbed()
        with speaking_plainly(self.where):
            done = rewrite_files(self.engine, wait_s=wait_s)
        if done.is_done:
            with self.write() as connection:
                settle_scrub(connection, asked_at)
        self._is_scrub_due = False
        return done

    def scrub_asked_since(self) -> datetime | None:
        """Since when the files wait to be rewritten; None where they do not."""
        with self.read() as connection:
            return asked_since(connection)

    def close(self) -> None:
        """Rewrite the files where that is still due, and close all connections."""
        try:
            if self._is_scrub_due:
                self.scrub()
        finally:
            self.engine.dispose()


def _is_undone(connection: Connection) -> bool:
    """True where SQLite has undone the whole transaction by itself, as it does when the disk is full."""
    driver = connection.connection.driver_connection
    return connection.dialect.name == "sqlite" and driver is not None and not driver.in_transaction


def _check_not_undone(connection: Connection) -> None:
    if _is_undone(connection):
        raise WarehouseError("An earlier failure has undone this whole transaction.", next_step="Mend its cause, then run the same again.")


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        # The text may hold a password, so it is not shown.
        raise explain(error, "[hearback] warehouse") from None


def _describe(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return url.database or "memory"
    return url.set(query={}).render_as_string(hide_password=True)


def _create_engine(url: URL, wait_s: float) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _create_sqlite_engine(url, wait_s)
    if url.get_backend_name() == "postgresql":
        return _create_postgresql_engine(url, wait_s)
    raise ArgumentError("neither SQLite nor PostgreSQL")


def _create_postgresql_engine(url: URL, wait_s: float) -> Engine:
    # What the URL says of options (a search_path, say) stays.
    options = f"{url.query.get('options', '')} -c lock_timeout={int(wait_s * 1000)} -c timezone=UTC".strip()
    connect = {"connect_timeout": max(2, min(10, int(wait_s))), "options": options}
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=connect)


def _create_sqlite_engine(url: URL, wait_s: float) -> Engine:
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        _make_private_file(Path(url.database))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": wait_s})
    allow_hints(engine)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private_file(path: Path) -> None:
    """Make the file readable by its owner only, before SQLite makes one that everybody can read."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise WarehouseError(
            f"The database file cannot be made ({error.strerror}).",
            next_step="Check that its folder exists and that this user may write there.",
            where=str(path),
        ) from None


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions late and only for some statements; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that began by reading could not be given the lock later.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
