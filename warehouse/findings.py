"""Findings: what a round says on each theme."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from domain.action import Finding
from domain.errors import WarehouseError
from domain.ids import RoundId
from warehouse.database import Database
from warehouse.rows import delete_among, insert_rows
from warehouse.tables_themes import finding
from warehouse.theme_rows import read_finding, write_finding


class Findings:
    """A round's findings, replaced as a whole."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, round_id: RoundId, findings: Sequence[Finding]) -> tuple[int, int]:
        """Make the round's findings as given: how many were written, how many unchanged. Those not given go."""
        strays = sum(each.round_id != round_id for each in findings)
        if strays:
            raise WarehouseError(f"{strays} findings are of another round.", where=round_id)
        wanted = {each.id: each for each in findings}
        with self._database.write() as connection:
            known = {each.id: each for each in self.of_round(round_id)}
            stale = [each.id for each in known.values() if wanted.get(each.id) != each]
            new = [each for each in wanted.values() if known.get(each.id) != each]
            delete_among(connection, finding.c.id, stale)
            insert_rows(connection, finding, [write_finding(each) for each in new])
        return len(new), len(wanted) - len(new)

    def of_round(self, round_id: RoundId) -> tuple[Finding, ...]:
        """The round's findings, most people first, then by theme."""
        with self._database.read() as connection:
            found = [read_finding(row) for row in connection.execute(select(finding).where(finding.c.round_id == round_id))]
        return tuple(sorted(found, key=lambda each: (-each.people, each.theme_id)))
