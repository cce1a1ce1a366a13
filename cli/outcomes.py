"""`hearback outcomes import|list|show|remove`: complaints, response times and the like, to stand beside what people said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_receipts, print_table
from domain.outcomes import OutcomeKind

if TYPE_CHECKING:
    from domain.outcomes import Outcome

NONE_YET = "No other records yet. Bring them in with: hearback outcomes import FILE.csv --name complaints --unit complaints --source …"

group = typer.Typer(no_args_is_help=True, help="Other records (complaints, response times, use of services): bring them in, see them.")
Name = Annotated[str, typer.Argument(help="The series' name.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="outcomes")


@group.command("import")
def import_file(  # noqa: PLR0913, PLR0917  # each is an option of the command
    file: Annotated[Path, typer.Argument(help="CSV with the columns date and value, and if need be place, category and people.")],
    name: Annotated[str, typer.Option("--name", help="For commands, as in complaints; what this series had before is replaced.")],
    unit: Annotated[str, typer.Option("--unit", help='What is counted or measured: "complaints", "%", "minutes".')],
    source: Annotated[str, typer.Option("--source", help='Whose records these are, as in "Oversight board"; the digest says it.')],
    title: Annotated[str, typer.Option("--title", help="For readers; by default the name.")] = "",
    kind: Annotated[OutcomeKind, typer.Option("--kind", help="Only counts are added up; rates and medians need a column people.")] = (
        OutcomeKind.COUNT
    ),
    date_format: Annotated[str, typer.Option("--date-format", help='How dates are written, as in "%d/%m/%Y"; else 2026-03-31.')] = "",
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave rows out that are wrong, and count them.")] = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in a series from other records: all of the file, or nothing."""
    settings = read_settings(settings_file)
    from desk.outcomes import OutcomeTold, import_outcome
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    told = OutcomeTold(name, title, unit, kind, source, date_format)
    with opened_store(settings) as store:
        receipt = import_outcome(store, file, told, today=today_in(settings), who=name_actor(who), is_bad_skipped=skip_bad)
    print_receipts({f"import {file.name}": receipt}, as_json=as_json)


@group.command("list")
def list_all(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show every series: what it is, whose records, how many values, from when to when."""
    rows = [_describe(each) for each in _read(settings_file)]
    if as_json:
        print_json(rows)
    elif rows:
        cells = [[row["name"], row["title"], row["kind"], f"{row['first']} to {row['last']}", row["values"]] for row in rows]
        print_table("", ["name", "title", "kind", "dates", "values"], cells, numbers_from=4)
    else:
        print_line(NONE_YET)


@group.command("show")
def show(name: Name, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show a series value by value, as it was brought in: for staff alone, since no count is rounded or withheld here."""
    outcome = next((each for each in _read(settings_file) if each.name == name), None)
    if outcome is None:
        from domain.errors import WrongUse

        raise WrongUse(f"There is no series {name!r}.", next_step="See which there are with: hearback outcomes list")
    rows = [
        {"date": str(each.on), "place": each.place, "category": each.category, "value": each.value, "people": each.people}
        for each in outcome.values
    ]
    if as_json:
        print_json(_describe(outcome) | {"values": rows})
        return
    print_line(f"{outcome.title} ({outcome.unit}), {outcome.source}")
    cells = [["" if each is None else f"{each:g}" if isinstance(each, float) else each for each in row.values()] for row in rows]
    print_table("", list(rows[0]) if rows else [], cells, numbers_from=3)


@group.command("remove")
def remove(
    name: Name,
    why: Annotated[str, typer.Option("--why", help="For the audit log; name nobody in it.")],
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Take a series out. What was released stays as it is."""
    settings = read_settings(settings_file)
    from desk.outcomes import remove_outcome
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        remove_outcome(store, name, why=why, who=name_actor(who))
    print_line(f"Taken out: {name}. Digests that are made from now on do not show it.")


def _read(settings_file: Path) -> tuple[Outcome, ...]:
    settings = read_settings(settings_file)
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        return store.outcomes.all()


def _describe(outcome: Outcome) -> dict[str, object]:
    days = [each.on for each in outcome.values]
    return {
        "name": outcome.name,
        "title": outcome.title,
        "unit": outcome.unit,
        "kind": outcome.kind.value,
        "source": outcome.source,
        "values": len(days),
        "first": str(min(days, default="")),
        "last": str(max(days, default="")),
        "imported": f"{outcome.imported_at:%Y-%m-%d}",
    }
