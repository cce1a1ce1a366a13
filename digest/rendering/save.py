"""Bytes -> a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from errno import EISDIR
from os import strerror
from pathlib import Path

from domain.errors import BadFile


def save_whole(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; False where it already says exactly this. Raises BadFile where it cannot be written."""
    return bool(save_together(path.parent, {path.name: content}))


def save_together(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files by name into a folder: each whole, and none before all of them lie on the disk. Returns those that changed."""
    written: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            path = folder / name
            if path.is_dir():  # or the rename would fail after others are done
                raise IsADirectoryError(EISDIR, strerror(EISDIR))
            if not (path.is_file() and path.read_bytes() == content):
                written[path] = _write_beside(path, content)
        for path, part in written.items():
            part.replace(path)
    except OSError as error:
        for part in written.values():
            part.unlink(missing_ok=True)
        raise BadFile(
            f"These pages could not be written: {error.strerror}.", where=str(folder), next_step="Free some space or choose another --out."
        ) from None
    return tuple(written)


def _write_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return part
