"""What an import would do, row by row: nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desk.recommending.exchange.assemble import Assembly
from desk.recommending.exchange.columns import Columns, Surety, choose_columns
from desk.recommending.exchange.context import Context
from desk.recommending.exchange.drafts import Draft, read_drafts
from desk.recommending.exchange.given import GivenTable
from desk.recommending.exchange.open_file import open_files
from desk.recommending.exchange.outcomes import Outcome, RowResult
from desk.recommending.exchange.sections import FIELDS, Section
from desk.recommending.exchange.terms import Terms
from domain.errors import WrongUse
from domain.recommendations import Recommendation
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class TableRead:
    """How one table was read."""

    given: GivenTable
    columns: Columns

    @property
    def source(self) -> str:
        """Its file, and its sheet."""
        return self.given.source

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.given.rows)

    @property
    def notes(self) -> tuple[str, ...]:
        """What somebody should know of how it was read."""
        return self.given.notes


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of every row, and the recommendations as they stood and as they are to be."""

    tables: tuple[TableRead, ...]
    results: tuple[RowResult, ...]
    pairs: tuple[tuple[Recommendation | None, Recommendation], ...]

    @property
    def unsound(self) -> tuple[RowResult, ...]:
        """The rows that cannot be taken as they are."""
        return tuple(each for each in self.results if not each.is_sound)

    @property
    def guessed(self) -> tuple[tuple[str, str], ...]:
        """Fields and headings of columns that were only guessed by their cells: an import wants them said."""
        return tuple((each.field, each.headings[0]) for table in self.tables for each in table.columns.taken if each.surety is Surety.GUESS)

    def count(self, outcome: Outcome) -> int:
        """How many rows come to this."""
        return sum(each.outcome is outcome for each in self.results)


def plan_import(store: Store, files: Sequence[Path], terms: Terms, *, who: str, today: date) -> Plan:
    """What importing these files would do now. Raises BadFile or WrongUse where a file cannot be read at all."""
    tables = open_files(files, terms.sheets)
    read: list[TableRead] = []
    drafts: list[Draft] = []
    for table in tables:
        if table.headings:
            columns = choose_columns(table, terms)
            read.append(TableRead(table, columns))
            drafts += read_drafts(table, columns, terms)
    _check_options(tables, read, terms)
    assembly = Assembly(drafts, _look_up(store, drafts, terms, who, today))
    results = assembly.run()
    return Plan(tuple(read), results, assembly.pairs)


def _look_up(store: Store, drafts: Sequence[Draft], terms: Terms, who: str, today: date) -> Context:
    """What the warehouse has of everything that the rows name."""
    named = {each.reference for each in drafts if each.reference}
    needed = {word for each in drafts if each.section is Section.RECOMMENDATIONS for word in each.values.get("needs", ())}
    own = {each.reference for each in drafts if each.section is Section.RECOMMENDATIONS}
    references = frozenset(own | set(store.recommendations.references()))
    known = _close(store, named | needed)
    ids = {str(each.values["id"]) for each in drafts if each.values.get("id")}
    whose = store.recommendations.find_parts(sorted(ids))
    return Context(terms, store.contacts.all(), today, who, known, references, whose, store.recommendations.changes)


def _close(store: Store, references: Iterable[str]) -> dict[str, Recommendation]:
    """By reference, these recommendations, what they need, what that needs, and so on."""
    known: dict[str, Recommendation] = {}
    waiting, asked = set(references), set[str]()
    while waiting:
        asked |= waiting
        found = store.recommendations.referred(sorted(waiting))
        known |= {each.reference: each for each in found}
        waiting = {name for each in found for name in each.needs} - asked
    return known


def _check_options(tables: Sequence[GivenTable], read: Sequence[TableRead], terms: Terms) -> None:
    """Raise WrongUse for a field that no section of these files has: it was mistyped, and would be passed over in silence."""
    if not read:
        raise WrongUse("There is nothing in it.", where=", ".join(each.source for each in tables), next_step="Export it again.")
    sections = {each.columns.section for each in read}
    known = {each.name for section in sections for each in FIELDS[section]}
    for name in (*terms.columns, *terms.constants):
        if name not in known:
            there = ", ".join(sorted(known - {"id", "version"}))
            raise WrongUse(f"There is no field {name!r} in {' and '.join(sorted(sections))}.", next_step=f"There are: {there}.")
