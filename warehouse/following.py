"""Lists of recommendations, their story and the board's table, read from what is kept beside them; no updates are folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from domain.following import Board, Cursor, Listed, Pressing, StoryLine, Wanted
from domain.ids import RecommendationId
from domain.recommendations import Reply, UpdateState
from warehouse.database import Database
from warehouse.follow_board import count_board
from warehouse.follow_choices import is_owner, list_owners, list_places
from warehouse.follow_find import count_wanted, find_ids, find_pressing
from warehouse.follow_lines import find_lines
from warehouse.rows import select_among
from warehouse.tables_follow import recommendation

_SHOWN = [recommendation.c[each.name] for each in fields(Listed)]


class Following:
    """Where recommendations are looked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, wanted: Wanted, *, after: str = "", limit: int) -> tuple[Listed, ...]:
        """Those wanted, by reference in the database's order of letters, `limit` at most, beginning after a reference."""
        with self._database.read() as connection:
            return _load(connection, find_ids(connection, wanted, after, limit))

    def press(self, wanted: Wanted, *, after: Pressing | None = None, limit: int) -> tuple[Listed, ...]:
        """Those wanted, what is due first in front; those with nothing due come last, by reference."""
        with self._database.read() as connection:
            return _load(connection, find_pressing(connection, wanted, after, limit))

    def count(self, wanted: Wanted) -> int:
        """How many are wanted."""
        with self._database.read() as connection:
            return count_wanted(connection, wanted)

    def lines(self, wanted: Wanted, *, before: Cursor | None = None, limit: int) -> tuple[StoryLine, ...]:
        """What happened to those wanted, newest first: exactly the reverse of day, kind and key.

        Updates that the fold leaves out are not told. A date that was set where there was none is a line whose `before` is None.
        """
        with self._database.read() as connection:
            return find_lines(connection, wanted, before, limit)

    def owners(self, *, limit: int) -> tuple[str, ...]:
        """Who answers for something, `limit` names at most."""
        with self._database.read() as connection:
            return list_owners(connection, limit)

    def places(self, *, limit: int) -> tuple[str, ...]:
        """The neighborhoods that something concerns, `limit` at most."""
        with self._database.read() as connection:
            return list_places(connection, limit)

    def is_owner(self, name: str) -> bool:
        """Whether somebody answers for something."""
        with self._database.read() as connection:
            return is_owner(connection, name)

    def board(self, wanted: Wanted, *, today: date) -> Board:
        """The status table over those wanted."""
        with self._database.read() as connection:
            return count_board(connection, wanted, today)


def _load(connection: Connection, ids: Sequence[RecommendationId]) -> tuple[Listed, ...]:
    found = {row.id: _to_listed(row) for row in select_among(connection, select(*_SHOWN), recommendation.c.id, ids)}
    return tuple(found[each] for each in ids)


def _to_listed(row: Row[Any]) -> Listed:
    values = dict(row._mapping)
    return Listed(**values | {"state": UpdateState(row.state), "reply": Reply(row.reply) if row.reply else None})
