"""Releases: digests as they were written, frozen."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, insert, select

from domain.action import Release
from domain.errors import WarehouseError
from domain.ids import ReleaseId, RoundId
from warehouse.database import Database
from warehouse.tables_release import release

_CONTENT = ("page_json", "figures")
_FACTS = [column for column in release.c if column.name not in _CONTENT]


class Releases:
    """Digests by round and number. What was released is never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, value: Release, page_json: str, *, figures: str = "") -> bool:
        """Keep a release; False where it is there already. Raises WarehouseError where its number is taken by another one.

        `figures` are the rounded counts of the page without a word of it: they stay when the page is withdrawn.
        """
        with self._database.write() as connection:
            same_number = (release.c.round_id == value.round_id, release.c.number == value.number)
            stored = connection.execute(select(*_FACTS, release.c.page_json).where(*same_number)).first()
            if stored is None:
                content = {"page_json": page_json} | ({"figures": figures} if figures else {})
                connection.execute(insert(release), [asdict(value) | content])
                return True
        kept = (stored.content_hash, stored.language, stored.page_json)
        if kept != (value.content_hash, value.language, page_json):
            raise WarehouseError(
                f"Release {value.number} of this round was made before and says something else.",
                where=value.round_id,
                next_step="A release is never changed: give the new one the next number.",
            )
        return False

    def of_round(self, round_id: RoundId) -> tuple[Release, ...]:
        """The round's releases by number."""
        statement = select(*_FACTS).where(release.c.round_id == round_id).order_by(release.c.number)
        with self._database.read() as connection:
            return tuple(map(_to_release, connection.execute(statement)))

    def latest(self, round_id: RoundId) -> Release | None:
        """The round's release with the highest number, or None."""
        found = self.of_round(round_id)
        return found[-1] if found else None

    def page(self, release_id: ReleaseId) -> str:
        """The page model of a release as it was saved. Raises WarehouseError where there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(release.c.page_json).where(release.c.id == release_id)).first()
        if row is None:
            raise WarehouseError("There is no such release.", where=release_id, next_step="See: hearback status")
        return str(row.page_json)

    def figures(self, release_id: ReleaseId) -> str:
        """The rounded counts that a release told, withdrawn or not; empty where none were kept."""
        with self._database.read() as connection:
            found = connection.execute(select(release.c.figures).where(release.c.id == release_id)).scalar_one_or_none()
        return found or ""


def _to_release(row: Row[Any]) -> Release:
    return Release(**row._mapping)
