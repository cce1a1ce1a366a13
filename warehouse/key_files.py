"""Files of keys: 32 random bytes as base64 in one line, for their owner only, in a folder that only its owner may enter.

No error from here holds a byte of a key. A file that is a link is followed, and what it leads to is checked like the file.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path

from domain.errors import VaultError

KEY_BYTES = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_LONGEST = 4096  # a key file has 45 bytes; whatever is longer is something else
_TRIES = 10
_HALF = ".half"
_RESTORE = "Bring it back from your backup."


def make_key() -> bytes:
    """A new key."""
    return secrets.token_bytes(KEY_BYTES)


def decode_key(content: bytes, where: str) -> bytes:
    """The key of its base64. Raises VaultError for anything but 32 bytes."""
    try:
        key = base64.b64decode(content.strip(), validate=True)
    except binascii.Error:
        raise VaultError("The key is not base64.", where=where, next_step=_RESTORE) from None
    if len(key) != KEY_BYTES:
        raise VaultError(f"The key has {len(key)} bytes and must have {KEY_BYTES}.", where=where, next_step=_RESTORE)
    return key


def read_key_file(file: Path) -> bytes | None:
    """The key in a file; None where there is none.

    Raises VaultError for a file that others may read or replace, for what is not a file, and for what is no key.
    """
    target = follow(file)
    try:
        content = _read_alone(target)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise VaultError(f"The key cannot be read ({error.strerror}).", where=str(file), next_step="Check its rights.") from None
    return decode_key(content, str(file))


def follow(file: Path) -> Path:
    """The file itself, or what it leads to where it is a link; nobody else may be able to put another in its place."""
    try:
        target = file.resolve()
    except (OSError, RuntimeError):
        raise VaultError("The link leads nowhere.", where=str(file), next_step=_RESTORE) from None
    folder = target.parent
    if os.name == "posix" and folder.is_dir() and folder.stat().st_mode & _OTHERS_WRITE:
        raise VaultError("Others may write in the folder of this key.", where=str(target), next_step=f"Close it with: chmod go-w {folder}")
    return target


def check_folder(folder: Path) -> None:
    """Raises VaultError where others than the owner may enter the folder; one that is not there is left to whoever reads it."""
    if os.name == "posix" and folder.is_dir() and folder.stat().st_mode & _OTHERS:
        raise VaultError("Others may enter the folder of the keys.", where=str(folder), next_step=f"Close it with: chmod 700 {folder}")


def _read_alone(target: Path) -> bytes:
    """The content of a file that was still the one of its name afterwards: a change of keys may come between."""
    for _ in range(_TRIES):
        # Without waiting, since opening a named pipe would wait for ever.
        handle = os.open(target, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            facts = os.fstat(handle)
            _check_file(facts.st_mode, target)
            content = os.read(handle, _LONGEST)
        finally:
            os.close(handle)
        if target.stat().st_ino == facts.st_ino:
            return content
    raise VaultError("The key changes all the time.", where=str(target), next_step="Find out what writes it, then try again.")


def _check_file(mode: int, target: Path) -> None:
    if not stat.S_ISREG(mode):
        raise VaultError("This is not a file, and a key is one.", where=str(target), next_step=_RESTORE)
    if os.name == "posix" and mode & _OTHERS:
        raise VaultError("Others than its owner may read this key.", where=str(target), next_step=f"Close it with: chmod 600 {target}")


def write_key_file(file: Path, key: bytes) -> None:
    """Write a new file: after this it is on the disk whole, or was not made. Raises FileExistsError where there is one."""
    half = file.with_name(f"{file.name}.{secrets.token_hex(4)}{_HALF}")  # a name of its own: two processes may write at once
    handle = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(base64.b64encode(key) + b"\n")
        opened.flush()
        os.fsync(opened.fileno())
    try:
        file.hardlink_to(half)  # and not renamed, which would put it in the place of a key that another process made
    finally:
        half.unlink()
    sync_folder(file.parent)


def destroy_halves(file: Path) -> None:
    """Destroy what writings of this file left that were killed. Nobody else may be writing it now."""
    for half in file.parent.glob(f"{file.name}.*{_HALF}"):
        if half.stat().st_nlink > 1:
            half.unlink()  # it became the file, and only this name of it was left
        else:
            destroy_key_file(half)


def destroy_key_file(file: Path) -> None:
    """Overwrite a key, then remove it; nothing where there is none. What the disk itself keeps of it is out of reach."""
    if not file.exists():
        return
    with file.open("r+b") as opened:
        opened.write(secrets.token_bytes(file.stat().st_size))
        opened.flush()
        os.fsync(opened.fileno())
    file.unlink()
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make names that were written or removed in a folder outlast a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
