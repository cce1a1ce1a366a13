"""What this warehouse knows of itself in a value a name: which keys it was made with, and what changed since."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from domain.errors import VaultError
from warehouse.database import Database
from warehouse.keys import PSEUDONYM, VAULT, Keys, check_value, check_values
from warehouse.tables_record import installation

BEFORE = "vault key before"
"""Under this name stands the check value of the vault key that was replaced last."""


def check_installation(database: Database, keys: Keys) -> None:
    """Note the keys' check values at first; later raise VaultError where they are another installation's."""
    known = _load_values(database)
    if not known.keys() & {VAULT, PSEUDONYM}:
        known = _note_values(database, check_values(keys))
    other = [] if _find(keys.vault_keys, known.get(VAULT)) else [VAULT]
    if not _find((keys.pseudonym,), known.get(PSEUDONYM)):
        other.append(PSEUDONYM)
    if other == [VAULT] and _find(keys.vault_keys, known.get(BEFORE)):
        raise _say_replaced(database.where)
    if other:
        raise VaultError(
            f"The {' and the '.join(other)} here {'is' if len(other) == 1 else 'are'} not the one this warehouse was made with.",
            where=database.where,
            next_step="Bring the right keys back from your backup, or point [hearback] warehouse to the database they belong to.",
        )


def load_current_vault_key(connection: Connection, keys: Keys) -> bytes:
    """The vault key that new rows are locked with, as the database says in this transaction.

    Raises VaultError where it is not among the keys: it was changed after they were loaded.
    """
    value = load_value(connection, VAULT)
    found = _find(keys.vault_keys, value)
    if found is None:
        raise VaultError(
            "The vault key was changed while this was running, so nothing more can be locked with the one before.",
            next_step="What was finished is kept; start it again.",
        )
    return found


def load_value(connection: Connection, name: str) -> str | None:
    """What stands under a name; None where nothing does."""
    return connection.execute(select(installation.c.value).where(installation.c.name == name)).scalar_one_or_none()


def save_value(connection: Connection, name: str, value: str) -> None:
    """Let this value stand under the name."""
    if not connection.execute(update(installation).where(installation.c.name == name).values(value=value)).rowcount:
        connection.execute(insert(installation), [{"name": name, "value": value}])


def remove_value(connection: Connection, name: str) -> None:
    """Let nothing stand under the name."""
    connection.execute(delete(installation).where(installation.c.name == name))


def _find(keys: tuple[bytes, ...], value: str | None) -> bytes | None:
    """The key that has this check value."""
    return next((key for key in keys if check_value(key) == value), None)


def _say_replaced(where: str) -> VaultError:
    return VaultError(
        "The vault key here is the one from before the last change of keys.",
        where=where,
        next_step="If it was changed just now, run this again; otherwise give the new one: it is not in a backup from before the change.",
    )


def _load_values(database: Database) -> dict[str, str]:
    with database.read() as connection:
        return {row.name: row.value for row in connection.execute(select(installation))}


def _note_values(database: Database, wanted: dict[str, str]) -> dict[str, str]:
    with database.write() as connection:
        # Another process may have been first.
        known = {row.name: row.value for row in connection.execute(select(installation))}
        if not known.keys() & wanted.keys():
            connection.execute(insert(installation), [{"name": name, "value": value} for name, value in wanted.items()])
            known |= wanted
    return known
