"""Series from other records, with their values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, replace

from sqlalchemy import Connection, delete, insert, select

from domain.ids import OutcomeId
from domain.outcomes import Outcome, OutcomeKind, OutcomeValue
from warehouse.database import Database
from warehouse.rows import insert_rows
from warehouse.tables_around import outcome_series, outcome_value


class Outcomes:
    """Complaints, response times and the like; a series is known by its name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Outcome, ...]:
        """Every series by its name; values by day, place and category."""
        with self._database.read() as connection:
            return _load(connection)

    def save(self, outcome: Outcome) -> bool:
        """Keep a series in the place of what had its name; False where that says the same, whenever it was brought in."""
        with self._database.write() as connection:
            known = next((each for each in _load(connection) if each.name == outcome.name), None)
            if known is not None and replace(known, id=outcome.id, imported_at=outcome.imported_at) == outcome:
                return False
            _delete(connection, outcome.name)
            connection.execute(insert(outcome_series), [_write_series(outcome)])
            insert_rows(connection, outcome_value, [asdict(each) | {"series_id": outcome.id} for each in outcome.values])
        return True

    def remove(self, name: str) -> bool:
        """Take a series out with its values; False where there is none of this name."""
        with self._database.write() as connection:
            return _delete(connection, name)


def _load(connection: Connection) -> tuple[Outcome, ...]:
    values: defaultdict[str, list[OutcomeValue]] = defaultdict(list)
    for row in connection.execute(select(outcome_value)):
        values[row.series_id].append(OutcomeValue(row.on, row.place, row.category, row.value, row.people))
    found = (
        Outcome(
            id=OutcomeId(row.id),
            name=row.name,
            title=row.title,
            unit=row.unit,
            kind=OutcomeKind(row.kind),
            source=row.source,
            imported_at=row.imported_at,
            values=tuple(sorted(values[row.id], key=lambda each: (each.on, each.place, each.category))),
        )
        for row in connection.execute(select(outcome_series))
    )
    return tuple(sorted(found, key=lambda each: each.name))


def _delete(connection: Connection, name: str) -> bool:
    return connection.execute(delete(outcome_series).where(outcome_series.c.name == name)).rowcount > 0


def _write_series(outcome: Outcome) -> dict[str, object]:
    named = ("id", "name", "title", "unit", "source", "imported_at")
    return {name: getattr(outcome, name) for name in named} | {"kind": outcome.kind.value}
