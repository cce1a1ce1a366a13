"""What a database's refusal means to the person at the keyboard. No message carries a statement, a parameter or a word said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError, StatementError

from domain.errors import HearbackError, WarehouseError

_SQLITE = {
    "SQLITE_FULL": ("The disk is full, so nothing was written.", "Make room on the disk, then run the same again."),
    "SQLITE_IOERR": ("The disk is full or failing, so nothing was written.", "Check the disk and its room, then run the same again."),
    "SQLITE_BUSY": (
        "The database is locked by another program.",
        "Wait for the other run to end or close what has it open, then try again.",
    ),
    "SQLITE_LOCKED": (
        "The database is locked by another program.",
        "Wait for the other run to end or close what has it open, then try again.",
    ),
    "SQLITE_READONLY": ("The database cannot be written: the file or its folder is read-only.", "Give this user the right to write there."),
    "SQLITE_CANTOPEN": (
        "The database file cannot be opened or made.",
        "Check that its folder exists and that this user may read and write there.",
    ),
    "SQLITE_PERM": ("The database file may not be opened by this user.", "Give this user the right to read and write it."),
    "SQLITE_NOTADB": (
        "The file is not a Hearback database.",
        "Check [hearback] warehouse, or move the file away and start a new database.",
    ),
    "SQLITE_CORRUPT": ("The database file is damaged.", "Restore it from the latest backup."),
}

# Classes and codes of PostgreSQL's SQLSTATE, the longest match first.
_POSTGRESQL = {
    "53100": ("The disk of the database server is full, so nothing was written.", "Make room there, then run the same again."),
    "53300": ("The database server has no free connection.", "Close other connections or raise max_connections, then try again."),
    "55P03": ("The database is locked by another run.", "Wait for the other run to end, then try again."),
    "57014": ("The database server broke off the work.", "Try again; if it happens again, raise statement_timeout."),
    "3D000": ("The database server has no database of this name.", "Create it (createdb), or change [hearback] warehouse."),
    "25006": ("The database server is read-only.", "Use the primary server, not a standby."),
    "42501": ("This database user lacks a right.", "Grant it CREATE and USAGE on the schema."),
    "28": ("The database server refused the user name or password.", "Check [hearback] warehouse."),
    "40": ("Another run was in the way and the work was undone.", "Run the same again."),
    "57": ("The database server is shutting down or starting.", "Try again in a minute."),
    "08": ("The connection to the database server was lost.", "Check the server and the network, then run the same again."),
}


@contextmanager
def speaking_plainly(where: str) -> Iterator[None]:
    """Turn what the database raises into a WarehouseError about `where`; errors of the domain pass as they are."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, UnicodeEncodeError) as error:
        raise explain(error, where) from None


def explain(error: Exception, where: str) -> HearbackError:
    """The error of the domain that says what `error` means for the database `where`."""
    original = getattr(error, "orig", None)
    if isinstance(original, HearbackError):
        return original
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return _unknown_url(where)
    if isinstance(error, UnicodeEncodeError) or isinstance(original, UnicodeEncodeError):
        return WarehouseError("A text holds half a surrogate pair.", next_step="Clean the text where it is read.", where=where)
    if isinstance(error, IntegrityError):
        return _broken_rule(original, where)
    return _refusal(original or error, where)


def _unknown_url(where: str) -> WarehouseError:
    return WarehouseError(
        "This is not the address of a database.",
        next_step='Write it as "sqlite:///hearback.db" or "postgresql+psycopg://USER@HOST/DATABASE" at [hearback] warehouse.',
        where=where,
    )


def _broken_rule(original: object, where: str) -> WarehouseError:
    return WarehouseError(
        f"The rows do not fit together ({_name_rule(original)}), so nothing was written.",
        next_step="Run the same again; if it happens again, this is a fault of the program: please report it.",
        where=where,
    )


def _name_rule(original: object) -> str:
    """The name of the broken rule. PostgreSQL's own message would also give the row."""
    named = getattr(getattr(original, "diag", None), "constraint_name", None)
    if named:
        return str(named)
    return str(original) if isinstance(original, sqlite3.IntegrityError) else type(original).__name__


def _refusal(original: object, where: str) -> WarehouseError:
    name = getattr(original, "sqlite_errorname", None)
    state = getattr(original, "sqlstate", None)
    what, next_step = _look_up(_SQLITE, name) or _look_up(_POSTGRESQL, state) or _unreachable(original) or _unknown(original, name or state)
    return WarehouseError(what, next_step=next_step, where=where)


def _look_up(known: dict[str, tuple[str, str]], code: str | None) -> tuple[str, str] | None:
    if code is None:
        return None
    return next((said for start, said in known.items() if code.startswith(start)), None)


def _unreachable(original: object) -> tuple[str, str] | None:
    """A refused connection has neither a code of SQLite nor of PostgreSQL."""
    is_lost = type(original).__name__ in {"OperationalError", "ConnectionTimeout"} and not isinstance(original, sqlite3.Error)
    if not is_lost or getattr(original, "sqlstate", None):
        return None
    return (
        "The database server cannot be reached, or it refused the user, the password or the name of the database.",
        "Check that it runs, and the address at [hearback] warehouse.",
    )


def _unknown(original: object, code: str | None) -> tuple[str, str]:
    kind = type(original).__name__ if isinstance(original, StatementError | BaseException) else "unknown"
    return (f"The database refused ({kind}{f', {code}' if code else ''}).", "Please report this with the name in brackets.")
