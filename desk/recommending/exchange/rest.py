"""The rows that an import did not take, as tables to be mended and handed over again: nothing of a file is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from desk.recommending.exchange.outcomes import RowResult
from desk.recommending.exchange.plan import Plan, TableRead
from desk.recommending.exchange.sections import Section
from desk.recommending.exchange.write_file import name_apart
from digest.rendering.forms.sheets_csv import guard
from digest.rendering.save import save_together

_BOM = "\ufeff"
# No column is ever taken for one of these, so the table can be imported as it is.
_ADDED = ("not taken: row", "not taken: as", "not taken: because")


def write_rest(plan: Plan, file: Path) -> tuple[Path, ...]:
    """Write the rows that are not sound with their cells, and behind them what became of each and why; the files.

    Recommendations go into `file`, rows of other sections into files beside it, named as an export names them.
    """
    unsound = {(each.source, each.where): each for each in plan.unsound}
    by_section = {section: [each for each in plan.tables if each.columns.section is section] for section in Section}
    contents = {
        name_apart(file, section): _write(tables, unsound)
        for section, tables in by_section.items()
        if any((table.source, row.where) in unsound for table in tables for row in table.given.rows)
    }
    save_together(file.parent, contents)
    return tuple(file.parent / name for name in contents)


def _write(tables: Sequence[TableRead], unsound: Mapping[tuple[str, str], RowResult]) -> bytes:
    headings = list(dict.fromkeys(name for table in tables for name in table.given.headings if name not in _ADDED))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(guard, (*headings, *_ADDED)))
    for table in tables:
        for row in table.given.rows:
            if result := unsound.get((table.source, row.where)):
                cells = dict(zip(table.given.headings, row.cells, strict=True))
                told = (row.where, result.outcome.value, _say_why(result))
                writer.writerow(map(guard, (*(cells.get(name, "") for name in headings), *told)))
    return (_BOM + out.getvalue()).encode()


def _say_why(result: RowResult) -> str:
    said = " ".join(map(str, result.problems))
    return said or f"Changed on both sides: {', '.join(each.field for each in result.clashes)}."
