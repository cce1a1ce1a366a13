"""Documents that are archives (DOCX, XLSX): looked through whole, in parts and within limits, before any of it is read.

Nothing is unpacked to disk and no archive within the archive is opened. What a person's word processor writes passes;
what only an attack or an accident makes is refused with the reason.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from domain.errors import BadFile
from surveys.decode import DEFAULT_LIMIT_BYTES

MOST_UNPACKED_BYTES: Final = 300_000_000
_MOST_ENTRIES: Final = 10_000
_MOST_RATIO: Final = 200  # a long transcript packs about 20 to 1; a bomb packs 1000 to 1
_RATIO_COUNTS_FROM_BYTES: Final = 10_000_000
_CHUNK_BYTES: Final = 1 << 20
_LOCAL_HEADER_BYTES: Final = 30
_ENCRYPTED: Final = 0x1
_ENTRY_MARK: Final = b"PK\x01\x02"
_OLD_OFFICE_MARK: Final = b"\xd0\xcf\x11\xe0"
_MACRO_ENDINGS: Final = (".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb")
_MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml")
_MACRO_TYPES: Final = (b"macroenabled", b"vbaproject")
_DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")
_KNOWN_ENCODINGS: Final = ("utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252")
_DO_NOT_OPEN: Final = "Do not open it; ask where it comes from."


def open_checked_archive(
    path: Path, *, wanted: str, kind: str, limit_bytes: int = DEFAULT_LIMIT_BYTES, most_unpacked_bytes: int = MOST_UNPACKED_BYTES
) -> zipfile.ZipFile:
    """Open an archive of which every entry was checked; the caller closes it.

    `wanted` is a part that must be there, or a folder (ending in `/`) that must hold one; `kind` is what the file should
    be, for people ("a Word document (.docx)"). Refused are: macros, encrypted entries, names that lead out of the archive
    or stand twice, entries that lie over one another, sizes beyond the limits as declared and as really unpacked, and
    XML that declares a document type or entities. Unpacks part by part, so memory does not grow with the file.
    Raises BadFile naming the file and the reason.
    """
    _check_outside(path, kind, limit_bytes)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(path, kind, error) from None
    try:
        entries = archive.infolist()
        _check_names(entries, path, wanted, kind)
        _check_places(entries, path, kind, most_unpacked_bytes)
        _check_contents(archive, entries, path, kind, most_unpacked_bytes)
    except BaseException:
        archive.close()
        raise
    return archive


def _check_outside(path: Path, kind: str, limit_bytes: int) -> None:
    """What can be told before the archive's own list is read: its size, its first bytes, how long the list can be."""
    if path.suffix.casefold() in _MACRO_ENDINGS:
        raise _refused(path, f"Files that end in {path.suffix} carry macros.", f"Save it as {kind} without macros.")
    try:
        size = path.stat().st_size
        if size > limit_bytes:
            what = f"The file has {size:,} bytes, and {limit_bytes:,} is the limit."
            raise _refused(path, what, "Check that it is the right file, and split it if it is.")
        with path.open("rb") as file:
            start = file.read(4)
            listed = _count_marks(file)
    except FileNotFoundError:
        raise _refused(path, "There is no such file.", "Check the name.") from None
    except OSError as error:
        raise _refused(path, f"The file cannot be opened: {error.strerror}.", "Check its rights.") from None
    if not start:
        raise _refused(path, "The file is empty.", "Export it again.")
    if start == _OLD_OFFICE_MARK:
        raise _refused(path, "The file is locked with a password, or of an old format.", f"Save it as {kind} without a password.")
    if start != b"PK\x03\x04":
        raise _refused(path, f"This is not {kind}.", f"Save it as {kind} and try again.")
    if listed > _MOST_ENTRIES:
        raise _refused(path, f"The archive lists more than {_MOST_ENTRIES:,} entries.", _DO_NOT_OPEN)


def _count_marks(file: IO[bytes]) -> int:
    """An upper bound of the entries listed, without making an object for each."""
    count, tail = 0, b""
    while chunk := file.read(_CHUNK_BYTES):
        count += (tail + chunk).count(_ENTRY_MARK)
        tail = chunk[-(len(_ENTRY_MARK) - 1) :]
    return count


def _check_names(entries: Sequence[zipfile.ZipInfo], path: Path, wanted: str, kind: str) -> None:
    names = [entry.orig_filename for entry in entries]
    folded = {name.casefold() for name in names}
    if any(name.rpartition("/")[2] in _MACRO_PARTS for name in folded):
        raise _refused(path, "The document carries macros.", "Save it without macros.")
    if any(map(_leads_out, names)):
        raise _refused(path, "A name in the archive leads out of it.", _DO_NOT_OPEN)
    if len(folded) < len(names):
        raise _refused(path, "A name stands twice in the archive.", _DO_NOT_OPEN)
    if not any(name.startswith(wanted) if wanted.endswith("/") else name == wanted for name in names):
        raise _refused(path, f"This archive is not {kind}.", f"Save it as {kind} and try again.")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or not name.isprintable()


def _check_places(entries: Sequence[zipfile.ZipInfo], path: Path, kind: str, most_unpacked_bytes: int) -> None:
    """Entries are plain, apart, and by their own account not too large."""
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise _refused(path, "The archive is locked with a password.", f"Save it as {kind} without a password.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise _refused(path, "The archive is packed in a way that no word processor uses.", f"Save it as {kind} and try again.")
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise _refused(path, "Entries of the archive lie over one another.", _DO_NOT_OPEN)
        end = entry.header_offset + _LOCAL_HEADER_BYTES + len(entry.orig_filename) + entry.compress_size
    declared = sum(entry.file_size for entry in entries)
    _check_size(declared, sum(entry.compress_size for entry in entries), path, most_unpacked_bytes)


def _check_size(unpacked: int, packed: int, path: Path, most_unpacked_bytes: int) -> None:
    is_bomb = unpacked > _RATIO_COUNTS_FROM_BYTES and unpacked > _MOST_RATIO * packed
    if is_bomb or unpacked > most_unpacked_bytes:
        raise _refused(path, f"The document unpacks to more than {unpacked:,} bytes, which no such document does.", _DO_NOT_OPEN)


def _check_contents(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], path: Path, kind: str, most_unpacked_bytes: int) -> None:
    """Unpack every entry once, in parts, and count: an entry's own account of its size may be a lie."""
    unpacked = packed = 0
    try:
        for entry in entries:
            packed += entry.compress_size
            with archive.open(entry) as part:
                unpacked = _check_part(part, entry.filename, path, unpacked, packed, most_unpacked_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, kind, error) from None


def _check_part(part: IO[bytes], name: str, path: Path, unpacked: int, packed: int, most_unpacked_bytes: int) -> int:
    """The bytes unpacked so far, this part's with them."""
    tail, is_xml, place = b"", False, 0
    while chunk := part.read(_CHUNK_BYTES):
        unpacked += len(chunk)
        _check_size(unpacked, packed, path, most_unpacked_bytes)
        seen = chunk.replace(b"\0", b"")  # so that UTF-16 and UTF-32 read like ASCII
        if place == 0:
            is_xml = _is_xml(seen, name, path)
        if is_xml:
            _check_xml(tail + seen, name, path, is_start=place == 0)
        tail, place = (tail + seen)[-32:], place + 1
    return unpacked


def _is_xml(start: bytes, name: str, path: Path) -> bool:
    bare = start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    is_named = name.casefold().endswith((".xml", ".rels", ".vml"))
    if is_named and bare and not bare.startswith(b"<"):
        raise _refused(path, f"The part {name} is not XML in any usual encoding.", _DO_NOT_OPEN)
    is_picture = name.casefold().endswith(".svg") and "/media/" in name
    return is_named or (bare.startswith(b"<") and not is_picture)


def _check_xml(seen: bytes, name: str, path: Path, *, is_start: bool) -> None:
    if any(mark in seen for mark in _DECLARATIONS):
        raise _refused(path, f"The part {name} declares a document type or entities, which no such document does.", _DO_NOT_OPEN)
    if is_start and not _has_known_encoding(seen):
        raise _refused(path, f"The part {name} is in an encoding that no such document uses.", _DO_NOT_OPEN)
    if name == "[Content_Types].xml" and any(mark in seen.lower() for mark in _MACRO_TYPES):
        raise _refused(path, "The document carries macros.", "Save it without macros.")


def _has_known_encoding(start: bytes) -> bool:
    """False for UTF-7 and the like, in which a document type could hide from the search."""
    head = start[:200].partition(b"?>")[0]
    _, told, after = head.partition(b"encoding")
    if not told or b"<?xml" not in head:
        return True
    name = after.lstrip(b" \t\r\n=\"'").split(b'"')[0].split(b"'")[0]
    return name.decode("ascii", "replace").casefold().strip() in _KNOWN_ENCODINGS


def _damaged(path: Path, kind: str, error: Exception) -> BadFile:
    return _refused(path, f"The archive is damaged ({type(error).__name__}), so this is not {kind}.", "Save it again and try again.")


def _refused(path: Path, what: str, next_step: str) -> BadFile:
    return BadFile(what, where=str(path), next_step=next_step)
