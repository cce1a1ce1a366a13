"""Files -> a zip archive that is the same bytes whenever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime


def pack(files: Mapping[str, bytes], made_at: datetime) -> bytes:
    """An archive of files by name, in their order; each carries this moment (an archive knows no year before 1980)."""
    out = io.BytesIO()
    moment = max(made_at.year, 1980), made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def repack(content: bytes, made_at: datetime) -> bytes:
    """An archive with the same files in the same order, each of this moment."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()}, made_at)
