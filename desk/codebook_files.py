"""A codebook's file, of whatever kind -> its rows, and the file's content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desk.codebook_rows import CodebookRow, read_csv_codebook
from domain.errors import BadFile


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """The rows of a codebook, and the bytes they were read from."""

    rows: tuple[CodebookRow, ...]
    content: bytes


def read_codebook(file: Path) -> CodebookFile:
    """Read a codebook by its ending: .csv. Raises BadFile that names the file and, where known, the row."""
    if file.suffix.casefold() != ".csv":
        raise BadFile("It is not known how to read this file.", where=str(file), next_step="Hand over a .csv, .qdc or .qdpx file.")
    rows = read_csv_codebook(file)
    return CodebookFile(rows, file.read_bytes())
