"""Options that several commands share, and how the settings are found."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from config.settings import Settings

SettingsFile = Annotated[Path, typer.Option("--settings", "-s", envvar="HEARBACK_SETTINGS", help="The settings file.", show_default=True)]
AsJson = Annotated[bool, typer.Option("--json", help="Print figures as JSON.")]
RoundName = Annotated[str, typer.Option("--round", "-r", help="Name of the round, as in the settings.")]
Who = Annotated[
    str,
    typer.Option(
        "--who", "--as", envvar="HEARBACK_ACTOR", show_default=False, help="Who decides this, for the audit log; else this account."
    ),
]
OutFolder = Annotated[Path, typer.Option("--out", "-o", help="Folder for the pages.", file_okay=False)]

DEFAULT_SETTINGS = Path("hearback.toml")
DEFAULT_OUT = Path("digest")


def read_settings(file: Path) -> Settings:
    """Load the settings, and set Prefect up to leave its files beside them and to give what its blocks hold."""
    from config.settings import load_settings
    from flows.embedded import prepare
    from flows.secret_blocks import use_prefect_blocks

    settings = load_settings(file)
    prepare(settings.folder)
    use_prefect_blocks()
    return settings


def name_actor(who: str) -> str:
    """Who acts, as the audit log keeps it: the name given, else this account's. A claim and no proof: nobody logs in."""
    return who.strip() or _name_account()


def _name_account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container the account may have a number and no name
        return f"account {os.getuid()}"
