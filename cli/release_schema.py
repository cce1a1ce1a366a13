"""`hearback release schema`: what a release's JSON holds."""

from __future__ import annotations

from typing import Annotated

import typer


def add_to(group: typer.Typer) -> None:
    """Add this command."""
    group.command("schema")(schema)


def schema(
    is_of_timeline: Annotated[bool, typer.Option("--timeline", help="Of the timeline's JSON, and not of a release's.")] = False,
) -> None:
    """Print the JSON Schema of a release's JSON, or of the timeline's, for programs that read it."""
    from digest.rendering.forms.schema import write_schema
    from digest.rendering.forms.timeline_schema import write_timeline_schema

    typer.echo(write_timeline_schema() if is_of_timeline else write_schema(), nl=False)
