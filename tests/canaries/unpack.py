"""What lies packed in a file: zip members, gzip and zlib streams, and the cells of SQLite databases."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator

_DEEPEST = 4
_LARGEST = 200_000_000
_GZIP = re.compile(rb"\x1f\x8b\x08")
# CMF and FLG of RFC 1950 for a window of 32 kB: with 78 they divide by 31.
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_BZIP2 = re.compile(rb"BZh[1-9]1AY&SY")
_XZ = re.compile(rb"\xfd7zXZ\x00")


def open_inside(content: bytes, place: str, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of everything packed within, however deep up to four layers."""
    if depth == _DEEPEST:
        return
    for name, inner in _open_layer(content):
        where = f"{place} > {name}"
        yield where, inner
        yield from open_inside(inner, where, depth + 1)


def _open_layer(content: bytes) -> Iterator[tuple[str, bytes]]:
    if b"PK\x03\x04" in content:
        yield from _zip_members(content)
    if content.startswith(b"SQLite format 3\0"):
        yield "cells", read_cells(content)
    for pattern, name, bits in ((_GZIP, "gzip", 31), (_ZLIB, "zlib", 15)):
        for match in pattern.finditer(content):
            inner = _inflate(content, match.start(), bits)
            if inner:
                yield f"{name} at {match.start()}", inner
    yield from _other_streams(content)


def _zip_members(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for number, member in enumerate(archive.infolist()):
                if member.file_size <= _LARGEST:
                    yield f"member {number}", member.filename.encode() + b"\0" + archive.read(member)
            yield "comment of the archive", archive.comment
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
        yield from _broken_zip(content)


def _broken_zip(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What can be inflated after each local header: an archive that was broken off has no directory."""
    for match in re.finditer(rb"PK\x03\x04", content):
        names = content[match.start() + 26 : match.start() + 30]
        start = match.start() + 30 + int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
        inner = _inflate(content, start, -15)
        if inner:
            yield f"broken member at {match.start()}", inner


def _inflate(content: bytes, start: int, bits: int) -> bytes:
    """As much as can be inflated from there; nothing where that is no stream."""
    inflating, inflated = zlib.decompressobj(bits), b""
    try:
        for place in range(start, len(content), 1 << 16):
            inflated += inflating.decompress(content[place : place + (1 << 16)], _LARGEST)
            if inflating.eof or len(inflated) > _LARGEST:
                break
    except zlib.error:
        return inflated
    return inflated


def _other_streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    import bz2
    import lzma

    for pattern, name, opened in ((_BZIP2, "bzip2", bz2.BZ2Decompressor), (_XZ, "xz", lzma.LZMADecompressor)):
        for match in pattern.finditer(content):
            try:
                yield f"{name} at {match.start()}", opened().decompress(content[match.start() :], _LARGEST)
            except (OSError, EOFError, lzma.LZMAError):
                continue


def read_cells(content: bytes) -> bytes:
    """Every cell of a SQLite database, one after another: in the file a long one lies in pieces on several pages."""
    connection = sqlite3.connect(":memory:")
    # A header that says write-ahead log cannot be opened from memory; 1 and 1 say rollback journal, and the cells are the same.
    connection.deserialize(content[:18] + b"\x01\x01" + content[20:])
    cells: list[bytes] = []
    try:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                cells += [_as_bytes(cell) for cell in row if cell is not None]
    except sqlite3.DatabaseError:
        cells.append(b"")  # a copy of a file that was being written: its bytes are searched all the same
    finally:
        connection.close()
    return b"\x00\x00".join(cells)


def _as_bytes(cell: object) -> bytes:
    return cell if isinstance(cell, bytes) else str(cell).encode("utf-8", "surrogatepass")
