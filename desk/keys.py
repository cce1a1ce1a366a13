"""Changing the vault's key, from making the next one to destroying the old."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from domain.errors import VaultError, WrongUse
from warehouse.key_files import destroy_halves, destroy_key_file, follow, make_key, sync_folder, write_key_file
from warehouse.keys import NEXT_VAULT_VARIABLE, VAULT_VARIABLE, KeyPlaces, Keys, key_id_of, load_keys, next_file, old_file
from warehouse.store import Store

LEASE = "keys rotate"
LEASE_S = 300.0


@dataclass(frozen=True, slots=True)
class VaultKeyChange:
    """What was done: the id of the key in use, how many people's keys were locked anew, and what is left to a person."""

    key_id: str
    locked_anew: int
    was_begun_before: bool
    next_step: str


def change_vault_key(
    store: Store, places: KeyPlaces, *, actor: str, why: str, report: Callable[[int], object] = lambda done: None
) -> VaultKeyChange:
    """Make the next vault key the one in use, lock every person's key with it, and destroy the one before.

    A change that was stopped goes on. A key that is not in a file is given as HEARBACK_VAULT_KEY_NEXT and put in its place
    by a person at the end. Raises Busy while another change runs, WrongUse where that key is not given.
    """
    with store.lease(LEASE, seconds=LEASE_S) as lease:

        def go_on(done: int) -> None:
            lease.renew()
            report(done)

        file = places.vault_file
        was_begun = is_change_pending(store, places)
        keys = _load_with_next(places) if file is None else _prepare_files(places, file, is_pending=was_begun)
        if keys.next_vault is not None:
            store.vault_keys.begin_change(keys, actor=actor, why=why)
        locked = store.vault_keys.lock_anew(keys, report=go_on)
        store.vault_keys.end_change(keys, actor=actor, why=why)
        if file is not None:
            _put_in_place(file)
        return VaultKeyChange(store.vault_keys.state().current, locked, was_begun, _say_next(places, keys))


def is_change_pending(store: Store, places: KeyPlaces) -> bool:
    """True where a change of the vault key was begun and did not end: in the database, or in the folder of the keys."""
    file = places.vault_file
    return store.vault_keys.state().is_changing or (file is not None and any(each.exists() for each in (next_file(file), old_file(file))))


def _load_with_next(places: KeyPlaces) -> Keys:
    keys = load_keys(places)
    if keys.next_vault is not None:
        return keys
    raise WrongUse(
        f"The vault key is not in a file, and {NEXT_VAULT_VARIABLE} is not set, or is the key in use.",
        next_step=f"Make a key (openssl rand -base64 32), set it as {NEXT_VAULT_VARIABLE} wherever Hearback runs on this warehouse, "
        "then run this again.",
    )


def _prepare_files(places: KeyPlaces, file: Path, *, is_pending: bool) -> Keys:
    """The keys with the next one, which is made where no change waits for its end."""
    if os.environ.get(NEXT_VAULT_VARIABLE):
        raise WrongUse(
            f"{NEXT_VAULT_VARIABLE} is set, and the vault key is in a file.",
            where=str(file),
            next_step=f"Unset it: the next key is made in a file as well. Or give the one in use as {VAULT_VARIABLE}.",
        )
    try:
        destroy_halves(next_file(file))
        if not is_pending:
            write_key_file(next_file(file), make_key())
    except OSError as error:
        raise VaultError(
            f"The next key cannot be written ({error.strerror}).",
            where=str(next_file(file)),
            next_step=f"Give this user the right to write there, or give both keys as {VAULT_VARIABLE} and {NEXT_VAULT_VARIABLE}.",
        ) from None
    return load_keys(places)


def _put_in_place(file: Path) -> None:
    """The next key becomes the key, and the one before is destroyed; no row is locked with it. Can be stopped anywhere.

    Between both names nothing has the name of the key; who loads the keys then takes the next one.
    """
    target, following, old = follow(file), next_file(file), old_file(file)
    if following.exists():
        if target.exists():
            destroy_key_file(old)
            target.replace(old)
        following.replace(target)
        sync_folder(target.parent)
    destroy_key_file(old)


def _say_next(places: KeyPlaces, keys: Keys) -> str:
    backup = "Make a new backup of the warehouse, and of the key apart from it: older backups open with the old key only."
    if places.vault_file is not None:
        return f"{backup} Start again what ran on before (hearback serve, hearback schedule)."
    assert keys.next_vault is not None  # or it had not begun
    place = (
        f"the Prefect Secret block {places.vault_block.name!r}"
        if places.vault_block and not os.environ.get(VAULT_VARIABLE)
        else VAULT_VARIABLE
    )
    return (
        f"Now put the value of {NEXT_VAULT_VARIABLE} (key {key_id_of(keys.next_vault)}) into {place}, take {NEXT_VAULT_VARIABLE} away, "
        f"start everything again, and destroy the old key. {backup}"
    )
