"""`hearback recommendations import|list`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_receipts, print_table

if TYPE_CHECKING:
    from domain.recommendations import Recommendation

group = typer.Typer(no_args_is_help=True, help="Recommendations: bring them in, see how they stand.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="recommendations")


@group.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="CSV of recommendations, or of status updates (told apart by their columns).")],
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in a file of recommendations or of status updates: all of it, or nothing."""
    settings = read_settings(settings_file)
    from desk.recommendations import import_recommendations
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        receipt = import_recommendations(store, file, who=name_actor(who), today=today_in(settings))
    print_receipts({f"import {file.name}": receipt}, as_json=as_json)


@group.command("list")
def list_all(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show every recommendation: owner, due date, how it stands."""
    settings = read_settings(settings_file)
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        rows = [_row(each, today_in(settings)) for each in store.recommendations.all()]
    if as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [list(row.values()) for row in rows], numbers_from=99)
    else:
        print_line("No recommendations yet. Bring them in with: hearback recommendations import FILE.csv")


def _row(recommendation: Recommendation, today: date) -> dict[str, str]:
    """What a program manager asks first, in words."""
    from digest.tracking.recommendations import follow_up

    standing = follow_up(recommendation, today=today)
    late = f" by {-standing.days} days" if standing.days is not None and standing.days < 0 else ""
    moved = f"{standing.moved_dates} moved, up to {standing.moved_days} days" if standing.moved_dates else ""
    return {
        "reference": recommendation.reference,
        "title": recommendation.title,
        "owner": recommendation.owner,
        "due": str(standing.due_on or ""),
        "standing": f"{standing.standing}{late}",
        "dates": moved,
        "last word": f"{standing.last_word.on}: {standing.last_word.state}" if standing.last_word else "",
    }
