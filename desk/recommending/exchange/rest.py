"""The rows that an import did not take, as a table to be mended and handed over again: nothing of a file is lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from desk.recommending.exchange.plan import Plan
from digest.rendering.forms.sheets_csv import guard
from digest.rendering.save import save_whole

_BOM = "\ufeff"


def write_rest(plan: Plan, file: Path) -> int:
    """Write the rows that are not sound with their cells, and in the last columns what became of each and why; how many."""
    unsound = {(each.source, each.where): each for each in plan.unsound}
    headings = list(dict.fromkeys(name for table in plan.tables for name in table.given.headings))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*map(guard, headings), "row", "outcome", "problem"])
    for table in plan.tables:
        for row in table.given.rows:
            if result := unsound.get((table.source, row.where)):
                cells = dict(zip(table.given.headings, row.cells, strict=True))
                told = " ".join(map(str, result.problems)) or "Changed on both sides: " + ", ".join(each.field for each in result.clashes)
                writer.writerow([guard(each) for each in (*(cells.get(name, "") for name in headings), row.where, result.outcome, told)])
    if unsound:
        save_whole(file, (_BOM + out.getvalue()).encode())
    return len(unsound)
