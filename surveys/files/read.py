"""A file of answers -> responses, row by row; what cannot be read is told row by row and stops nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from domain.listening import BadRow, Response
from surveys.dates import DateOrder, check_pattern, tell_order
from surveys.files.columns import Layout, find_columns
from surveys.files.head import Head
from surveys.files.rows import DateRule, RowReader
from surveys.files.shapes import find_head
from surveys.files.tables import Line, Table, open_table
from surveys.mapping import Mapping

_MOST_COMBINATIONS: Final = 500


def read_file(
    path: Path, mapping: Mapping, *, timezone: ZoneInfo, language: str, sheet: str | None = None, dates: str | None = None
) -> Iterator[Response | BadRow]:
    """The responses of a CSV, TSV or XLSX file, one a row, read as they are asked for; a row that is none is a `BadRow`.

    Naive times are in `timezone`; `language` is that of rows that state none. Ids are the row's number, counted from 1,
    unless a column is mapped; rows without any cell are counted and left out. `dates` is the format of the mapped dates,
    as for `strptime`. Raises BadFile at once for a file that cannot be read or lacks a mapped column, and while reading
    for one that stops being a table; BadSettings for a format that tells no day.
    """
    if dates is not None:
        check_pattern(dates, f"{path}, dates")
    table = open_table(path, language=language, sheet=sheet)
    head = find_head(table)
    layout = find_columns(head, mapping, path)
    return _read(table, head, layout, mapping, timezone, language, dates or "")


def answer_rows(table: Table, head: Head) -> Iterator[Line]:
    """The rows below the headings."""
    return islice(table.rows(), head.rows, None)


def _read(
    table: Table, head: Head, layout: Layout, mapping: Mapping, timezone: ZoneInfo, language: str, pattern: str
) -> Iterator[Response | BadRow]:
    survey = _look_through(table, head, layout, mapping)
    order = survey.order if survey.order is not DateOrder.UNKNOWN else head.date_order
    reader = RowReader(head, layout, mapping, timezone, language, DateRule(pattern, order), survey.separators, bool(table.sheet))
    seen: set[str] = set()
    for number, (line, cells) in enumerate(answer_rows(table, head), 1):
        if not any(cell.strip() for cell in cells):
            continue
        row = reader.read(number, line, cells)
        if isinstance(row, Response) and row.external_id in seen:
            yield BadRow(f"line {line}", f"its id in {mapping.id!r} was there before", row.external_id)
            continue
        if isinstance(row, Response) and mapping.id is not None:
            seen.add(row.external_id)
        yield row


@dataclass(slots=True)
class _Found:
    order: DateOrder = DateOrder.UNKNOWN
    separators: dict[str, str] = field(default_factory=dict)


def _look_through(table: Table, head: Head, layout: Layout, mapping: Mapping) -> _Found:
    """What only all rows together tell: what comes first in dates, and whether a cell holds several ticked options."""
    groups = [code for _, code in mapping.groups if head.separator and code in layout.places]
    if mapping.submitted is None and not groups:
        return _Found()
    combinations: dict[str, set[str]] = {code: set() for code in groups}
    order = tell_order(_watch(table, head, layout, mapping, combinations))
    separators = {code: head.separator for code, told in combinations.items() if _are_combinations(told, head.separator)}
    return _Found(order, separators)


def _watch(table: Table, head: Head, layout: Layout, mapping: Mapping, combinations: dict[str, set[str]]) -> Iterator[str]:
    """The column of dates, while the different values of the groups are gathered, up to a number."""
    submitted = layout.places[mapping.submitted] if mapping.submitted else None
    for _, cells in answer_rows(table, head):
        for code, told in combinations.items():
            place = layout.places[code]
            if place < len(cells) and cells[place].strip() and len(told) <= _MOST_COMBINATIONS:
                told.add(cells[place].strip())
        if submitted is not None and submitted < len(cells):
            yield cells[submitted]


def _are_combinations(told: set[str], separator: str) -> bool:
    """Few parts make many combinations; a comma that belongs to a name ("Mill End, north") makes more parts than names."""
    joined = [value for value in told if separator in value]
    if separator == ";":
        return bool(joined) and all(value.endswith(";") for value in told)
    parts = {part.strip() for value in told for part in value.split(separator) if part.strip()}
    return bool(joined) and len(told) <= _MOST_COMBINATIONS and len(parts) < len(told)
