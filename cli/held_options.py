"""What the commands about held words share: options, and what is checked before anything is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import read_settings
from domain.errors import WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from warehouse.held import HeldWords
    from warehouse.store import Store

Ids = Annotated[list[str] | None, typer.Argument(help="Ids of comments, or their beginnings, as the list shows them.", show_default=False)]
OneId = Annotated[str, typer.Argument(help="Id of the comment, or its beginning, as the list shows it.")]
Why = Annotated[str, typer.Option("--why", help="Why; kept in the audit log. Never write what was said.", show_default=False)]
Language = Annotated[
    str, typer.Option("--language", help="The language it is in, where that is not known or told wrongly.", show_default=False)
]
KeepFlagged = Annotated[bool, typer.Option("--keep-flagged", help="Leave in what was flagged as pointing to one person: it is harmless.")]
AllOfReason = Annotated[str, typer.Option("--all-of-reason", help="All that is held for this reason; asks first.", show_default=False)]


def require_why(why: str) -> None:
    """Raises WrongUse where it is not said why, before anything is opened."""
    if not why.strip():
        raise WrongUse("It is not said why.", next_step='Say it with: --why "checked with the interpreter"')


@contextmanager
def opened_held(settings_file: Path) -> Iterator[tuple[Settings, Store]]:
    """The settings and their warehouse. What goes wrong in a way that nobody foresaw is told without anybody's words."""
    settings = read_settings(settings_file)
    from flows.steps.stage import opened_store, wordless_errors

    with wordless_errors("held"), opened_store(settings) as store:
        yield settings, store


def check_languages(settings: Settings, chosen: Sequence[HeldWords], language: str) -> None:
    """Raises WrongUse for words whose language is not served; before they are read, since that would be for nothing."""
    from desk.held_redaction import name_language

    for each in chosen:
        if each.is_waiting:
            name_language(each, language, settings.hearback.languages)
