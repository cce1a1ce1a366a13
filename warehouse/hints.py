"""Which index a query goes along, where the database must be told: its planner does not know how many rows a word has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Engine, Select, String, Table, any_, func, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

Query = TypeVar("Query", bound=Select[Any])


class _HintedCompiler(SQLiteCompiler):
    """SQLAlchemy knows hints, but its SQLite dialect leaves them out."""

    def get_from_hint_text(self, _table: Any, text: Any) -> Any:
        """What stands behind the table's name."""
        return text


def allow_hints(engine: Engine) -> None:
    """Let a SQLite engine write hints into its queries."""
    engine.dialect.statement_compiler = _HintedCompiler


def go_along(statement: Query, table: Table, index: str) -> Query:
    """Make SQLite use this index; it refuses the query where it cannot. For PostgreSQL see `walking`."""
    return statement.with_hint(table, f"INDEXED BY {index}", "sqlite")


@contextmanager
def walking(connection: Connection) -> Iterator[None]:
    """Make PostgreSQL read in the order that is asked for, by an index, and not everything that fits to sort it."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.execute(_SET_PLANS, {"is_on": "off"})
    yield
    # After an error the transaction is over, and the setting with it.
    connection.execute(_SET_PLANS, {"is_on": "on"})


_SET_PLANS = text(
    "SELECT " + ", ".join(f"set_config('enable_{each}', :is_on, true)" for each in ("sort", "incremental_sort", "bitmapscan", "seqscan"))
)


def sort_afterwards(statement: Select[Any]) -> Select[Any]:
    """A query of what another one found. PostgreSQL would otherwise walk along the order, for a few rows that may lie far away."""
    found = statement.cte("found").prefix_with("MATERIALIZED", dialect="postgresql")
    return select(*found.c)


def is_among(connection: Connection, column: Column[Any], ids: Sequence[str]) -> ColumnElement[bool]:
    """A test against many ids that go over as one value: a thousand values of their own take longer than the query."""
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(ids), ARRAY(String)))
    listed = func.json_each(json.dumps(list(ids))).table_valued("value")
    return column.in_(select(listed.c.value))
