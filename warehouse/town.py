"""Reference tables of residents, and sessions that are planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, insert, select

from domain.ids import PlannedSessionId
from domain.town import PlannedSession, ReferenceTable
from warehouse.database import Database
from warehouse.rows import insert_rows, keep_rows
from warehouse.tables_around import planned_session, reference_share, reference_table


class References:
    """Shares of residents, a table an attribute."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[ReferenceTable, ...]:
        """Every table by its attribute, shares in the order they were given."""
        with self._database.read() as connection:
            tables = list(connection.execute(select(reference_table).order_by(reference_table.c.attribute)))
            rows = list(connection.execute(select(reference_share).order_by(reference_share.c.position)))
        shares: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for row in rows:
            shares[row.attribute].append((row.value, row.share))
        return tuple(ReferenceTable(each.attribute, each.source, tuple(shares[each.attribute]), each.imported_at) for each in tables)

    def save(self, table: ReferenceTable) -> bool:
        """Keep a table in the place of what its attribute had; False where that says the same."""
        with self._database.write() as connection:
            known = next((each for each in self.all() if each.attribute == table.attribute), None)
            if known is not None and (known.source, known.shares) == (table.source, table.shares):
                return False
            connection.execute(delete(reference_table).where(reference_table.c.attribute == table.attribute))
            facts = {"attribute": table.attribute, "source": table.source, "imported_at": table.imported_at}
            connection.execute(insert(reference_table), [facts])
            insert_rows(
                connection,
                reference_share,
                [
                    {"attribute": table.attribute, "value": value, "position": position, "share": share}
                    for position, (value, share) in enumerate(table.shares)
                ],
            )
        return True

    def remove(self, attribute: str) -> bool:
        """Take a table out; False where there is none."""
        with self._database.write() as connection:
            return connection.execute(delete(reference_table).where(reference_table.c.attribute == attribute)).rowcount > 0


class PlannedSessions:
    """Sessions that are to be held."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[PlannedSession, ...]:
        """Every planned session by its day, then its title."""
        with self._database.read() as connection:
            rows = list(connection.execute(select(planned_session)))
        found = (PlannedSession(**row._mapping) for row in rows)
        return tuple(sorted(found, key=lambda each: (each.planned_on, each.title, each.id)))

    def save(self, sessions: Sequence[PlannedSession]) -> tuple[int, int]:
        """Keep sessions: how many were written, how many were there already and say the same."""
        with self._database.write() as connection:
            return keep_rows(connection, planned_session, [asdict(each) for each in sessions])

    def remove(self, session_id: PlannedSessionId) -> bool:
        """Take a session out; False where there is none."""
        with self._database.write() as connection:
            return connection.execute(delete(planned_session).where(planned_session.c.id == session_id)).rowcount > 0
