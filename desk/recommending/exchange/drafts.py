"""Rows of cells -> drafts: what each row says, field by field, and what of it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desk.recommending.exchange.cells import read_ground, split_list
from desk.recommending.exchange.columns import OWN_ID, Columns
from desk.recommending.exchange.days import DayRule, find_rule
from desk.recommending.exchange.given import GivenRow, GivenTable
from desk.recommending.exchange.sections import FIELDS, Field, Kind, Section
from desk.recommending.exchange.states import KNOWN, Meant, find_reply, find_state, make_words
from desk.recommending.exchange.terms import Terms
from desk.recommending.exchange.versions import OWN, PART, read_version
from desk.recommending.problems import Problem, name_field, show_safely
from domain.recommendations import Reply, Role
from surveys.proposal.words import fold

_ROLES = {fold(each): each for each in Role}
_DUE = frozenset(("due_on", "first_due_on", "revised_due_on"))


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """What a row says. `values` holds only what it says: an empty cell says nothing, unless the row is one of an export.

    `version` has the hash of each field as it went out, None where no export wrote the row.
    """

    section: Section
    source: str
    where: str
    reference: str
    values: Mapping[str, Any]
    version: Mapping[str, str] | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def place(self) -> str:
        """File and row."""
        return f"{self.source}, {self.where}"


@dataclass(slots=True)
class _Reader:
    columns: Columns
    days: DayRule
    states: Mapping[str, Meant]
    are_words_kept: bool
    problems: list[Problem] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def read(self, cells: Mapping[str, str], *, is_empty_said: bool) -> dict[str, Any]:
        """The values of a row's cells."""
        known = [(each, cells[each.name]) for each in FIELDS[self.columns.section] if each.name in cells and each.name != "version"]
        values = {each.name: self._read(each, cell) for each, cell in known if cell or is_empty_said}
        values = {name: value for name, value in values.items() if value is not _UNREAD}
        if self.kept and "text" in values:
            values["text"] = "\n".join((values["text"], *self.kept)).strip()
        return values

    def _read(self, each: Field, cell: str) -> Any:
        readers = {Kind.DAY: self._read_day, Kind.NUMBER: self._read_number, Kind.LIST: self._read_list}
        if each.kind in readers:
            return readers[each.kind](each.name, cell)
        return self._read_word(each.name, cell) if each.name in ("state", "reply", "role") else self._read_line(each, cell)

    def _read_word(self, name: str, cell: str) -> Any:
        """A word of which there are only so many."""
        if name == "state":
            return self._need(name, cell, find_state(cell, self.states), f"Known: {KNOWN}. Or say what it means: --state")
        if name == "reply":
            return self._need(name, cell, find_reply(cell), f"Known: {', '.join(Reply)}.") if cell else None
        return self._need(name, cell, _ROLES.get(fold(cell)), f"Known: {', '.join(Role)}.") if cell else Role.STAFF

    def _read_line(self, each: Field, cell: str) -> str:
        if each.name == "id" and cell and not OWN_ID.fullmatch(cell):
            self._complain("id", f"{show_safely(cell)} is no id that an export wrote.", "Empty the cell.")
        return cell

    def _read_day(self, name: str, cell: str) -> Any:
        if not cell:
            return None
        day = self.days.read(cell)
        if day is not None:
            return day
        if self.are_words_kept and name in _DUE and self.columns.section is Section.RECOMMENDATIONS and any(map(str.isalpha, cell)):
            self.kept.append(f"{name_field(name).capitalize()}, as written: {cell}")
            return _UNREAD
        hint = " Words can be kept in the text: --keep-words" if name in _DUE else ""
        self._complain(name, f"{show_safely(cell)} is no date.", f"Write dates as in 2026-03-31.{hint}")
        return _UNREAD

    def _read_number(self, name: str, cell: str) -> Any:
        try:
            number = float(cell.replace(",", ".")) if cell else None
            if name == "turn":
                return 0 if number is None else int(number)
        except (ValueError, OverflowError):
            self._complain(name, f"The {name_field(name)} {show_safely(cell)} is no number.", "Write one such as 1 or 0.5.")
            return _UNREAD
        return 1.0 if number is None else number

    def _read_list(self, name: str, cell: str) -> Any:
        parts = split_list(cell)
        if name != "grounds":
            return parts
        grounds = [(each, read_ground(each)) for each in parts]
        for words, ground in grounds:
            if ground is None:
                self._complain(
                    name, f"{show_safely(words)} names nothing that it rests on.", "Write: finding F-3, session S-2 or round NAME."
                )
        return tuple(ground for _, ground in grounds if ground is not None)

    def _need(self, name: str, cell: str, value: Any, next_step: str) -> Any:
        if value is not None:
            return value
        if cell:
            hint = f' "{cell[:40]}=in progress"' if name == "state" and cell.isprintable() else ""
            self._complain(name, f"The {name_field(name)} {show_safely(cell)} is not known.", next_step + hint)
        return _UNREAD

    def _complain(self, name: str, what: str, next_step: str) -> None:
        self.problems.append(Problem(name, what, next_step))


_UNREAD = object()


def read_drafts(table: GivenTable, columns: Columns, terms: Terms) -> Iterator[Draft]:
    """A draft for each row of a table. Raises BadFile where the dates could be meant in several ways."""
    cells = [(row, columns.read(row.cells)) for row in table.rows]
    named = [each.name for each in FIELDS[columns.section] if each.kind is Kind.DAY]
    days = find_rule((told.get(name, "") for _, told in cells for name in named), terms.dates, table.source)
    states = make_words(terms.states)
    for row, told in cells:
        yield _read_row(table, row, told, _Reader(columns, days, states, terms.are_words_kept))


def _read_row(table: GivenTable, row: GivenRow, told: Mapping[str, str], reader: _Reader) -> Draft:
    section = reader.columns.section
    problems = []
    names = OWN if section is Section.RECOMMENDATIONS else PART
    version = read_version(told["version"], names) if told.get("version") else None
    if told.get("version") and version is None:
        problems.append(Problem("version", "The version was changed by hand.", "Export again, or take the column “version” out."))
    if row.where in table.crooked:
        problems.append(Problem("", f"There are more than {len(table.headings)} cells.", "Put text with a comma between double quotes."))
    values = reader.read(told, is_empty_said=version is not None)
    if not values.get("reference"):
        problems.append(Problem("reference", "The reference is empty.", "Fill it in."))
    problems += reader.problems + _find_missing(section, values, reader)
    return Draft(section, table.source, row.where, values.pop("reference", ""), values, version, tuple(problems))


def _find_missing(section: Section, values: Mapping[str, Any], reader: _Reader) -> list[Problem]:
    """Fields of an update or a moved date that are empty: of what happened, nothing can be left as it was."""
    if section not in (Section.UPDATES, Section.MOVES):
        return []
    told = {each.field for each in reader.problems} | {"reference"}
    needed = [each.name for each in FIELDS[section] if each.is_needed and each.name not in told]
    return [Problem(name, f"The {name_field(name)} is empty.", "Fill it in.") for name in needed if not values.get(name)]
