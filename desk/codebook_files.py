"""A codebook's file, of whatever kind -> its rows, its content, and the project that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desk.codebook_codes import to_rows
from desk.codebook_rows import CodebookRow, read_csv_codebook
from desk.refi import Project, read_qdc, read_qdpx
from domain.errors import BadFile

_MOST_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """The rows of a codebook, the bytes they were read from, and the project of a .qdpx (None of other files)."""

    rows: tuple[CodebookRow, ...]
    content: bytes
    project: Project | None = None


def read_codebook(file: Path) -> CodebookFile:
    """Read a codebook by its ending: .csv, .qdc or .qdpx. Raises BadFile that names the file and, where known, the row."""
    ending, content = file.suffix.casefold(), _read_bytes(file)
    if ending == ".csv":
        return CodebookFile(read_csv_codebook(file), content)
    if ending == ".qdc":
        return CodebookFile(to_rows(read_qdc(content, str(file)), str(file)), content)
    if ending == ".qdpx":
        project = read_qdpx(content, str(file))
        return CodebookFile(to_rows(project.codes, str(file)), content, project)
    raise BadFile("It is not known how to read this file.", where=str(file), next_step="Hand over a .csv, .qdc or .qdpx file.")


def _read_bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise BadFile(f"It has more than {_MOST_BYTES:,} bytes.", where=str(file), next_step="Export fewer sources at once.")
        return file.read_bytes()
    except OSError as error:
        raise BadFile(
            f"This file cannot be read: {error.strerror}.", where=str(file), next_step="Check its name and permissions."
        ) from None
