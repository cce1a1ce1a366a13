"""`hearback recommendations`: its commands stand in files of their own."""

from __future__ import annotations

import typer

from cli import recommendations_exchange, recommendations_look, recommendations_tell, recommendations_write

group = typer.Typer(no_args_is_help=True, help="Recommendations: put them down, report on them, see how they stand.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for part in (recommendations_exchange, recommendations_write, recommendations_tell, recommendations_look):
        part.add_to(group)
    app.add_typer(group, name="recommendations")
