"""CSV and XLSX -> tables of cells, read row by row by the reader that surveys use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from desk.recommending.exchange.cells import tidy
from desk.recommending.exchange.columns import is_known, name_section
from desk.recommending.exchange.given import GivenRow, GivenTable
from desk.recommending.exchange.sections import Section
from digest.rendering.forms.sheets_csv import unguard
from domain.errors import BadFile
from surveys.files.tables import Line, open_table

MOST_CELLS = 1_000_000
_PLAIN = frozenset(("utf-8", "utf-8-sig", "ascii"))


def open_text(file: Path, section: Section | None) -> GivenTable:
    """A CSV or TSV file; apostrophes that an export put before what looks like a formula are taken away."""
    opened = open_table(file)
    notes = () if opened.encoding in _PLAIN else (f"It was read as {opened.encoding}: look whether accents are right.",)
    lines = ((line, [unguard(cell) for cell in cells]) for line, cells in opened.rows())
    return _make_table(str(file), lines, "line", section, notes)


def open_workbook(file: Path, wanted: Sequence[str]) -> tuple[GivenTable, ...]:
    """The sheets of a workbook that are wanted, else those of which it can be told what they hold."""
    from surveys.files.workbook import find_formulas, list_sheets, read_sheet

    names = list_sheets(file)
    for name in wanted:
        if name not in names:
            raise BadFile(f"There is no sheet {name!r}.", where=str(file), next_step=f"There are: {', '.join(names)}.")
    tables = []
    for name in wanted or names:
        formulas = find_formulas(file, name)
        section = name_section(name)
        tables.append(_make_table(f"{file}, sheet {name!r}", read_sheet(file, name), "row", section, _tell_formulas(formulas)))
    filled = [each for each in tables if each.headings]
    return _choose(file, filled) if not wanted else tuple(filled)


def _choose(file: Path, tables: Sequence[GivenTable]) -> tuple[GivenTable, ...]:
    if len(tables) == 1:
        return tuple(tables)
    told = tuple(each for each in tables if is_known(each))
    if not told:
        what = "No sheet says what it holds." if tables else "No sheet holds anything."
        raise BadFile(what, where=str(file), next_step='Say which it is: --sheet "NAME"')
    return told


def _tell_formulas(places: Sequence[str]) -> tuple[str, ...]:
    if not places:
        return ()
    named = ", ".join(places[:5]) + (", …" if len(places) > 5 else "")
    return (f"Formulas stand in {len(places):,} of the cells; the values that were saved with them are read ({named}).",)


def _make_table(source: str, lines: Iterable[Line], word: str, section: Section | None, notes: tuple[str, ...]) -> GivenTable:
    headings: tuple[str, ...] = ()
    rows, crooked, count = [], set(), 0
    for number, raw in lines:
        count += len(raw)
        if count > MOST_CELLS:
            raise BadFile(f"There are over {MOST_CELLS:,} cells.", where=source, next_step="Check that it is the right file, and split it.")
        cells = [tidy(each) for each in raw]
        if not any(cells):
            continue
        if not headings:
            headings = _read_headings(cells)
            continue
        where = f"{word} {number}"
        if any(cells[len(headings) :]):
            crooked.add(where)
        rows.append(GivenRow(where, tuple((cells + [""] * len(headings))[: len(headings)])))
    return GivenTable(source, headings, tuple(rows), section, notes, frozenset(crooked))


def _read_headings(cells: Sequence[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return tuple(" ".join(each.split()) or f"column {place}" for place, each in enumerate(cells, 1))
