"""`hearback recommendations`: bring in a file, and the commands that stand in files of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli import recommendations_look, recommendations_tell, recommendations_write
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_receipts

group = typer.Typer(no_args_is_help=True, help="Recommendations: put them down, report on them, see how they stand.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for part in (recommendations_write, recommendations_tell, recommendations_look):
        part.add_to(group)
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
