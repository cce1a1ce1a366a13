"""Writing rows so that the same rows again change nothing, and reading them by many ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Row, Select, Table, and_, bindparam, delete, insert, update

Item = TypeVar("Item")
Values = dict[str, Any]

# Well below the 32,766 parameters of SQLite and the 65,535 of PostgreSQL.
CHUNK = 5_000


def cut_chunks(items: Collection[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in lists of at most `size`, in their order."""
    waiting = list(items)
    for start in range(0, len(waiting), size):
        yield waiting[start : start + size]


def select_among(connection: Connection, statement: Select[Any], column: Column[Any], ids: Collection[str]) -> list[Row[Any]]:
    """The statement's rows whose `column` is among the ids, however many ids there are; in no order."""
    return [row for chunk in cut_chunks(ids) for row in connection.execute(statement.where(column.in_(chunk)))]


def delete_among(connection: Connection, column: Column[Any], ids: Collection[str]) -> int:
    """Delete the rows whose `column` is among the ids, and return how many there were."""
    return sum(connection.execute(delete(column.table).where(column.in_(chunk))).rowcount for chunk in cut_chunks(ids))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows, all with the same keys."""
    if rows:
        connection.execute(insert(table), rows)


def update_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Write the values of rows that are there, found by primary key. All rows have the same keys."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    found = and_(*(table.c[key] == bindparam(f"key_{key}") for key in keys))
    values: Values = {name: bindparam(f"new_{name}") for name in rows[0] if name not in keys}
    parameters = [{f"{'key' if name in keys else 'new'}_{name}": value for name, value in row.items()} for row in rows]
    connection.execute(update(table).where(found).values(values), parameters)


def load_rows(connection: Connection, table: Table, ids: Collection[str]) -> dict[str, Values]:
    """The rows of a table with one key column, by that key."""
    key = next(iter(table.primary_key))
    return {row._mapping[key.name]: dict(row._mapping) for row in select_among(connection, table.select(), key, ids)}


def keep_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> tuple[int, int]:
    """Insert what is new, update what differs, leave the rest: how many were written, how many unchanged.

    For tables with one key column. Columns that a row does not name stay as they are.
    """
    new, changed = split_rows(connection, table, rows)
    insert_rows(connection, table, new)
    update_rows(connection, table, changed)
    written = len(new) + len(changed)
    return written, len(rows) - written


def split_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> tuple[list[Values], list[Values]]:
    """What of the rows is new, and what differs from what is stored."""
    key = next(iter(table.primary_key)).name
    known = load_rows(connection, table, [row[key] for row in rows])
    new = [row for row in rows if row[key] not in known]
    return new, [row for row in rows if row[key] in known and not is_same(row, known[row[key]])]


def is_same(wanted: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    """True when every wanted value is stored."""
    return all(stored[name] == value for name, value in wanted.items())
