"""`hearback status`: what is here, what is held, what ran."""

from __future__ import annotations

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, read_settings
from cli.show import print_json, print_line, print_table


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("status")(status)


def status(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show what each round holds, what waits for a person and why, and the latest runs."""
    settings = read_settings(settings_file)
    from flows.steps.overview import overview

    found = overview(settings)
    if as_json:
        print_json(found.as_dict())
        return
    rounds = [["" if value is None else value for value in each.values()] for each in found.rounds]
    print_table("Rounds", ["round", "responses", "people", "sessions", "passages", "themes", "unthemed", "release"], rounds)
    print_line()
    if found.held:
        print_table("Held for a person", ["round", "reason", "comments"], found.held, numbers_from=2)
        print_line()
    if found.discarded:
        print_table("Discarded by a person", ["round", "comments"], found.discarded)
        print_line()
    runs = [list(each.values()) for each in found.runs]
    print_table(
        "Latest runs that changed something", ["stage", "scope", "finished", "state", "read", "written", "held"], runs, numbers_from=4
    )
    if found.is_audit_intact:
        print_line(f"\nAudit log: {found.audit_events} {'event' if found.audit_events == 1 else 'events'}, intact.")
    else:
        print_line("\nAudit log: BROKEN. Somebody changed or removed events; keep this file as it is and ask for help.")
