"""Sealing of raw words: AES-256-GCM, a data key for each person, which the vault key wraps.

A sealed value is 12 bytes of nonce followed by the ciphertext and its 16-byte tag. The id of the row is bound in as
associated data, so a value moved to another row does not open.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import VaultError
from domain.ids import CommentId, PersonId
from domain.text import RawText
from warehouse.keys import Keys

_NONCE_BYTES = 12


def make_data_key() -> bytes:
    """A new key for one person."""
    return AESGCM.generate_key(256)


def wrap_key(vault_key: bytes, person_id: PersonId, data_key: bytes) -> bytes:
    """The person's key, locked with the vault's."""
    return _seal(vault_key, f"key:{person_id}", data_key)


def unwrap_key(vault_key: bytes, person_id: PersonId, wrapped: bytes) -> bytes:
    """The person's key. Raises VaultError where the vault key is another or the row was changed."""
    return _open(vault_key, f"key:{person_id}", wrapped)


def open_data_key(keys: Keys, person_id: PersonId, wrapped: bytes, wrapped_by: str | None) -> bytes:
    """The person's key by whichever vault key wraps it; None is from before the row said which.

    Raises VaultError where that vault key is not at hand or the row was changed.
    """
    if wrapped_by is not None:
        return unwrap_key(_find_key(keys, person_id, wrapped_by), person_id, wrapped)
    for vault_key in keys.vault_keys[:-1]:
        try:
            return unwrap_key(vault_key, person_id, wrapped)
        except VaultError:  # it may open with the next one; where it does not, that one raises
            continue
    return unwrap_key(keys.vault_keys[-1], person_id, wrapped)


def _find_key(keys: Keys, person_id: PersonId, key_id: str) -> bytes:
    found = keys.find_vault_key(key_id)
    if found is None:
        raise VaultError(
            "A row of the vault is locked with another vault key than those at hand.",
            where=f"key:{person_id}",
            next_step="If the vault key was changed while this was running, start it again; otherwise see: hearback keys status",
        )
    return found


def seal_words(data_key: bytes, comment_id: CommentId, words: RawText) -> bytes:
    """A comment's raw words, locked with the person's key."""
    return _seal(data_key, f"words:{comment_id}", words.reveal().encode("utf-8", "surrogatepass"))


def open_words(data_key: bytes, comment_id: CommentId, sealed: bytes) -> RawText:
    """A comment's raw words. Raises VaultError where they were sealed for another row or changed."""
    return RawText(_open(data_key, f"words:{comment_id}", sealed).decode("utf-8", "surrogatepass"))


def _seal(key: bytes, bound_to: str, content: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to.encode())


def _open(key: bytes, bound_to: str, sealed: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to.encode())
    except (InvalidTag, ValueError):
        raise VaultError(
            "A row of the vault does not open.",
            where=bound_to,
            next_step="It was changed or moved after it was written, or its key was. Restore the warehouse from a backup and tell an auditor.",
        ) from None
