"""`hearback status`: what is here, what is held, what ran."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, read_settings
from cli.show import print_alarms, print_json, print_line, print_table

if TYPE_CHECKING:
    from flows.steps.overview import Overview


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
        print_table("Discarded", ["round", "comments"], found.discarded)
        print_line()
    print_alarms(found.language_alarms)
    runs = [list(each.values()) for each in found.runs]
    print_table(
        "Latest runs that changed something", ["stage", "scope", "finished", "state", "read", "written", "held"], runs, numbers_from=4
    )
    print_line(f"\nAudit log: {_say_audit(found)}")
    if found.scrub_asked_since is not None:
        since = f"{found.scrub_asked_since:%Y-%m-%d %H:%M} UTC"
        print_line(f"Erased words are still in the database's files since {since}: close what else reads it, then run this again.")


def _say_audit(found: Overview) -> str:
    if not found.is_audit_intact:
        return "BROKEN. Somebody changed or removed events. Keep all files as they are, and see: hearback audit verify"
    count = f"{found.audit_events:,} {'event' if found.audit_events == 1 else 'events'}"
    if found.audit_checked == found.audit_events:
        return f"{count}, intact."
    return f"{count}; the latest {found.audit_checked:,} are intact. All of them are checked by: hearback audit verify"
