"""Writing and removing a page: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from domain.errors import BadFile


def remove_page(file: Path) -> None:
    """Remove a page that is no longer true. Raises BadFile where it cannot be."""
    try:
        file.unlink()
    except OSError as error:
        raise BadFile(f"This page could not be removed: {error.strerror}.", where=str(file), next_step="Remove it by hand.") from None


def write_page(path: Path, html: str) -> bool:
    """Write a page whole or not at all; False when the file already says exactly this."""
    content = html.encode()
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise BadFile(
            f"This page could not be written: {error.strerror}.", where=str(path), next_step="Free some space or choose another --out."
        ) from None
    return True


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
