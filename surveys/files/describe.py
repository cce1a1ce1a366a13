"""What a file is and what its columns hold, as far as a proposal needs it: counts and kinds, words only of what is chosen from a list."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from surveys.dates import DateOrder, parse_time
from surveys.files.head import Head, Heading
from surveys.files.read import answer_rows
from surveys.files.shapes import find_head
from surveys.files.tables import Table, open_table
from surveys.proposal.candidate import Candidate, ColumnKind
from surveys.proposal.scales import find_scale, find_yes_no

FEWEST_TO_SHOW: Final = 5
_MOST_VALUES: Final = 60
_MOST_CHOICES: Final = 30
_LONGEST_CHOICE: Final = 80
_ROWS_A_CHOICE: Final = 3
_SCALE_VALUES: Final = 11
_EMAIL: Final = re.compile(r"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*")
_NUMBER: Final = re.compile(r"\s*-?\d+(?:[.,]\d+)?\s*")
_PHONE: Final = re.compile(r"\s*(?:\+|00|\()?\d[\d\s().-]{7,16}\d\s*")
_NAMES_A_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,8})?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code and text, what it holds, how many rows fill it, and how many different values there are.

    `values` are pairs of an option and how many rows hold it, of choices and scales only, and never shown by `repr`;
    `longest` is in code points. `are_many` is True where the different values were too many to count.
    """

    code: str
    text: str
    kind: ColumnKind
    filled: int
    different: int
    longest: int
    are_many: bool = False
    values: tuple[tuple[str, int], ...] = field(default=(), repr=False)

    @property
    def shown_values(self) -> tuple[str, ...]:
        """Options that enough rows hold to be nobody's own words."""
        return tuple(value for value, count in self.values if count >= FEWEST_TO_SHOW)

    def as_candidate(self) -> Candidate:
        """For a proposal."""
        return Candidate(
            code=self.code,
            text=self.text,
            kind=self.kind,
            is_free_text=self.kind is ColumnKind.FREE_TEXT,
            options=tuple((value, value) for value, _ in self.values),
            values_count=None if self.are_many else self.different,
            longest=self.longest,
        )


@dataclass(frozen=True, slots=True)
class FileFacts:
    """How a file is written and what it holds: `shape` names the tool, `rows` counts the answers."""

    shape: str
    columns: tuple[Column, ...]
    rows: int
    encoding: str
    delimiter: str
    sheet: str

    def as_candidates(self) -> tuple[Candidate, ...]:
        """The columns, and the questions whose options lie in several of them, for a proposal."""
        return tuple(column.as_candidate() for column in self.columns)


@dataclass(slots=True)
class _Tally:
    """Counts one column, in memory that does not grow with the rows."""

    filled: int = 0
    longest: int = 0
    numbers: int = 0
    dates: int = 0
    emails: int = 0
    phones: int = 0
    are_many: bool = False
    values: Counter[str] = field(default_factory=Counter)

    def add(self, cell: str) -> None:
        cell = cell.strip()
        if not cell:
            return
        self.filled += 1
        self.longest = max(self.longest, len(cell))
        if len(cell) <= _LONGEST_CHOICE:
            self._look_at(cell)
        if cell in self.values or len(self.values) < _MOST_VALUES:
            self.values[cell[: _LONGEST_CHOICE + 1]] += 1
        else:
            self.are_many = True

    def _look_at(self, cell: str) -> None:
        self.numbers += bool(_NUMBER.fullmatch(cell))
        self.emails += bool(_EMAIL.fullmatch(cell))
        # Either order of day and month: here it matters only that it is a date.
        is_date = cell[:1].isdigit() and bool(parse_time(cell, DateOrder.MONTH_FIRST) or parse_time(cell, DateOrder.DAY_FIRST))
        self.dates += is_date
        self.phones += bool(_PHONE.fullmatch(cell)) and not is_date


def describe_file(path: Path, *, language: str = "", sheet: str | None = None) -> FileFacts:
    """What the file is, from all its rows, each looked at once. Raises BadFile for one that cannot be read."""
    table = open_table(path, language=language, sheet=sheet)
    head = find_head(table)
    tallies = [_Tally() for _ in head.headings]
    rows = _count(table, head, tallies)
    columns = [_describe(heading, tally) for heading, tally in zip(head.headings, tallies, strict=True)]
    return FileFacts(head.shape, _fold_families(head, columns), rows, table.encoding, table.delimiter, table.sheet)


def _count(table: Table, head: Head, tallies: list[_Tally]) -> int:
    rows = 0
    for _, cells in answer_rows(table, head):
        rows += any(cell.strip() for cell in cells)
        for tally, cell in zip(tallies, cells, strict=False):
            tally.add(cell)
    return rows


def _describe(heading: Heading, tally: _Tally) -> Column:
    kind = heading.kind or _kind_of(tally)
    has_values = kind in (ColumnKind.CHOICE, ColumnKind.SCALE, ColumnKind.LANGUAGE, ColumnKind.NUMBER) and not tally.are_many
    values = tuple(tally.values.most_common()) if has_values else ()
    return Column(heading.code, heading.text, kind, tally.filled, len(tally.values), tally.longest, tally.are_many, values)


def _kind_of(tally: _Tally) -> ColumnKind:
    if not tally.filled:
        return ColumnKind.EMPTY
    most = tally.filled * 0.8
    if tally.emails >= most or (tally.phones >= most and tally.are_many):
        return ColumnKind.IDENTITY
    if tally.dates >= most:
        return ColumnKind.DATE
    options = [(value, value) for value in tally.values]
    is_list = not tally.are_many and tally.longest <= _LONGEST_CHOICE
    if is_list and len(options) <= _SCALE_VALUES and find_scale(options):
        return ColumnKind.SCALE
    if tally.numbers == tally.filled:
        return ColumnKind.NUMBER
    is_repeated = len(options) <= _MOST_CHOICES and tally.filled >= _ROWS_A_CHOICE * len(options)
    return ColumnKind.CHOICE if is_list and (is_repeated or find_yes_no(options)) else ColumnKind.FREE_TEXT


def _fold_families(head: Head, columns: list[Column]) -> tuple[Column, ...]:
    """Columns of one question with several answers come as one column, where the first of them stands."""
    families: dict[str, list[tuple[str, int]]] = {}
    for heading, column in zip(head.headings, columns, strict=True):
        if heading.family and _is_tick(column):
            families.setdefault(heading.family, []).append((heading.option, column.filled))
    made: dict[str, Column] = {}
    for heading, column in zip(head.headings, columns, strict=True):
        options = families.get(heading.family) or families.get(heading.code) or []
        is_part = len(options) > 1 and (heading.code in families or (bool(heading.family) and _is_tick(column)))
        code = (heading.family or heading.code) if is_part else heading.code
        text = _text_of(heading, code) if is_part else heading.text
        folded = Column(code, text, ColumnKind.MULTIPLE, column.filled, len(options), column.longest, values=tuple(options))
        made.setdefault(code, folded if is_part else column)
    return tuple(made.values())


def _text_of(heading: Heading, code: str) -> str:
    return heading.text.removesuffix(heading.option).rstrip(" -[]/") or code if heading.family else heading.text


def _is_tick(column: Column) -> bool:
    """A column of one option holds that option or a mark, and nothing else."""
    return column.kind is ColumnKind.EMPTY or (column.different <= 2 and column.kind is not ColumnKind.SCALE)
