"""`hearback held list`: what waits for a person, and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, read_settings
from cli.show import print_json, print_line, print_table

if TYPE_CHECKING:
    from warehouse.comments import HeldComment

group = typer.Typer(no_args_is_help=True, help="What is held for a person: words that are not used until somebody looked.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="held")


@group.callback()
def held() -> None:
    """What is held for a person: words that are not used until somebody looked."""


@group.command("list")
def list_all(
    source: Annotated[str | None, typer.Option("--source", help="Only what came from this source.")] = None,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Show what is held, where it came from and why; never its words."""
    settings = read_settings(settings_file)
    if source:
        settings.source(source)
    from flows.steps.overview import list_held

    found = [each for each in list_held(settings) if source in (None, each.source)]
    if as_json:
        print_json([asdict(each) for each in found])
    elif found:
        print_table(
            "", ["round", "source", "where", "question", "language", "why", "comment"], [_row(each) for each in found], numbers_from=99
        )
    else:
        print_line("Nothing is held.")


def _row(each: HeldComment) -> list[str]:
    where = f"session {each.session}" if each.session else f"response {each.external_id}"
    return [each.round, each.source, where, each.question, each.language or "not known", each.reason, each.id[:12]]
