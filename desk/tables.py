"""CSV files that staff hand over -> rows with their line numbers, or an error that names file, line and column."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.errors import BadFile


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and where it stands."""

    file: Path
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """A cell that must say something."""
        value = self.cells.get(column, "")
        if not value:
            raise self.wrong(f"The column {column!r} is empty.", "Fill it in.")
        return value

    def day(self, column: str) -> date:
        """A cell that must be a date, as in 2026-03-31."""
        return read_day(self.text(column), self, column)

    def wrong(self, what: str, next_step: str) -> BadFile:
        """The error that names this row."""
        return BadFile(what, where=f"{self.file}, line {self.line}", next_step=next_step)


def read_day(words: str, row: Row, column: str) -> date:
    """A date written as in 2026-03-31. Raises BadFile naming the row and the column."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        raise row.wrong(f"The column {column!r} holds no date.", "Write dates as in 2026-03-31.") from None


def read_rows(file: Path, required: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV file with these columns; blank lines are passed over. Raises BadFile."""
    reader = csv.DictReader(io.StringIO(read_text(file)))
    columns = [name.strip().casefold() for name in reader.fieldnames or []]
    _require(file, columns, required)
    reader.fieldnames = columns
    for cells in reader:
        row = Row(file, reader.line_num, {name: (value or "").strip() for name, value in cells.items() if isinstance(name, str)})
        if None in cells:
            raise row.wrong(f"There are more than {len(columns)} cells.", "Put text with a comma between double quotes.")
        if any(row.cells.values()):
            yield row


def read_columns(file: Path) -> tuple[str, ...]:
    """The names of a CSV file's columns, folded."""
    first = next(csv.reader(io.StringIO(read_text(file))), [])
    return tuple(name.strip().casefold() for name in first)


def hash_file(file: Path) -> str:
    """SHA-256: an auditor can tell which file it was, and its name, which may name somebody, is not kept."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def read_text(file: Path) -> str:
    """A UTF-8 file, with or without a byte-order mark. Raises BadFile that names the offending byte's place."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadFile(
            f"This file cannot be read: {error.strerror}.", where=str(file), next_step="Check its name and permissions."
        ) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadFile("This is not UTF-8 text.", where=f"{file}, line {line}", next_step="Save it as “CSV UTF-8” and try again.") from None


def _require(file: Path, columns: Sequence[str], required: Sequence[str]) -> None:
    missing = [name for name in required if name not in columns]
    if not missing:
        return
    near = difflib.get_close_matches(missing[0], columns, n=1)
    hint = f" Is it the one called {near[0]!r}?" if near else ""
    raise BadFile(
        f"The column {missing[0]!r} is missing.{hint} There are: {', '.join(columns) or 'none'}.",
        where=str(file),
        next_step=f"It needs: {', '.join(required)}.",
    )
