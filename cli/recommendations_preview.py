"""What an import did or would do, for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.show import print_json, print_line, print_table

if TYPE_CHECKING:
    from desk.recommending.exchange.outcomes import Clash, RowResult
    from desk.recommending.exchange.plan import Plan, TableRead

MOST_ROWS = 40  # that are told one by one; the JSON and --rest have all of them


def print_plan(plan: Plan, *, is_written: bool, as_json: bool) -> None:
    """Columns, counts by outcome, and the rows that somebody should look at."""
    if as_json:
        print_json(describe_plan(plan, is_written=is_written))
        return
    for table in plan.tables:
        _print_table(table)
    _print_counts(plan)
    _print_rows("Changed", [each for each in plan.results if each.outcome == "changed"])
    _print_rows("Told otherwise", [each for each in plan.results if each.notes and each.is_sound])
    _print_rows("Not sound", plan.unsound)
    if not is_written:
        print_line("Nothing was written.")
    elif not plan.pairs:
        print_line("Nothing changed: everything was already as it should be.")
    if any(each.clashes for each in plan.unsound):
        print_line("Both sides changed the same fields. Decide for all such rows with --take mine (the file) or --take theirs.")


def describe_plan(plan: Plan, *, is_written: bool) -> dict[str, Any]:
    """The whole plan as plain values."""
    from desk.recommending.exchange.outcomes import count_outcomes

    return {
        "written": is_written and bool(plan.pairs),
        "tables": [
            {
                "source": each.source,
                "section": each.columns.section,
                "rows": each.rows,
                "columns": {one.field: {"headings": one.headings, "how_sure": one.surety} for one in each.columns.taken},
                "for_all_rows": dict(each.columns.constants),
                "passed_over": each.columns.passed_over,
                "notes": each.notes,
            }
            for each in plan.tables
        ],
        "counts": {section: dict(counts) for section, counts in count_outcomes(plan.results).items()},
        "rows": [_describe_row(each) for each in plan.results if each.outcome != "unchanged"],
    }


def _describe_row(row: RowResult) -> dict[str, Any]:
    told = {
        "fields": row.fields,
        "problems": [{"field": each.field, "what": each.what, "next_step": each.next_step} for each in row.problems],
        "conflicts": [{"field": each.field, "yours": each.mine, "theirs": each.theirs, "before": each.before} for each in row.clashes],
        "notes": row.notes,
    }
    place = {"section": row.section, "source": row.source, "where": row.where, "reference": row.reference, "outcome": row.outcome}
    return {**place, **{name: value for name, value in told.items() if value}}


def _print_table(table: TableRead) -> None:
    print_line(f"{table.source}: {table.rows:,} rows of {table.columns.section}")
    rows = [[each.field, " + ".join(each.headings), each.surety] for each in table.columns.taken]
    rows += [[name, f"“{value}” for all rows", "said"] for name, value in table.columns.constants.items()]
    print_table("", ["field", "column", "how sure"], rows, numbers_from=99)
    if table.columns.passed_over:
        print_line(f"Passed over: {', '.join(table.columns.passed_over)}.")
    for note in table.notes:
        print_line(note)
    print_line()


def _print_counts(plan: Plan) -> None:
    from desk.recommending.exchange.outcomes import Outcome, count_outcomes

    counts = count_outcomes(plan.results)
    rows = [[section, *(found[each] for each in Outcome)] for section, found in counts.items()]
    print_table("", ["rows", *Outcome], rows)
    print_line()


def _print_rows(title: str, rows: tuple[RowResult, ...] | list[RowResult]) -> None:
    if not rows:
        return
    print_line(f"{title}:")
    for each in rows[:MOST_ROWS]:
        lines = [*map(str, each.problems), *map(_say_clash, each.clashes), *each.notes]
        told = f" {', '.join(each.fields)}" if each.fields else ""
        print_line("\n    ".join([f"  {each.where}, {each.reference or 'no reference'} ({each.outcome}){told}", *lines]))
    if len(rows) > MOST_ROWS:
        print_line(f"  And {len(rows) - MOST_ROWS:,} more: --json has all of them.")
    print_line()


def _say_clash(clash: Clash) -> str:
    before = "not known any more" if clash.before is None else f"“{_shorten(clash.before)}”"
    return f"{clash.field}: yours “{_shorten(clash.mine)}”, theirs “{_shorten(clash.theirs)}”, before {before}."


def _shorten(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
