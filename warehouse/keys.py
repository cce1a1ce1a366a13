"""The two keys of an installation: one locks the vault, the other makes pseudonyms."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from domain.errors import VaultError
from domain.ids import PersonId
from domain.text import RawText

KEY_BYTES = 32
VAULT_VARIABLE = "HEARBACK_VAULT_KEY"
PSEUDONYM_VARIABLE = "HEARBACK_PSEUDONYM_KEY"
VAULT_FILE = "vault.key"
PSEUDONYM_FILE = "pseudonym.key"
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The keys, 32 bytes each; they show themselves nowhere. Without `vault` raw words cannot be read again."""

    vault: bytes
    pseudonym: bytes

    # Written out, because tools that print dataclasses prettily go by the fields unless a class has its own.
    def __repr__(self) -> str:
        return "Keys(…)"

    def __post_init__(self) -> None:
        if len(self.vault) != KEY_BYTES or len(self.pseudonym) != KEY_BYTES:
            raise VaultError(f"A key must have {KEY_BYTES} bytes.", next_step="Make keys with: hearback init")
        if self.vault == self.pseudonym:
            raise VaultError("Both keys are the same.", next_step="Use two different ones, as `hearback init` makes them.")

    def __reduce__(self) -> NoReturn:
        raise TypeError("Keys cannot be pickled: each process loads its own.")


def create_keys(folder: Path) -> Keys:
    """Make both keys in a folder that only its owner may enter. What is there is never overwritten: it is loaded.

    Raises VaultError where the folder cannot be written or one key of the two is missing.
    """
    files = (folder / VAULT_FILE, folder / PSEUDONYM_FILE)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not any(file.exists() for file in files):
            for file in files:
                _write_new_key(file)
    except OSError as error:
        raise VaultError(
            f"The keys cannot be written ({error.strerror}).", where=str(folder), next_step="Check the folder's rights."
        ) from None
    return Keys(*map(_read_key_file, files))


def _write_new_key(file: Path) -> None:
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        opened.flush()
        os.fsync(opened.fileno())


def load_keys(folder: Path) -> Keys:
    """The keys from the environment (base64), else from the folder.

    Raises VaultError for a key that is missing, of another length, or in a file that others may read.
    """
    return Keys(_load_key(VAULT_VARIABLE, folder / VAULT_FILE), _load_key(PSEUDONYM_VARIABLE, folder / PSEUDONYM_FILE))


def _load_key(variable: str, file: Path) -> bytes:
    given = os.environ.get(variable)
    return _decode_key(given.encode(), variable) if given else _read_key_file(file)


def _read_key_file(file: Path) -> bytes:
    try:
        mode = file.stat().st_mode
        content = file.read_bytes()
    except FileNotFoundError:
        raise VaultError(
            "There is no key here.",
            where=str(file),
            next_step=f"Bring it back from your backup, or set {VAULT_VARIABLE} and {PSEUDONYM_VARIABLE}; "
            "for a new installation make keys with: hearback init",
        ) from None
    except OSError as error:
        raise VaultError(f"The key cannot be read ({error.strerror}).", where=str(file), next_step="Check its rights.") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise VaultError("Others than its owner may read this key.", where=str(file), next_step=f"Close it with: chmod 600 {file}")
    return _decode_key(content, str(file))


def _decode_key(content: bytes, where: str) -> bytes:
    try:
        key = base64.b64decode(content.strip(), validate=True)
    except binascii.Error:
        raise VaultError("The key is not base64.", where=where, next_step="Bring it back from your backup.") from None
    if len(key) != KEY_BYTES:
        raise VaultError(
            f"The key has {len(key)} bytes and must have {KEY_BYTES}.", where=where, next_step="Bring it back from your backup."
        )
    return key


def pseudonym(keys: Keys, source_name: str, respondent: RawText) -> PersonId:
    """A person's pseudonym: HMAC-SHA256 under the pseudonym key. The same person in another source is another one."""
    message = _SEPARATOR.join(("person", source_name, respondent.reveal()))
    return PersonId(f"person-{hash_with(keys, message)[:32]}")


def hash_with(keys: Keys, message: str) -> str:
    """HMAC-SHA256 of a message under the pseudonym key, in hex."""
    return hmac.new(keys.pseudonym, message.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def check_values(keys: Keys) -> dict[str, str]:
    """What tells the keys of one installation from another's and says nothing about them, by name of the key."""
    return {
        name: hmac.new(key, b"hearback key check 1", hashlib.sha256).hexdigest()
        for name, key in (("vault key", keys.vault), ("pseudonym key", keys.pseudonym))
    }
