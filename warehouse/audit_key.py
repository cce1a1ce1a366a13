"""The key that signs heads of the audit log (Ed25519), and its public half, which is all that an auditor needs."""

from __future__ import annotations

import base64
import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from domain.errors import BadFile, VaultError, WrongUse
from warehouse.audit_paper import to_letters
from warehouse.key_files import check_folder, decode_key, destroy_key_file, make_key, read_key_file, write_key_file

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

VARIABLE = "HEARBACK_AUDIT_KEY"
FILE = "audit.key"
PUBLIC_FILE = "audit.pub"


@dataclass(frozen=True, slots=True, repr=False)
class AuditKey:
    """A signing key, of 32 secret bytes; it shows itself nowhere. `public` is its public half as base64."""

    _secret: bytes
    public: str = field(init=False)

    # Written out, because tools that print dataclasses prettily go by the fields unless a class has its own.
    def __repr__(self) -> str:
        return "AuditKey(…)"

    def __post_init__(self) -> None:
        object.__setattr__(self, "public", base64.b64encode(self._open().public_key().public_bytes_raw()).decode("ascii"))

    def __reduce__(self) -> NoReturn:
        raise TypeError("Keys cannot be pickled: each process loads its own.")

    def sign(self, content: bytes) -> str:
        """The signature of these bytes, as base64."""
        return base64.b64encode(self._open().sign(content)).decode("ascii")

    def _open(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._secret)


def is_signed(content: bytes, *, signature: str, public_key: str) -> bool:
    """True where the secret half of this public key signed these bytes; False for anything that is no signature or no key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def name_key(public_key: str) -> str:
    """A public key's short name, which fits on paper: 20 letters of its SHA-256."""
    return to_letters(hashlib.sha256(public_key.encode()).digest())


def open_audit_key(folder: Path) -> AuditKey:
    """The signing key from the environment (base64), else from the folder; made there where there has never been one.

    Raises VaultError where others may read it, or where only its public half is left.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return AuditKey(decode_key(os.fsencode(given), VARIABLE))
    check_folder(folder)
    secret = read_key_file(folder / FILE)
    if secret is None:
        return _make_first(folder)
    key = AuditKey(secret)
    _check_public(folder, key)
    return key


def make_audit_key(folder: Path) -> AuditKey:
    """A new signing key for this folder, not yet written. Raises WrongUse where the key comes from the environment."""
    if os.environ.get(VARIABLE):
        raise WrongUse(f"The signing key comes from {VARIABLE}.", next_step="Put a new one there: 32 random bytes as base64.")
    check_folder(folder)
    return AuditKey(make_key())


def replace_audit_key(folder: Path, key: AuditKey) -> None:
    """Put a signing key in the place of the old one, which is destroyed; heads that it signed stay good."""
    destroy_key_file(folder / FILE)
    (folder / PUBLIC_FILE).unlink(missing_ok=True)
    _write(folder, key)


def _make_first(folder: Path) -> AuditKey:
    if (folder / PUBLIC_FILE).exists():
        raise VaultError(
            "The key that signs the audit log's heads is gone; its public half is still here.",
            where=str(folder / FILE),
            next_step="Bring it back from your backup, or begin with a new one: hearback audit new-key",
        )
    key = AuditKey(make_key())
    _write(folder, key)
    return key


def _write(folder: Path, key: AuditKey) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_key_file(folder / FILE, key._secret)
        (folder / PUBLIC_FILE).write_text(f"{key.public}\n", encoding="ascii")
    except OSError as error:
        raise VaultError(
            f"The signing key cannot be written ({error.strerror}).", where=str(folder), next_step="Check the folder's rights."
        ) from None


def _check_public(folder: Path, key: AuditKey) -> None:
    """The public half beside the key is the key's own; one that is missing is written again."""
    public_file = folder / PUBLIC_FILE
    if not public_file.exists():
        with suppress(OSError):  # a folder of secrets may be mounted read-only; every head names the public half anyway
            public_file.write_text(f"{key.public}\n", encoding="ascii")
    elif read_public_key(str(public_file)) != key.public:
        raise VaultError(
            f"{PUBLIC_FILE} is not the public half of {FILE}.", where=str(folder), next_step="Bring both back from your backup."
        )


def read_public_key(named: str) -> str:
    """A public key from the file of this name, or as it was typed: base64. Raises BadFile for what is none."""
    file = Path(named)
    try:
        text = file.read_text(encoding="ascii").strip() if file.is_file() else named.strip()
        if len(base64.b64decode(text, validate=True)) == 32:
            return text
    except (OSError, ValueError):
        pass
    raise BadFile("This is no public key.", where=named[:200], next_step=f"Name the file {PUBLIC_FILE}, or give what stands in it.")
