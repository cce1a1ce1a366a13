"""Which index a query goes along, where SQLite must be told: it guesses without knowing how many rows a word has."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Engine, Select, Table
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
    """Make SQLite use this index; it refuses the query where it cannot. PostgreSQL has figures, and chooses by itself."""
    return statement.with_hint(table, f"INDEXED BY {index}", "sqlite")
