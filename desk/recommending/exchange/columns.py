"""Which column is which: by its name, by words in its name, or by what its cells look like; each with how sure that is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from desk.recommending.exchange.days import PATTERNS, read_iso
from desk.recommending.exchange.given import GivenTable
from desk.recommending.exchange.sections import FIELDS, Section, find_field
from desk.recommending.exchange.terms import Terms
from domain.errors import BadFile
from surveys.dates import parse_as
from surveys.proposal.words import fold

OWN_ID = re.compile(r"[a-z-]{1,30}-[0-9a-f]{20}")
OWN_VERSION = re.compile(r"1(?:\.[A-Z2-7]{5})+")
_SAMPLE = 200
_REFERENCE = re.compile(r"[A-Za-z]{0,6}[-. /]?\d{1,5}[a-z]?")


class Surety(StrEnum):
    """How sure it is that a column is a field."""

    SAID = "said"
    SURE = "sure"
    LIKELY = "likely"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Column:
    """A field and the columns that are read for it: one, or several whose cells are joined."""

    field: str
    headings: tuple[str, ...]
    places: tuple[int, ...]
    surety: Surety


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's columns were taken for, what is passed over, and what holds for every row."""

    section: Section
    taken: tuple[Column, ...]
    passed_over: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that a row of this table can have."""
        return frozenset(each.field for each in self.taken) | self.constants.keys()

    def read(self, cells: Sequence[str]) -> dict[str, str]:
        """A row's cells by field; where several columns are joined, a line each."""
        told = {each.field: "\n".join(filter(None, (cells[place] for place in each.places))) for each in self.taken}
        return {**self.constants, **{name: cell or self.constants.get(name, "") for name, cell in told.items()}}


def choose_columns(table: GivenTable, terms: Terms) -> Columns:
    """What each column is. Raises BadFile where a needed field has no column, or one that was named is not there."""
    section = terms.section or table.section or _tell_section(table)
    said = {name: heading for name, heading in terms.columns.items() if find_field(section, name)}
    constants = {name: value for name, value in terms.constants.items() if find_field(section, name)}
    taken = [_find_said(table, name, heading) for name, heading in said.items()]
    taken += _by_name(table, section, {each.field for each in taken}, {place for each in taken for place in each.places})
    taken = [each for each in taken if each.surety is Surety.SAID or not _is_foreign(table, each)]
    left = set(range(len(table.headings))) - {place for each in taken for place in each.places}
    missing = [each.name for each in FIELDS[section] if each.name not in {one.field for one in taken} | constants.keys()]
    taken += _by_cells(table, section, missing, left)
    columns = Columns(section, tuple(sorted(taken, key=lambda each: each.places)), _list_left(table, taken), constants)
    _check_needed(table, columns)
    return columns


def is_known(table: GivenTable) -> bool:
    """Whether a sheet's name or its columns say what it holds."""
    return table.section is not None or _tell_by_names(table) is not None


@cache
def load_words() -> dict[str, Any]:
    """The word lists as they stand in the file."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def name_section(name: str) -> Section | None:
    """The section that a sheet, a list or a file is named after."""
    folded = fold(name)
    return next((Section(each) for each, words in load_words()["sections"].items() if folded in map(fold, words)), None)


def _tell_section(table: GivenTable) -> Section:
    return _tell_by_names(table) or Section.RECOMMENDATIONS


def _tell_by_names(table: GivenTable) -> Section | None:
    """The section whose own columns are there. Owners make recommendations, states make updates."""
    names = {section: _surely_named(table, section) for section in Section}
    own = names[Section.RECOMMENDATIONS]
    if "owner" in own and own & {"title", "text"}:
        return Section.RECOMMENDATIONS
    if {"on", "state"} <= names[Section.UPDATES]:
        return Section.UPDATES
    if "after" in names[Section.MOVES] and names[Section.MOVES] & {"before", "reason"}:
        return Section.MOVES
    steps = names[Section.MILESTONES]
    if {"title", "due_on"} <= steps and ("title" not in own or steps & {"done_on", "weight"} or _is_repeated(table)):
        return Section.MILESTONES
    return Section.RECOMMENDATIONS if "reference" in own else None


def _surely_named(table: GivenTable, section: Section) -> set[str]:
    return {each.field for each in _by_name(table, section, set(), set()) if each.surety is Surety.SURE}


def _is_repeated(table: GivenTable) -> bool:
    """Whether a reference stands on several rows, as it does where rows are steps."""
    place = next((each.places[0] for each in _by_name(table, Section.MILESTONES, set(), set()) if each.field == "reference"), None)
    cells = [] if place is None else [row.cells[place] for row in table.rows[:_SAMPLE]]
    return len(set(cells)) < len(cells)


def _find_said(table: GivenTable, name: str, heading: str) -> Column:
    wanted = [each.strip() for each in heading.split(" + ")]
    places = [_place_of(table, each) for each in wanted]
    return Column(name, tuple(table.headings[place] for place in places), tuple(places), Surety.SAID)


def _place_of(table: GivenTable, heading: str) -> int:
    same = [place for place, each in enumerate(table.headings) if each == heading]
    found = same or [place for place, each in enumerate(table.headings) if fold(each) == fold(heading)]
    if len(found) != 1:
        what = "is there twice" if found else "is not there"
        raise BadFile(f"The column {heading!r} {what}.", where=table.source, next_step=f"There are: {', '.join(table.headings)}.")
    return found[0]


def _by_name(table: GivenTable, section: Section, fields: set[str], places: set[int]) -> list[Column]:
    """Columns whose name is, or else holds, one of a field's words."""
    taken: list[Column] = []
    for surety, fits in ((Surety.SURE, _is_named), (Surety.LIKELY, _holds_name)):
        for place, heading in enumerate(table.headings):
            free = [each for each in load_words()[section] if each not in fields]
            name = next(iter(sorted((each for each in free if fits(heading, section, each)), key=free.index)), None)
            if name is None or place in places:
                continue
            fields, places = fields | {name}, places | {place}
            taken.append(Column(name, (heading,), (place,), surety))
    return taken


def _is_foreign(table: GivenTable, column: Column) -> bool:
    """Whether a column that is called as one of an export's own holds something else, as many an "id" does."""
    own = {"id": OWN_ID, "version": OWN_VERSION}.get(column.field)
    cells = [row.cells[column.places[0]] for row in table.rows]
    return own is not None and not any(own.fullmatch(cell) for cell in cells)


def _is_named(heading: str, section: Section, name: str) -> bool:
    return fold(heading) in _words_of(section, name)


def _holds_name(heading: str, section: Section, name: str) -> bool:
    """One of a field's longer words within the heading: a short one ("no", "to") stands in too many."""
    return any(f" {word} " in f" {fold(heading)} " for word in _words_of(section, name) if len(word) > 4)


@cache
def _words_of(section: Section, name: str) -> frozenset[str]:
    return frozenset(map(fold, (name, *load_words()[section][name])))


def _by_cells(table: GivenTable, section: Section, missing: Sequence[str], left: set[int]) -> Iterator[Column]:
    """Needed columns, and the due date, by what stands in them; only where one column looks so."""
    looks: dict[str, Callable[[Sequence[str]], bool]] = {
        "reference": lambda cells: len(set(cells)) == len(cells) and all(map(_REFERENCE.fullmatch, cells)),
        "due_on": lambda cells: all(map(_is_day, cells)),
        "on": lambda cells: all(map(_is_day, cells)),
        "text": lambda cells: sum(map(len, cells)) > 60 * len(cells),
    }
    for name in (each for each in looks if each in missing):
        is_list = section is not Section.RECOMMENDATIONS and name == "reference"  # several rows of one are usual there
        test = looks["reference"] if not is_list else lambda cells: all(map(_REFERENCE.fullmatch, cells))
        found = [place for place in sorted(left) if _looks(table, place, test if name == "reference" else looks[name])]
        if len(found) == 1:
            left.remove(found[0])
            yield Column(name, (table.headings[found[0]],), (found[0],), Surety.GUESS)


def _looks(table: GivenTable, place: int, test: Callable[[Sequence[str]], bool]) -> bool:
    cells = [row.cells[place] for row in table.rows[:_SAMPLE] if row.cells[place]]
    return bool(cells) and test(cells)


def _is_day(cell: str) -> bool:
    return read_iso(cell) is not None or any(parse_as(cell, each) for each in PATTERNS)


def _list_left(table: GivenTable, taken: Sequence[Column]) -> tuple[str, ...]:
    used = {place for each in taken for place in each.places}
    return tuple(heading for place, heading in enumerate(table.headings) if place not in used)


def _check_needed(table: GivenTable, columns: Columns) -> None:
    """What no row can be without. A change of what is there needs its reference only."""
    is_of_past = columns.section in (Section.UPDATES, Section.MOVES)
    needed = [each.name for each in FIELDS[columns.section] if each.is_needed and (is_of_past or each.name == "reference")]
    missing = [name for name in needed if name not in columns.fields]
    if missing:
        there = ", ".join(columns.passed_over) or "none"
        raise BadFile(
            f"This was taken for {columns.section}, and no column was found for {missing[0]!r}. Columns that were not used: {there}.",
            where=table.source,
            next_step=f"Say which it is: --column {missing[0]}=HEADING, or one value for all rows: --set {missing[0]}=VALUE",
        )
