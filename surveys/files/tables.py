"""A file's bytes -> rows of cells with their line numbers, as they are asked for: CSV and TSV here, XLSX by `workbook`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from domain.errors import BadFile
from surveys.decode import find_encoding

Line = tuple[int, list[str]]
"""A row: the line it begins at (in XLSX the row's number), counted from 1, and its cells."""

MOST_COLUMNS: Final = 16_384  # what Excel allows
LONGEST_CELL: Final = 2_000_000
_DELIMITERS: Final = ",;\t|"
_SAMPLE_ROWS: Final = 30
_OTHER_KINDS: Final = {
    ".xls": "an old Excel workbook",
    ".xlsb": "a binary Excel workbook",
    ".ods": "an OpenDocument spreadsheet",
    ".numbers": "a Numbers spreadsheet",
    ".sav": "an SPSS file",
    ".dta": "a Stata file",
    ".pdf": "a PDF",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was opened once and can be read any number of times. `sheet` is empty but for workbooks."""

    path: Path
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def rows(self) -> Iterator[Line]:
        """Its rows in order, those without any cell left out. Raises BadFile, with the line, for what is no table."""
        if self.sheet:
            from surveys.files.workbook import read_sheet

            return read_sheet(self.path, self.sheet)
        return _read_text(self.path, self.encoding, self.delimiter)


def open_table(path: Path, *, language: str = "", sheet: str | None = None) -> Table:
    """How the file is written. Raises BadFile for a file that is absent, empty, of another kind or no table."""
    if path.suffix.casefold() in _OTHER_KINDS:
        what = f"This is {_OTHER_KINDS[path.suffix.casefold()]}, which is not read."
        raise BadFile(what, where=str(path), next_step="Open it and save it as an Excel workbook (.xlsx) or as CSV in UTF-8.")
    if _is_archive(path):
        from surveys.files.workbook import choose_sheet

        return Table(path, sheet=choose_sheet(path, sheet))
    if sheet is not None:
        raise BadFile("This file has no sheets.", where=str(path), next_step="Take `sheet` out of the settings.")
    encoding = find_encoding(path, language)
    return Table(path, encoding, _tell_delimiter(path, encoding))


def _is_archive(path: Path) -> bool:
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        return True
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False  # find_encoding says what is the matter


def _tell_delimiter(path: Path, encoding: str) -> str:
    """The one that Excel's note names, or that gives the first rows the same number of cells, the most of them."""
    with _opened(path, encoding) as (file, note):
        if note:
            return note
        start = file.tell()
        ranked = []
        for delimiter in _DELIMITERS:
            file.seek(start)
            ranked.append((_rank(file, delimiter), delimiter))
    return max(ranked, key=lambda each: each[0])[1]


def _rank(file: TextIO, delimiter: str) -> tuple[float, int]:
    try:
        widths = [len(cells) for cells in islice(filter(None, csv.reader(file, delimiter=delimiter)), _SAMPLE_ROWS)]
    except csv.Error:
        return (0, 0)
    if not widths or widths[0] < 2:
        return (0, 0)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[tuple[TextIO, str]]:
    """The open file, and the delimiter that a note at its top names (Excel's `sep=;`)."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline(20)
            note = first[4:5] if first.casefold().startswith("sep=") and len(first.rstrip("\r\n")) == 5 else ""
            if not note:
                file.seek(0)
            yield file, note
    except UnicodeDecodeError:
        raise BadFile(f"The text is not valid {encoding} throughout.", where=str(path), next_step="Save the file as UTF-8.") from None


def _read_text(path: Path, encoding: str, delimiter: str) -> Iterator[Line]:
    # The limit holds for the whole process. What a cell may hold in the end is decided where its words are read.
    csv.field_size_limit(LONGEST_CELL)
    with _opened(path, encoding) as (file, note):
        above = int(bool(note))
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1 + above
            try:
                cells = next(reader, None)
            except csv.Error:
                raise _no_table(path, line) from None
            if cells is None:
                return
            if len(cells) > MOST_COLUMNS:
                raise BadFile(f"The row has {len(cells):,} cells.", where=f"{path}, line {line}", next_step="This is no table of answers.")
            if cells:
                yield line, [cell.replace("\0", "") for cell in cells]


def _no_table(path: Path, line: int) -> BadFile:
    # To read on would be to guess where rows begin, and could put somebody's words into a column that is shown.
    what = "From here on this is no table: a quotation mark is out of place or never closed."
    return BadFile(what, where=f"{path}, line {line}", next_step="Mend the row, or export the file again.")
