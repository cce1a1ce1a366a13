"""A CSV of other records -> the values of a series, or for each row that is wrong where it stands and why."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desk.tables import Row, read_rows
from domain.errors import BadFile
from domain.outcomes import PER_CENT, OutcomeKind, OutcomeValue

REQUIRED = ("date", "value")
OPTIONAL = ("place", "category", "people")
MOST = 1_000_000_000  # of a value, and of people behind one
MOST_LETTERS = 200  # of a place or a category: it stands in a table


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The values in their order, and the rows that are none: where each stands and why."""

    values: tuple[OutcomeValue, ...]
    bad: tuple[BadFile, ...]


@dataclass(frozen=True, slots=True)
class RowRules:
    """How rows are to be read: dates as in `date_format` (ISO where it is empty), none after `today`."""

    kind: OutcomeKind
    unit: str
    date_format: str
    today: date


def read_outcome_rows(file: Path, rules: RowRules) -> RowsRead:
    """Every row of a CSV with the columns `date` and `value`, and where they are there `place`, `category` and `people`.

    Raises BadFile where the file cannot be read or lacks a column; what is wrong with a row is in the answer.
    """
    required = REQUIRED if rules.kind is OutcomeKind.COUNT else (*REQUIRED, "people")
    values: list[OutcomeValue] = []
    bad: list[BadFile] = []
    lines: dict[tuple[date, str, str], int] = {}
    for row in _read_all(file, required):
        try:
            value = _read_value(row, rules)
            first = lines.setdefault((value.on, value.place.casefold(), value.category.casefold()), row.line)
            if first != row.line:
                raise row.wrong(f"Line {first} has a value for the same day, place and category.", "Keep one of the two.")
            values.append(value)
        except BadFile as error:
            bad.append(error)
    return RowsRead(tuple(sorted(_spell_alike(values), key=lambda each: (each.on, each.place, each.category))), tuple(bad))


def _read_all(file: Path, required: Sequence[str]) -> Iterator[Row]:
    try:
        yield from read_rows(file, required)
    except csv.Error as error:  # a cell of a million letters, a quotation mark that never closes
        raise BadFile(
            f"This is no CSV that can be read: {error}.", where=str(file), next_step="Save it as “CSV UTF-8” and try again."
        ) from None


def _read_value(row: Row, rules: RowRules) -> OutcomeValue:
    value, people = _read_number(row, "value"), None
    if rules.kind is OutcomeKind.COUNT and value != int(value):
        raise row.wrong("The column 'value' holds a part of a case.", "Write a whole number, or say --kind rate or --kind median.")
    if rules.kind is OutcomeKind.RATE and rules.unit == PER_CENT and value > 100:
        raise row.wrong("The column 'value' holds more than 100 per cent.", "Mend it, or give another --unit.")
    if rules.kind is not OutcomeKind.COUNT:
        number = _read_number(row, "people")
        if number != int(number):
            raise row.wrong("The column 'people' holds a part of somebody.", "Write how many people or cases are behind the value.")
        people = int(number)
    return OutcomeValue(_read_day(row, rules), _read_words(row, "place"), _read_words(row, "category"), value, people)


def _read_day(row: Row, rules: RowRules) -> date:
    words = row.text("date")
    try:
        day = datetime.strptime(words, rules.date_format).date() if rules.date_format else date.fromisoformat(words)
    except ValueError:
        shown = f"as in --date-format {rules.date_format}" if rules.date_format else "as in 2026-03-31, or say how with --date-format"
        raise row.wrong("The column 'date' holds no date.", f"Write dates {shown}.") from None
    if day > rules.today:
        raise row.wrong(f"It is of {day}, which has not come yet.", "Mend the date.")
    return day


def _read_number(row: Row, column: str) -> float:
    try:
        number = float(row.text(column))
    except ValueError:
        raise row.wrong(
            f"The column {column!r} holds no number.", "Write digits alone, with a point before decimals, as in 12.5."
        ) from None
    if not math.isfinite(number) or not 0 <= number <= MOST:
        raise row.wrong(f"The column {column!r} holds a number that cannot be.", f"Write a number from 0 to {MOST:,}.")
    return number


def _read_words(row: Row, column: str) -> str:
    words = " ".join(row.cells.get(column, "").split())
    if len(words) > MOST_LETTERS:
        raise row.wrong(f"The column {column!r} has {len(words):,} letters.", f"At most {MOST_LETTERS}: it names a row of a table.")
    return words


def _spell_alike(values: list[OutcomeValue]) -> Iterator[OutcomeValue]:
    """One place is one place however its letters are: the spelling that came first stands for all."""
    spelled: dict[str, str] = {}
    for each in values:
        place, category = (spelled.setdefault(words.casefold(), words) for words in (each.place, each.category))
        yield OutcomeValue(each.on, place, category, each.value, each.people)
