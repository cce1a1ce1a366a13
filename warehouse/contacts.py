"""Contacts: who owns, reports, judges and is reminded."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, select

from domain.contacts import Contact
from domain.recommendations import Role
from warehouse.database import Database
from warehouse.rows import keep_rows
from warehouse.tables_follow import contact


class Contacts:
    """Staff and bodies, by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Contact, ...]:
        """Every contact, by name."""
        with self._database.read() as connection:
            return tuple(map(_read, connection.execute(select(contact).order_by(contact.c.name))))

    def get(self, name: str) -> Contact | None:
        """The contact of this name."""
        with self._database.read() as connection:
            row = connection.execute(select(contact).where(contact.c.name == name)).first()
        return None if row is None else _read(row)

    def save(self, *values: Contact) -> tuple[int, int]:
        """Keep contacts by their names: how many were written, how many unchanged."""
        rows = [
            {name: getattr(each, name) for name in Contact.__slots__} | {"roles": tuple(role.value for role in each.roles)}
            for each in values
        ]
        with self._database.write() as connection:
            return keep_rows(connection, contact, rows)

    def remove(self, name: str) -> bool:
        """Take a contact out; False where there is none."""
        with self._database.write() as connection:
            return connection.execute(delete(contact).where(contact.c.name == name)).rowcount > 0


def _read(row: Row[Any]) -> Contact:
    values = dict(row._mapping)
    return Contact(**values | {"roles": tuple(map(Role, values["roles"]))})
