"""`hearback schedule`: keep pulling as the settings say, until it is stopped."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cli.options import DEFAULT_SETTINGS, RoundName, SettingsFile, read_settings
from cli.show import print_line, print_table
from domain.errors import WrongUse


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("schedule")(schedule)


def schedule(
    round_name: RoundName,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Show what would be served, and end.")] = False,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Serve one deployment a source with a schedule, for this round, a daily one that destroys old raw words, and reminders.

    Runs until stopped with Ctrl-C.

    A deployment needs a Prefect server: set PREFECT_API_URL, or start one with `prefect server start`.
    """
    settings = read_settings(settings_file.absolute())
    settings.round(round_name)
    from flows.schedule import plan, serve_all

    planned = plan(settings, settings_file.absolute(), round_name)
    rows = [[each.name, each.cron, each.timezone, each.flow_name] for each in planned]
    print_table("", ["deployment", "cron", "time zone", "flow"], rows, numbers_from=99)
    if not any(source.schedule for source in settings.sources.values()):
        print_line('No source has a schedule, so nothing is pulled: add schedule = "0 6 * * MON" under [sources.NAME].')
    if is_dry:
        return
    if not os.environ.get("PREFECT_API_URL"):
        raise WrongUse(
            "There is no Prefect server to keep the schedule.", next_step="Start one (prefect server start) and set PREFECT_API_URL."
        )
    print_line("Serving. Stop with Ctrl-C.")
    serve_all(planned)
