"""The keys of an installation: one locks the vault, another makes pseudonyms. While the vault's changes there are two of it."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from domain.errors import VaultError
from domain.ids import PersonId
from domain.text import RawText
from warehouse.key_files import KEY_BYTES, check_folder, decode_key, follow, make_key, read_key_file, write_key_file

VAULT_VARIABLE = "HEARBACK_VAULT_KEY"
NEXT_VAULT_VARIABLE = "HEARBACK_VAULT_KEY_NEXT"
PSEUDONYM_VARIABLE = "HEARBACK_PSEUDONYM_KEY"
VAULT_FILE = "vault.key"
PSEUDONYM_FILE = "pseudonym.key"
VAULT, NEXT_VAULT, PSEUDONYM = "vault key", "next vault key", "pseudonym key"
_SEPARATOR = "\x1f"
_ID_DIGITS = 16
_NEXT = ".next"
_TRIES = 5


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys, 32 bytes each; they show themselves nowhere. Without `vault` raw words cannot be read again.

    `next_vault` is there while the vault's key changes: rows may be locked with either.
    """

    vault: bytes
    pseudonym: bytes
    next_vault: bytes | None = None

    # Written out, because tools that print dataclasses prettily go by the fields unless a class has its own.
    def __repr__(self) -> str:
        return "Keys(…)"

    def __post_init__(self) -> None:
        every = (*self.vault_keys, self.pseudonym)
        if any(len(key) != KEY_BYTES for key in every):
            raise VaultError(f"A key must have {KEY_BYTES} bytes.", next_step="Make keys with: hearback init")
        if len(set(every)) != len(every):
            raise VaultError("Two of the keys are the same.", next_step="Use different ones, as `hearback init` makes them.")

    def __reduce__(self) -> NoReturn:
        raise TypeError("Keys cannot be pickled: each process loads its own.")

    def __getstate__(self) -> NoReturn:
        raise TypeError("Keys have no state to hand over.")

    @property
    def vault_keys(self) -> tuple[bytes, ...]:
        """Every vault key at hand, the one that is in use first."""
        return (self.vault,) if self.next_vault is None else (self.vault, self.next_vault)

    def find_vault_key(self, key_id: str) -> bytes | None:
        """The vault key of this id; None where it is not at hand."""
        return next((key for key in self.vault_keys if key_id_of(key) == key_id), None)


@dataclass(frozen=True, slots=True)
class Block:
    """A Prefect Secret block that holds a key; `read` gives what it holds, None where there is none of its name."""

    name: str
    read: Callable[[], str | None]


@dataclass(frozen=True, slots=True)
class KeyPlaces:
    """Where the keys are looked for: in the environment, else in a block where one is named, else in files of the folder."""

    folder: Path
    vault_block: Block | None = None
    pseudonym_block: Block | None = None

    @property
    def vault_file(self) -> Path | None:
        """The file of the vault key; None where that key comes from elsewhere."""
        is_elsewhere = self.vault_block is not None or os.environ.get(VAULT_VARIABLE)
        return None if is_elsewhere else self.folder / VAULT_FILE


def next_file(file: Path) -> Path:
    """Where the next vault key lies while it takes the place of the one in `file`."""
    return _beside(file, _NEXT)


def old_file(file: Path) -> Path:
    """Where the vault key lies that was replaced, until it is destroyed."""
    return _beside(file, ".replaced")


def _beside(file: Path, ending: str) -> Path:
    target = follow(file)
    return target.with_name(target.name + ending)


def create_keys(folder: Path) -> Keys:
    """Make both keys in a folder that only its owner may enter. What is there is never overwritten: it is loaded.

    Raises VaultError where the folder cannot be written, others may enter it, or one key of the two is missing.
    """
    files = (folder / VAULT_FILE, folder / PSEUDONYM_FILE)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_folder(folder)
        if not any(file.exists() for file in files):
            for file in files:
                write_key_file(file, make_key())
    except OSError as error:
        raise VaultError(
            f"The keys cannot be written ({error.strerror}).", where=str(folder), next_step="Check the folder's rights."
        ) from None
    places = KeyPlaces(folder)
    return _load(read_vault_key(places), _read_needed_file(files[1]), read_next_vault_key(places))


def load_keys(places: KeyPlaces | Path) -> Keys:
    """The keys of these places, or of this folder.

    Raises VaultError for a key that is missing, of another length, or in a file or folder that others may use.
    """
    places = places if isinstance(places, KeyPlaces) else KeyPlaces(places)
    # The next key first: while they are read it may take its place, and then it is found in that place.
    following = read_next_vault_key(places)
    return _load(read_vault_key(places), read_pseudonym_key(places), following)


def _load(vault: bytes, own: bytes, following: bytes | None) -> Keys:
    return Keys(vault, own, None if following == vault else following)


def read_vault_key(places: KeyPlaces) -> bytes:
    """The vault key. In the moment between two names its file is away, and the next one is the key already."""
    if places.vault_file is None:
        return _read_key(VAULT_VARIABLE, places.vault_block, places.folder / VAULT_FILE)
    check_folder(places.folder)
    for _ in range(_TRIES):  # each may get or lose its name between the two looks, but never both
        found = read_key_file(places.vault_file) or read_key_file(next_file(places.vault_file))
        if found is not None:
            return found
    raise _say_missing(places.vault_file)


def read_pseudonym_key(places: KeyPlaces) -> bytes:
    """The pseudonym key."""
    return _read_key(PSEUDONYM_VARIABLE, places.pseudonym_block, places.folder / PSEUDONYM_FILE)


def read_next_vault_key(places: KeyPlaces) -> bytes | None:
    """The next vault key, while the vault's key changes; None at other times."""
    given = os.environ.get(NEXT_VAULT_VARIABLE)
    if given:
        return decode_key(os.fsencode(given), NEXT_VAULT_VARIABLE)
    return read_key_file(next_file(places.vault_file)) if places.vault_file is not None else None


def describe_places(places: KeyPlaces) -> dict[str, str]:
    """In words where each key comes from, by its name; nothing is read."""
    following = "nowhere yet" if places.vault_file is None else f"file {places.vault_file}{_NEXT}"
    return {
        VAULT: _describe(VAULT_VARIABLE, places.vault_block, places.folder / VAULT_FILE),
        NEXT_VAULT: f"environment variable {NEXT_VAULT_VARIABLE}" if os.environ.get(NEXT_VAULT_VARIABLE) else following,
        PSEUDONYM: _describe(PSEUDONYM_VARIABLE, places.pseudonym_block, places.folder / PSEUDONYM_FILE),
    }


def _describe(variable: str, block: Block | None, file: Path) -> str:
    if os.environ.get(variable):
        return f"environment variable {variable}"
    return f"Prefect Secret block {block.name!r}" if block is not None else f"file {file}"


def _read_key(variable: str, block: Block | None, file: Path) -> bytes:
    given = os.environ.get(variable)
    if given:
        return decode_key(os.fsencode(given), variable)
    return _read_block(block) if block is not None else _read_needed_file(file)


def _read_block(block: Block) -> bytes:
    where = f"Prefect Secret block {block.name!r}"
    content = block.read()
    if not content:
        raise VaultError("There is no key here.", where=where, next_step="Make the block, or take its name out of [hearback].")
    return decode_key(content.encode("utf-8", "replace"), where)


def _read_needed_file(file: Path) -> bytes:
    check_folder(file.parent)
    key = read_key_file(file)
    if key is None:
        raise _say_missing(file)
    return key


def _say_missing(file: Path) -> VaultError:
    return VaultError(
        "There is no key here.",
        where=str(file),
        next_step=f"Bring it back from your backup, or set {VAULT_VARIABLE} and {PSEUDONYM_VARIABLE}; "
        "for a new installation make keys with: hearback init",
    )


def pseudonym(keys: Keys, source_name: str, respondent: RawText, *, panel: str | None = None) -> PersonId:
    """A person's pseudonym: HMAC-SHA256 under the pseudonym key.

    The same person in another source is another one, unless both sources declare the same panel.
    """
    scope = ("person", source_name) if panel is None else ("panel", panel)
    return PersonId(f"person-{hash_with(keys, _SEPARATOR.join((*scope, respondent.reveal())))[:32]}")


def hash_with(keys: Keys, message: str) -> str:
    """HMAC-SHA256 of a message under the pseudonym key, in hex."""
    return hmac.new(keys.pseudonym, message.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def check_value(key: bytes) -> str:
    """What tells a key from another and says nothing about it."""
    return hmac.new(key, b"hearback key check 1", hashlib.sha256).hexdigest()


def key_id_of(key: bytes) -> str:
    """The short form of a key's check value: how a key is named."""
    return check_value(key)[:_ID_DIGITS]


def check_values(keys: Keys) -> dict[str, str]:
    """The check values of an installation's keys, by name of the key."""
    return {VAULT: check_value(keys.vault), PSEUDONYM: check_value(keys.pseudonym)}
