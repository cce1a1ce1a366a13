"""Translations of what staff wrote, by language and place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from domain.translations import StaffTranslation, place_title
from warehouse.database import Database
from warehouse.rows import delete_among
from warehouse.tables_follow import staff_translation


class StaffTranslations:
    """One translation a language and place; a new one takes the place of the old."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_language(self, language: str) -> dict[str, StaffTranslation]:
        """Every translation into a language, by its place."""
        statement = select(staff_translation).where(staff_translation.c.language == language).order_by(staff_translation.c.place)
        with self._database.read() as connection:
            return {row.place: StaffTranslation(**row._mapping) for row in connection.execute(statement)}

    def languages(self) -> tuple[str, ...]:
        """The languages into which anything was translated, in order."""
        statement = select(staff_translation.c.language).distinct().order_by(staff_translation.c.language)
        with self._database.read() as connection:
            return tuple(connection.execute(statement).scalars())

    def save(self, values: Iterable[StaffTranslation]) -> None:
        """Keep translations in the place of those that stood there."""
        with self._database.write() as connection:
            for each in values:
                key = (staff_translation.c.language == each.language, staff_translation.c.place == each.place)
                connection.execute(delete(staff_translation).where(*key))
                connection.execute(insert(staff_translation), [asdict(each)])


def forget_titles(connection: Connection, theme_ids: Collection[str]) -> None:
    """Remove the translations of these themes' titles: what was reworded because somebody is gone must not stand in another language."""
    delete_among(connection, staff_translation.c.place, [place_title(each) for each in theme_ids])
