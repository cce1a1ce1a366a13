"""CSV files of survey answers, row by row: encoding and delimiter are told, and every fault is named by its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from collections.abc import Mapping as Table
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from domain.errors import BadFile
from domain.listening import Response
from surveys.answers import (
    Cell,
    find_own_words,
    read_closed_answers,
    read_consent,
    read_groups,
    read_language,
    read_open_answers,
    read_respondent,
)
from surveys.dates import DateOrder, parse_time, tell_order
from surveys.decode import find_encoding
from surveys.mapping import Mapping, find_nearest, fold_code

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: encoding, delimiter, its columns, and where the mapped ones stand (counted from 0).

    `others` are the columns where LimeSurvey puts what was written under "other", by the comment they belong to.
    """

    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    places: Table[str, int]
    others: Table[str, int]


def read_csv(path: Path, mapping: Mapping, *, timezone: ZoneInfo, language: str) -> Iterator[Response]:
    """The responses of a CSV file, one a row, read as they are asked for.

    Naive times are in `timezone`; `language` is that of rows that state none. Ids are the row's number, counted from 1,
    unless a column is mapped. Raises BadFile at once for a file that cannot be read or lacks a mapped column, and while
    reading for a row that is not like the others, an id that comes twice or a date that cannot be read.
    """
    layout = find_layout(path, mapping, language)
    return _read_rows(path, layout, mapping, timezone, language)


def find_layout(path: Path, mapping: Mapping, language: str = "") -> Layout:
    """How the file is written. Raises BadFile that names a missing column, those there are, and the nearest."""
    encoding = find_encoding(path, language)
    heads = {delimiter: _read_head(path, encoding, delimiter) for delimiter in _DELIMITERS}
    wanted = set(mapping.codes)
    delimiter = max(heads, key=lambda each: (len(wanted & set(heads[each])), len(heads[each])))
    columns = heads[delimiter]
    places = {code: _find_column(code, columns, path) for code in mapping.codes}
    others = {code: columns.index(f"{code}[other]") for code in mapping.comments if f"{code}[other]" in columns}
    return Layout(encoding, delimiter, columns, places, others)


def _read_head(path: Path, encoding: str, delimiter: str) -> tuple[str, ...]:
    with _opened(path, encoding) as (file, _):
        try:
            return tuple(name.strip() for name in next(filter(None, csv.reader(file, delimiter=delimiter)), []))
        except csv.Error:
            return ()


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[tuple[TextIO, int]]:
    """The open file and how many lines at its top are none of the table's (Excel's `sep=;`)."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            has_note = file.readline().casefold().startswith("sep=")
            if not has_note:
                file.seek(0)
            yield file, int(has_note)
    except UnicodeDecodeError:
        raise BadFile(f"The text is not valid {encoding} throughout.", where=str(path), next_step="Save the file as UTF-8.") from None


def _find_column(code: str, columns: tuple[str, ...], path: Path) -> int:
    same = [place for place, name in enumerate(columns) if name == code]
    same = same or [place for place, name in enumerate(columns) if fold_code(name) == fold_code(code)]
    if len(same) == 1:
        return same[0]
    if same:
        what, next_step = f"The column {code!r} is there {len(same)} times.", "Rename all but one of them."
    else:
        near = find_nearest(code, columns)
        what = f"There is no column {code!r}; the columns are: {', '.join(columns)}."
        next_step = f"Did you mean {near!r}? Correct the settings or the file." if near else "Correct the settings or the file."
    raise BadFile(what, where=f"{path}, line 1", next_step=next_step)


def _read_rows(path: Path, layout: Layout, mapping: Mapping, timezone: ZoneInfo, language: str) -> Iterator[Response]:
    reader = RowReader(path, layout, mapping, timezone, language, _tell_date_order(path, layout, mapping))
    seen: set[str] = set()
    for number, (line, cells) in enumerate(_records(path, layout), 1):
        response = reader.read(number, line, cells)
        if response.external_id in seen:
            raise _bad_row(path, line, f"The id in {mapping.id!r} was there before.", "Give every row an id of its own.")
        seen.add(response.external_id)
        yield response


def _tell_date_order(path: Path, layout: Layout, mapping: Mapping) -> DateOrder:
    """What comes first in the file's dates, from all of them."""
    if mapping.submitted is None:
        return DateOrder.UNKNOWN
    place = layout.places[mapping.submitted]
    return tell_order(cells[place] for _, cells in _records(path, layout) if len(cells) > place)


def _records(path: Path, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Pairs of the line a record begins at and its cells; blank lines are no records."""
    is_head = True
    with _opened(path, layout.encoding) as (file, lines_above):
        reader = csv.reader(file, delimiter=layout.delimiter, strict=True)
        while True:
            line = reader.line_num + 1 + lines_above
            try:
                cells = next(reader, None)
            except csv.Error:
                what = (
                    f"From here on this is no table: a quotation mark is out of place, or a cell has over {csv.field_size_limit():,} signs."
                )
                raise _bad_row(path, line, what, "Mend the row.") from None
            if cells is None:
                return
            if cells and not is_head:
                yield line, cells
            is_head = is_head and not cells


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file."""

    path: Path
    layout: Layout
    mapping: Mapping
    timezone: ZoneInfo
    language: str
    date_order: DateOrder = DateOrder.UNKNOWN

    def read(self, number: int, line: int, cells: list[str]) -> Response:
        """The response in a row. Raises BadFile naming the line, and the column where one is at fault; never a cell."""
        if len(cells) != len(self.layout.columns):
            what = f"The row has {len(cells)} fields, and the table has {len(self.layout.columns)} columns."
            raise _bad_row(self.path, line, what, f"Mend it; fields are parted by {self.layout.delimiter!r}.")
        cell = self._cells(cells)
        instant = self._read_instant(cell, line)
        return Response(
            external_id=self._read_id(cell, number, line),
            language=read_language(self.mapping, cell, self.language),
            submitted_at=instant.astimezone(UTC) if instant else None,
            submitted_on=instant.astimezone(self.timezone).date() if instant else None,
            is_complete=True,
            open_answers=read_open_answers(self.mapping, cell, self._others(cells)),
            closed_answers=read_closed_answers(self.mapping, cell, _as_it_stands),
            groups=read_groups(self.mapping, cell, _as_it_stands),
            may_quote=read_consent(self.mapping, cell),
            respondent=read_respondent(self.mapping, cell),
            in_own_words=find_own_words(self.mapping, cell, _is_never_an_option),
        )

    def _cells(self, cells: list[str]) -> Cell:
        return lambda code: cells[self.layout.places[code]].strip() or None

    def _others(self, cells: list[str]) -> Cell:
        return lambda code: cells[self.layout.others[code]].strip() if code in self.layout.others else None

    def _read_id(self, cell: Cell, number: int, line: int) -> str:
        if self.mapping.id is None:
            return str(number)
        identity = cell(self.mapping.id)
        if identity is None:
            raise _bad_row(self.path, line, f"The row has no id in {self.mapping.id!r}.", "Give every row an id of its own.")
        return identity

    def _read_instant(self, cell: Cell, line: int) -> datetime | None:
        """The row's time; a day without a time is its midnight."""
        told = cell(self.mapping.submitted) if self.mapping.submitted else None
        if told is None:
            return None
        read = parse_time(told, self.date_order)
        if read is None:
            what = f"The date in {self.mapping.submitted!r} cannot be read, or could mean two days."
            raise _bad_row(self.path, line, what, "Write dates as 2026-11-21 or 2026-11-21 14:30.")
        return read if read.tzinfo else read.replace(tzinfo=self.timezone)


def _is_never_an_option(_: str, __: str) -> bool:
    return False


def _as_it_stands(_: str, value: str) -> str:
    return value


def _bad_row(path: Path, line: int, what: str, next_step: str) -> BadFile:
    return BadFile(what, where=f"{path}, line {line}", next_step=next_step)
