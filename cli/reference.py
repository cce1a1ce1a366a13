"""`hearback reference import|list|remove`: who lives here, so that a digest can say who was not heard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_receipts, print_table

if TYPE_CHECKING:
    from desk.reference import ReferenceImport

MOST_NAMED = 8  # values that one line lists

group = typer.Typer(no_args_is_help=True, help="Who lives here, by census or register: shares of residents to hold those heard against.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="reference")


@group.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="CSV with the columns attribute, value, and people or percent.")],
    source: Annotated[str, typer.Option("--source", help='Where the shares come from, as in "Census 2021"; the digest says it.')],
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in shares of residents by a public group or by language: all of the file, or nothing. An attribute's table before goes."""
    settings = read_settings(settings_file)
    from desk.reference import import_reference
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        done = import_reference(store, file, source=source, groups=settings.group_names, who=name_actor(who))
    print_receipts({f"import {file.name}": done.receipt}, as_json=as_json, lacking=done.lacking)
    if not as_json:
        _print_lacking(done)


@group.command("list")
def list_all(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show every table: its source, when it was brought in, and the share of each value."""
    settings = read_settings(settings_file)
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        tables = store.references.all()
    if as_json:
        print_json(
            [
                {"attribute": each.attribute, "source": each.source, "imported_at": each.imported_at, "shares": dict(each.shares)}
                for each in tables
            ]
        )
    elif not tables:
        print_line("Nobody has said yet who lives here. Bring it in with: hearback reference import FILE.csv --source “Census 2021”")
    for each in () if as_json else tables:
        rows = [[value, f"{share:.1%}"] for value, share in each.shares]
        print_line(f"{each.attribute}: {each.source}, brought in on {each.imported_at:%Y-%m-%d}")
        print_table("", ["value", "residents"], rows)
        print_line()


@group.command("remove")
def remove(
    attribute: Annotated[str, typer.Argument(help='A public group, or "language".')],
    why: Annotated[str, typer.Option("--why", help="For the audit log; name nobody in it.")],
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Take a table out."""
    settings = read_settings(settings_file)
    from desk.reference import remove_reference
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        remove_reference(store, attribute, why=why, who=name_actor(who))
    print_line(f"Taken out: {attribute}. Digests that are made from now on do not hold anybody against it.")


def _print_lacking(done: ReferenceImport) -> None:
    for attribute, values in done.lacking.items():
        named = ", ".join(values[:MOST_NAMED]) + (f" and {len(values) - MOST_NAMED} more" if len(values) > MOST_NAMED else "")
        print_line(f"{attribute}: people gave values that the table lacks: {named}. They stand in digests without a share of residents.")
