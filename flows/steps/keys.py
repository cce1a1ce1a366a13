"""The keys of an installation, from where its settings say they are."""

from __future__ import annotations

from functools import partial

from config.settings import Settings
from flows.steps.secrets import read_block
from warehouse.keys import Block, KeyPlaces, Keys, load_keys


def key_places(settings: Settings) -> KeyPlaces:
    """Where the keys are looked for; a block is read when its key is."""
    general = settings.hearback
    return KeyPlaces(settings.key_folder, _block(general.vault_key_block), _block(general.pseudonym_key_block))


def open_keys(settings: Settings) -> Keys:
    """The keys. Raises VaultError for one that is missing, of another length, or that others may read."""
    return load_keys(key_places(settings))


def _block(name: str | None) -> Block | None:
    return Block(name, partial(read_block, name)) if name else None
