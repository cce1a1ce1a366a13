"""A project file (.qdpx): a ZIP with project.qde and the folder `sources` (REFI-QDA 1.5, section 8)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from desk.refi.project_xml import INTERNAL, read_project, write_project
from desk.refi.values import FOLDER, Project
from domain.errors import BadFile

_PROJECT = "project.qde"
_MARK = "\ufeff"
_MOST_FILES = 200_000
_MOST_BYTES = 200_000_000  # of all files together as they unfold; what a file claims of itself is not believed
_DAY_ONE = (1980, 1, 1, 0, 0, 0)  # when a file was made would tell when somebody spoke


def write_qdpx(project: Project) -> bytes:
    """A project file; the same project gives the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, _PROJECT, write_project(project))
        for source in project.sources:
            _put(archive, f"{FOLDER}/{source.guid}.txt", _encode(source.text))
    return written.getvalue()


def _encode(text: str) -> bytes:
    """UTF-8 in which every code point keeps its place; a text that begins with a byte-order mark gets one more, which readers drop."""
    return (f"{_MARK}{text}" if text.startswith(_MARK) else text).encode("utf-8", "replace")


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DAY_ONE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)


def read_qdpx(content: bytes, where: str) -> Project:
    """The project of a file; nothing of it is unpacked to disk. Raises BadFile for one that is broken, or unfolds without end."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive, where)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise BadFile("This is no ZIP that can be read.", where=where, next_step="Export it again, without a password.") from None


def _read(archive: zipfile.ZipFile, where: str) -> Project:
    names = archive.namelist()
    if len(names) > _MOST_FILES:
        raise BadFile(f"It has more than {_MOST_FILES:,} files.", where=where, next_step="Export fewer sources at once.")
    unfolding = _Unfolding(archive, where)
    by_name = {name.casefold(): name for name in names}
    if _PROJECT not in by_name:
        raise BadFile(f"There is no {_PROJECT} in it.", where=where, next_step="Export the project as .qdpx from the other program.")
    return read_project(unfolding.read(by_name[_PROJECT]), where, lambda path: _fetch(unfolding, by_name, path, where))


def _fetch(unfolding: _Unfolding, by_name: Mapping[str, str], path: str, where: str) -> str:
    """A source's text. Only a name within the folder is looked for: a path that leads elsewhere leads to nothing."""
    name = by_name.get(f"{FOLDER}/{path.removeprefix(INTERNAL)}".casefold()) if path.startswith(INTERNAL) else None
    if name is None:
        raise BadFile(
            "A source lies outside of the file, or is missing from it.", where=where, next_step="Export it with its sources inside."
        )
    try:
        return unfolding.read(name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile("A source is not UTF-8 text.", where=where, next_step="Export it again.") from None


class _Unfolding:
    """Reads files of an archive until all together are too much."""

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self._archive = archive
        self._where = where
        self._left = _MOST_BYTES

    def read(self, name: str) -> bytes:
        """A file's content. Raises BadFile where it would unfold beyond what is left."""
        with self._archive.open(name) as opened:
            content = opened.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise BadFile(f"It unfolds into more than {_MOST_BYTES:,} bytes.", where=self._where, next_step="Export fewer sources at once.")
        return content
