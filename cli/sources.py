"""`hearback source add|list|check|accept`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, read_settings
from cli.show import print_json, print_line, print_table
from cli.source_add import add
from domain.errors import HearbackError

if TYPE_CHECKING:
    from flows.steps.check import SourceCheck

group = typer.Typer(no_args_is_help=True, help="Sources: surveys and folders of transcripts.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    group.command("add")(add)
    app.add_typer(group, name="source")


@group.command("list")
def list_all(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show the sources of the settings."""
    settings = read_settings(settings_file)
    rows = [
        {"source": name, "kind": source.kind, "title": source.title, "schedule": source.schedule or ""}
        for name, source in settings.sources.items()
    ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [list(row.values()) for row in rows], numbers_from=99)
    else:
        print_line(f"{settings_file} names no source yet. Connect one with: hearback source add")


@group.command("check")
def check(
    source: Annotated[str | None, typer.Argument(help="Name of the source; by default all.")] = None,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Try each source without bringing anything in, and tell in one table what works."""
    settings = read_settings(settings_file)
    from flows.steps.check import check_source

    checks = [check_source(settings, name) for name in ([source] if source else settings.sources)]
    if as_json:
        print_json([each.as_dict() for each in checks])
    else:
        _print(checks)
    broken = [each for each in checks if not each.is_ready]
    if broken:
        raise HearbackError(f"{len(broken)} of {len(checks)} sources cannot be used as they are.")


def _print(checks: list[SourceCheck]) -> None:
    rows = [
        [each.name, "ready" if each.is_ready else "not ready", point.name, "yes" if point.is_good else "NO", point.word]
        for each in checks
        for point in each.points
    ]
    print_table("", ["source", "state", "what", "works", "word"], rows, numbers_from=99)
