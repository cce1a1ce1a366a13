"""Sources, rounds and sessions: where and when people were heard."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, select

from domain.errors import WarehouseError
from domain.ids import RoundId, SourceId
from domain.listening import ResponseTable, Round, Session, Source, SourceKind
from warehouse.database import Database
from warehouse.rows import keep_rows, select_among, update_rows
from warehouse.tables_heard import comment, response, round_, session, source


class Sources:
    """Where feedback comes from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, value: Source) -> bool:
        """Keep a source; True when it was new or changed."""
        with self._database.write() as connection:
            return keep_rows(connection, source, [asdict(value) | {"kind": value.kind.value}]) == (1, 0)

    def response_table(self, source_id: SourceId) -> ResponseTable:
        """The table of responses that was read last; the first one where nothing is known."""
        statement = select(source.c.table_number, source.c.first_id).where(source.c.id == source_id)
        with self._database.read() as connection:
            row = connection.execute(statement).first()
        return ResponseTable(*row) if row else ResponseTable()

    def save_response_table(self, source_id: SourceId, table: ResponseTable) -> None:
        """Remember which table of responses is read."""
        with self._database.write() as connection:
            update_rows(connection, source, [{"id": source_id, "table_number": table.number, "first_id": table.first_id}])

    def all(self) -> tuple[Source, ...]:
        """Every source, by name."""
        with self._database.read() as connection:
            found = [Source(SourceId(row.id), row.name, SourceKind(row.kind), row.title) for row in connection.execute(select(source))]
        return tuple(sorted(found, key=lambda each: each.name))


class Rounds:
    """Waves of listening."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, value: Round) -> bool:
        """Keep a round; True when it was new or changed."""
        with self._database.write() as connection:
            return keep_rows(connection, round_, [asdict(value)]) == (1, 0)

    def all(self) -> tuple[Round, ...]:
        """Every round in order of time: first day, then name; a round without a first day comes first."""
        with self._database.read() as connection:
            return load_rounds(connection)

    def get(self, round_id: RoundId) -> Round:
        """The round of this id. Raises WarehouseError where there is none."""
        for each in self.all():
            if each.id == round_id:
                return each
        raise WarehouseError(
            "The warehouse has no such round yet.",
            where=round_id,
            next_step="Pull or import into it first: hearback pull --round ROUND",
        )


class Sessions:
    """Listening sessions and town halls."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, value: Session) -> bool:
        """Keep a session's facts; True when they were new or changed."""
        with self._database.write() as connection:
            return keep_rows(connection, session, [asdict(value)]) == (1, 0)

    def remove_unused(self, source_id: SourceId) -> int:
        """Remove sessions of a source of which no response is left; how many there were."""
        is_used = exists().where(response.c.session_id == session.c.id) | exists().where(comment.c.session_id == session.c.id)
        with self._database.write() as connection:
            return connection.execute(delete(session).where(session.c.source_id == source_id, ~is_used)).rowcount

    def of_rounds(self, round_ids: Collection[RoundId]) -> tuple[Session, ...]:
        """The sessions of the rounds, in order of the rounds, then day, name and id."""
        with self._database.read() as connection:
            places = place_rounds(connection)
            rows = select_among(connection, select(session), session.c.round_id, set(round_ids))
        found = [_to_session(row) for row in rows]
        return tuple(sorted(found, key=lambda each: (places[each.round_id], each.held_on or date.min, each.name, each.id)))


def load_rounds(connection: Connection) -> tuple[Round, ...]:
    """Every round in order of time."""
    rounds = [Round(**row._mapping) for row in connection.execute(select(round_))]
    return tuple(sorted(rounds, key=lambda each: (each.starts_on or date.min, each.name)))


def place_rounds(connection: Connection) -> dict[RoundId, int]:
    """The place of each round in order of time, for sorting what belongs to it."""
    return {each.id: place for place, each in enumerate(load_rounds(connection))}


def _to_session(row: Row[Any]) -> Session:
    return Session(**row._mapping)
