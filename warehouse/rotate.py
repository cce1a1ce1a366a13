"""Changing the vault's key: every person's key is locked with the new one, in parts, and at any moment every row opens.

The order makes it so. The next key is on the disk before the database names it; from the transaction that names it on, no row
is locked with the old key; and the old key goes when no row is locked with it any more. It can be stopped anywhere and begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, or_, select

from domain.errors import VaultError
from domain.ids import PersonId
from warehouse.audit import Audit
from warehouse.database import Database
from warehouse.installation import BEFORE, load_current_vault_key, load_value, remove_value, save_value
from warehouse.keys import VAULT, Keys, check_value, key_id_of
from warehouse.rows import update_rows
from warehouse.seal import open_data_key, wrap_key
from warehouse.tables_heard import vault_key

CHUNK = 1_000
_CHANGE = "vault key change"  # stands in `installation` from the beginning of a change to its end, with the ids of both keys


@dataclass(frozen=True, slots=True)
class VaultKeyState:
    """Which vault key is in use, by id, and how many people's keys are locked with which; "" counts rows that do not say."""

    current: str
    before: str
    is_changing: bool
    locked_with: tuple[tuple[str, int], ...]


class VaultKeys:
    """Which vault key locks what, and the change from one to the next."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def state(self) -> VaultKeyState:
        """What the database knows of its vault keys; needs none of them."""
        counted = select(vault_key.c.wrapped_by, func.count().label("people")).group_by(vault_key.c.wrapped_by)
        with self._database.read() as connection:
            current, before = (load_value(connection, name) or "" for name in (VAULT, BEFORE))
            rows = [(row.wrapped_by or "", row.people) for row in connection.execute(counted)]
            is_changing = load_value(connection, _CHANGE) is not None
        return VaultKeyState(shorten(current), shorten(before), is_changing, tuple(sorted(rows)))

    def begin_change(self, keys: Keys, *, actor: str, why: str) -> bool:
        """From now on lock with the next key, with an audit event; False where that was so already.

        `keys.next_vault` must outlast this process by now. Raises VaultError where neither key is the one in use, or the next one was replaced.
        """
        if keys.next_vault is None:
            raise ValueError("There is no next key to change to.")
        with self._database.write() as connection:
            current = load_current_vault_key(connection, keys)
            if current == keys.next_vault:
                return False
            if load_value(connection, BEFORE) == check_value(keys.next_vault):
                raise VaultError(
                    "The next vault key is the one that was replaced the last time.", next_step="Make a new one, or take it away."
                )
            save_value(connection, VAULT, check_value(keys.next_vault))
            save_value(connection, BEFORE, check_value(current))
            save_value(connection, _CHANGE, f"{key_id_of(current)} {key_id_of(keys.next_vault)}")
            people = connection.execute(select(func.count()).select_from(vault_key)).scalar_one()
            self._audit.append(actor, "vault key change begun", key_id_of(keys.next_vault), why, _detail(current, people))
        return True

    def lock_anew(self, keys: Keys, *, report: Callable[[int], object] = lambda done: None) -> int:
        """Lock every person's key with the one in use; how many were not. `report` is told how many after each part.

        Raises VaultError, once all others are done, where a row opens with none of the keys.
        """
        done, broken = 0, list[PersonId]()
        for changed, unreadable in self._lock_parts(keys):
            done += changed
            broken += unreadable
            report(done)
        if broken:
            raise VaultError(
                f"{len(broken)} rows of the vault open with no key that is here, so both keys are still needed and stay.",
                where=f"key:{broken[0]}",
                next_step="Restore the warehouse from a backup, or take these people out (hearback erase), then run this again.",
            )
        return done

    def _lock_parts(self, keys: Keys) -> Iterator[tuple[int, list[PersonId]]]:
        """Part after part, each in a transaction of its own: how many were locked anew, and who cannot be."""
        last = ""
        while True:
            with self._database.write() as connection:
                locking = load_current_vault_key(connection, keys)
                rows = connection.execute(_select_others(key_id_of(locking)).where(vault_key.c.person_id > last).limit(CHUNK)).all()
                changed = [values for row in rows if (values := _lock_row(keys, locking, row))]
                update_rows(connection, vault_key, changed)
            if not rows:
                return
            last = rows[-1].person_id
            met = {values["person_id"] for values in changed}
            yield len(changed), [PersonId(row.person_id) for row in rows if row.person_id not in met]

    def end_change(self, keys: Keys, *, actor: str, why: str) -> bool:
        """Make sure that no row needs the old key any more, with an audit event; False where the change had ended before."""
        with self._database.write() as connection:
            locking = load_current_vault_key(connection, keys)
            left = connection.execute(_select_others(key_id_of(locking)).limit(1)).first()
            if left is not None:
                raise VaultError("A row of the vault still needs the old key.", where=f"key:{left.person_id}", next_step="Run this again.")
            if load_value(connection, _CHANGE) is None:
                return False
            remove_value(connection, _CHANGE)
            people = connection.execute(select(func.count()).select_from(vault_key)).scalar_one()
            self._audit.append(actor, "vault key changed", key_id_of(locking), why, {"people": people})
            self._database.scrub_after_commit()
        return True


def _select_others(key_id: str) -> Any:
    """Rows that another key than this one locks, in order of the people."""
    return select(vault_key).where(or_(vault_key.c.wrapped_by.is_(None), vault_key.c.wrapped_by != key_id)).order_by(vault_key.c.person_id)


def _lock_row(keys: Keys, locking: bytes, row: Row[Any]) -> dict[str, Any] | None:
    """The row as it is to be; None for one that cannot be opened."""
    try:
        data_key = open_data_key(keys, row.person_id, row.wrapped_key, row.wrapped_by)
    except VaultError:  # told by `lock_anew` after the others are done
        return None
    return {
        "person_id": row.person_id,
        "wrapped_key": wrap_key(locking, PersonId(row.person_id), data_key),
        "wrapped_by": key_id_of(locking),
    }


def _detail(current: bytes, people: int) -> dict[str, str | int]:
    return {"from": key_id_of(current), "people": people}


def shorten(value: str) -> str:
    """The id of a key, of its check value."""
    return value[: len(key_id_of(b""))]
