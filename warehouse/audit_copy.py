"""Opening the audit log of a database, or of a copy of it, without any key and without changing a byte of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import WarehouseError
from warehouse.audit_read import AuditLog
from warehouse.database import Database
from warehouse.problems import explain, speaking_plainly


@contextmanager
def open_audit(url: str) -> Iterator[AuditLog]:
    """The audit log of the database at a SQLAlchemy URL, for reading only; no key is asked for, no table is changed.

    Raises WarehouseError where it cannot be opened or has no audit log.
    """
    opened = _open_file(url) if _is_sqlite(url) else _open_server(url)
    with opened as log:
        log.check_is_there()
        yield log


def _is_sqlite(url: str) -> bool:
    try:
        return make_url(url).get_backend_name() == "sqlite"
    except ArgumentError as error:
        raise explain(error, "[hearback] warehouse") from None


@contextmanager
def _open_server(url: str) -> Iterator[AuditLog]:
    database = Database(url)
    try:
        yield AuditLog(database.read, database.where)
    finally:
        database.close()


@contextmanager
def _open_file(url: str) -> Iterator[AuditLog]:
    path = Path(make_url(url).database or "")
    if not path.is_file():
        raise WarehouseError("There is no such database.", where=str(path), next_step="Name the file, as in: --database hearback.db")
    with speaking_plainly(str(path)):
        engine = create_engine("sqlite://", creator=_choose_way(path), poolclass=NullPool, hide_parameters=True)

    @contextmanager
    def read() -> Iterator[Connection]:
        with speaking_plainly(str(path)), engine.connect() as connection, _one_moment(engine, connection):
            yield connection

    yield AuditLog(read, str(path))


@contextmanager
def _one_moment(engine: Engine, connection: Connection) -> Iterator[None]:
    connection.exec_driver_sql("BEGIN")
    yield
    connection.rollback()


def _choose_way(path: Path) -> Callable[[], sqlite3.Connection]:
    """How to connect. SQLite wants a file beside the database to read it; where it may make none, it is told that nobody writes."""
    if _can_connect(path, "mode=ro"):
        return lambda: _connect(path, "mode=ro")
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise WarehouseError(
            "The latest events lie in the file beside the database, and cannot be read here.",
            where=str(log),
            next_step="Copy both files into a folder in which you may write.",
        )
    return lambda: _connect(path, "mode=ro&immutable=1")


def _can_connect(path: Path, options: str) -> bool:
    try:
        _connect(path, options).close()
    except sqlite3.OperationalError as error:
        if (error.sqlite_errorname or "").startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
            return False
        raise
    return True


def _connect(path: Path, options: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?{options}", uri=True, isolation_level=None)
    # The file may come from anybody: nothing that it defines may run anything.
    for pragma in ("query_only=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    return connection
