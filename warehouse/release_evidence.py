"""What stands behind a release: the passages that its figures on each theme were counted from."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from domain.ids import PassageId, ReleaseId, ThemeId
from warehouse.database import Database
from warehouse.rows import CHUNK, cut_chunks, insert_rows
from warehouse.tables_review import release_evidence


class ReleaseEvidence:
    """Passages by release and theme. Kept once, when the release is made; a passage that is withdrawn goes from here, too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, release_id: ReleaseId, placed: Iterable[tuple[ThemeId, PassageId]]) -> int:
        """Keep what a new release was counted from; how many rows that is."""
        rows = [{"release_id": release_id, "theme_id": theme_id, "passage_id": passage_id} for theme_id, passage_id in sorted(set(placed))]
        with self._database.write() as connection:
            for chunk in cut_chunks(rows, CHUNK):
                insert_rows(connection, release_evidence, chunk)
        return len(rows)

    def of_release(self, release_id: ReleaseId) -> tuple[tuple[ThemeId, PassageId], ...]:
        """Themes and passages of a release, in order of their ids; those withdrawn since are not among them."""
        table = release_evidence
        statement = select(table.c.theme_id, table.c.passage_id).where(table.c.release_id == release_id)
        with self._database.read() as connection:
            return tuple(sorted((row.theme_id, row.passage_id) for row in connection.execute(statement)))
