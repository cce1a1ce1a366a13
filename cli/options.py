"""Options that several commands share, and how the settings are found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from config.settings import Settings

SettingsFile = Annotated[Path, typer.Option("--settings", "-s", envvar="HEARBACK_SETTINGS", help="The settings file.", show_default=True)]
AsJson = Annotated[bool, typer.Option("--json", help="Print figures as JSON.")]
RoundName = Annotated[str, typer.Option("--round", "-r", help="Name of the round, as in the settings.")]
OutFolder = Annotated[Path, typer.Option("--out", "-o", help="Folder for the pages.", file_okay=False)]

DEFAULT_SETTINGS = Path("hearback.toml")
DEFAULT_OUT = Path("digest")


def read_settings(file: Path) -> Settings:
    """Load the settings, and set Prefect up to leave its files beside them."""
    from config.settings import load_settings
    from flows.embedded import prepare

    settings = load_settings(file)
    prepare(settings.folder)
    return settings
