"""From the cells of one row to a response, by the mapping; a row that is none says why."""

from __future__ import annotations

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.listening import BadRow, Response
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
from surveys.dates import DateOrder, parse_as, parse_time
from surveys.files.columns import Layout
from surveys.files.head import Head
from surveys.mapping import Mapping

LONGEST_ANSWER: Final = 100_000
_UNTICKED: Final = frozenset(("", "0", "n", "no", "false", "non", "nein", "não", "falso", "faux", "not selected", "unchecked", "n/a"))


@dataclass(frozen=True, slots=True)
class DateRule:
    """How the column of dates is read: by an explicit pattern, or by what comes first in slashed dates."""

    pattern: str = ""
    order: DateOrder = DateOrder.UNKNOWN

    def read(self, told: str) -> datetime | None:
        """The time; None where it cannot be read or could mean two days."""
        return parse_as(told, self.pattern) or _parse_iso(told) if self.pattern else parse_time(told, self.order)


def _parse_iso(told: str) -> datetime | None:
    # A workbook's own dates come out in this form, whatever the pattern of those that were typed.
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file. `separators` part the ticked options in the cells of these codes."""

    head: Head
    layout: Layout
    mapping: Mapping
    timezone: ZoneInfo
    language: str
    dates: DateRule
    separators: Table[str, str]
    is_ragged: bool

    def read(self, number: int, line: int, cells: Sequence[str]) -> Response | BadRow:
        """The response in a row, or why it is none. `number` counts the rows of answers from 1."""
        where = f"line {line}"
        if _holds(cells, self.head.tests):
            return BadRow(where, "a preview, not an answer", self._read_id(number, cells))
        reason = self._find_fault(cells)
        if reason:
            # Where fields are missing or too many, the id may be another column's cell.
            is_placed = self.mapping.id is None or self.is_ragged or len(cells) == self.layout.width
            return BadRow(where, reason, self._read_id(number, cells) if is_placed else None)
        identity = self._read_id(number, cells)
        if identity is None:
            return BadRow(where, f"it has no id in {self.mapping.id!r}")
        return self._read(identity, cells)

    def _read(self, identity: str, cells: Sequence[str]) -> Response:
        cell = self._cells(cells)
        instant = self._read_instant(cell)
        groups = read_groups(self.mapping, cell, _as_it_stands, lambda code: self._ticked(code, cells))
        return Response(
            external_id=identity,
            language=read_language(self.mapping, cell, self.language),
            submitted_at=instant.astimezone(UTC) if instant else None,
            submitted_on=instant.astimezone(self.timezone).date() if instant else None,
            is_complete=not _holds(cells, self.head.unfinished),
            open_answers=read_open_answers(self.mapping, cell, self._others(cells)),
            closed_answers=read_closed_answers(self.mapping, cell, _as_it_stands),
            groups=groups,
            may_quote=read_consent(self.mapping, cell),
            respondent=read_respondent(self.mapping, cell),
            in_own_words=find_own_words(self.mapping, cell, self._is_option),
        )

    def _find_fault(self, cells: Sequence[str]) -> str:
        """Why the row is no response; empty where it is one."""
        width = self.layout.width
        if any(cell.strip() for cell in cells[width:]) or (len(cells) < width and not self.is_ragged):
            return f"it has {len(cells)} fields, and the table has {width} columns"
        cell = self._cells(cells)
        long = next((code for code in self.layout.places if len(cell(code) or "") > LONGEST_ANSWER), None)
        if long is not None:
            return f"what stands in {long!r} has over {LONGEST_ANSWER:,} signs"
        told = cell(self.mapping.submitted) if self.mapping.submitted else None
        if told and self._date_of(told) is None:
            return f'the date in {self.mapping.submitted!r} cannot be read, or could mean two days: say how in dates = "…"'
        return ""

    def _cells(self, cells: Sequence[str]) -> Cell:
        return lambda code: _at(cells, self.layout.places[code]) or None if code in self.layout.places else None

    def _others(self, cells: Sequence[str]) -> Cell:
        return lambda code: _at(cells, self.layout.others[code]) if code in self.layout.others else None

    def _ticked(self, code: str, cells: Sequence[str]) -> Sequence[str] | None:
        """What was ticked where several could be; None for a question with one answer."""
        if code in self.layout.spread:
            return [option for place, option in self.layout.spread[code] if _at(cells, place).casefold() not in _UNTICKED]
        if code in self.separators:
            said = _at(cells, self.layout.places[code])
            return [part.strip() for part in said.split(self.separators[code]) if part.strip()]
        return None

    def _is_option(self, code: str, value: str) -> bool:
        """A file tells no options; but a heading is one, and so is an answer that the settings score."""
        if code in self.layout.spread:
            return True
        return any(_is_same(value, label) for each in self.mapping.indicators if each.question == code for label, _ in each.scores)

    def _read_id(self, number: int, cells: Sequence[str]) -> str | None:
        if self.mapping.id is None:
            return str(number)
        return _at(cells, self.layout.places[self.mapping.id]) or None

    def _read_instant(self, cell: Cell) -> datetime | None:
        """The row's time; a day without a time is its midnight."""
        told = cell(self.mapping.submitted) if self.mapping.submitted else None
        return self._date_of(told) if told else None

    def _date_of(self, told: str) -> datetime | None:
        read = self.dates.read(told)
        if read is None or self.mapping.submitted is None:
            return None
        is_utc = self.layout.places[self.mapping.submitted] in self.head.utc_columns
        try:
            whole = read if read.tzinfo else read.replace(tzinfo=UTC if is_utc else self.timezone)
            whole.astimezone(UTC)
        except OverflowError:
            return None  # the year 1 or 9999, which no answer is from
        return whole


def _holds(cells: Sequence[str], told: Sequence[tuple[int, frozenset[str]]]) -> bool:
    return any(_at(cells, place).casefold() in values for place, values in told)


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _is_same(value: str, label: str) -> bool:
    return " ".join(value.split()).casefold() == " ".join(label.split()).casefold()


def _as_it_stands(_: str, value: str) -> str:
    return value
