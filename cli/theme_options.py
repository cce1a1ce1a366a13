"""What the commands about themes share: options, and the warehouse that they work on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import read_settings

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.theme_titles import StaffTitle
    from warehouse.store import Store

OneTheme = Annotated[str, typer.Argument(help="Id of the theme or sub-theme, or its beginning, as the list shows it.")]
Why = Annotated[
    str, typer.Option("--why", help="Why; kept with the decision and in the audit log. Never write what was said.", show_default=False)
]
Overrule = Annotated[bool, typer.Option("--overrule", help="Decide so although somebody else decided otherwise; say --why.")]
NO_THEMES = "There are no themes yet. Find them with: hearback run --round ROUND"


@contextmanager
def opened_themes(settings_file: Path) -> Iterator[tuple[Settings, Store]]:
    """The settings and their warehouse. What goes wrong in a way that nobody foresaw is told without anybody's words."""
    settings = read_settings(settings_file)
    from flows.steps.stage import opened_store, wordless_errors

    with wordless_errors("theme"), opened_store(settings) as store:
        yield settings, store


def read_title(settings: Settings, said: str) -> StaffTitle:
    """A title as typed, checked. Raises WrongUse for one that is too short or long, or names somebody."""
    from desk.theme_titles import check_title
    from flows.steps.redaction import redactor_of

    return check_title(said, redactor_of(settings), settings.hearback.language)
