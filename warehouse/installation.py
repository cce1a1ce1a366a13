"""Whether these keys are the ones that this warehouse was made with."""

from __future__ import annotations

import hmac

from sqlalchemy import insert, select

from domain.errors import VaultError
from warehouse.database import Database
from warehouse.keys import Keys, check_values
from warehouse.tables_record import installation


def check_installation(database: Database, keys: Keys) -> None:
    """Note the keys' check values at first; later raise VaultError where they are another installation's."""
    wanted = check_values(keys)
    known = _load_values(database)
    if not known:
        known = _note_values(database, wanted)
    other = [name for name, value in wanted.items() if not hmac.compare_digest(known.get(name, ""), value)]
    if other:
        raise VaultError(
            f"The {' and the '.join(other)} here {'is' if len(other) == 1 else 'are'} not the one this warehouse was made with.",
            where=database.where,
            next_step="Bring the right keys back from your backup, or point [hearback] warehouse to the database they belong to.",
        )


def _load_values(database: Database) -> dict[str, str]:
    with database.read() as connection:
        return {row.name: row.value for row in connection.execute(select(installation))}


def _note_values(database: Database, wanted: dict[str, str]) -> dict[str, str]:
    with database.write() as connection:
        # Another process may have been first.
        known = {row.name: row.value for row in connection.execute(select(installation))}
        if not known:
            connection.execute(insert(installation), [{"name": name, "value": value} for name, value in wanted.items()])
    return known or wanted
