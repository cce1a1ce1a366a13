"""`hearback release schema`: what a release's JSON holds."""

from __future__ import annotations

import typer


def add_to(group: typer.Typer) -> None:
    """Add this command."""
    group.command("schema")(schema)


def schema() -> None:
    """Print the JSON Schema of a release's JSON, for programs that read it."""
    from digest.rendering.forms.schema import write_schema

    typer.echo(write_schema(), nl=False)
