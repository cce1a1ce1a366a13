"""`hearback held list|show|redact|release|discard`: what waits for a person, and what the person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from cli import held_decisions
from cli.held_options import Language, OneId, Why, check_languages, opened_held, require_why
from cli.held_words import print_reading, require_terminal, tell_place
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_table, shorten_ids
from domain.receipt import count_reasons

if TYPE_CHECKING:
    from config.settings import Settings
    from warehouse.comments import HeldComment

SHORTEST = len("comment-") + 4  # of an id that is shown

Yes = Annotated[bool, typer.Option("--yes", help="Show the words even where they do not go to a terminal.")]

group = typer.Typer(no_args_is_help=True, help="What is held for a person: words that are not used until somebody looked.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    held_decisions.add_to(group)
    app.add_typer(group, name="held")


@group.callback()
def held() -> None:
    """What is held for a person: words that are not used until somebody looked."""


@group.command("list")
def list_all(
    source: Annotated[str | None, typer.Option("--source", help="Only what came from this source.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Only what is held for this reason.")] = None,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Show what is held, where it came from and why; never its words."""
    settings = read_settings(settings_file)
    if source:
        settings.source(source)
    from flows.steps.overview import list_held

    waiting = list_held(settings)
    found = [each for each in waiting if source in (None, each.source) and reason in (None, each.reason)]
    if as_json:
        print_json([asdict(each) for each in found])
    elif found:
        _print_list(found, shorten_ids([each.id for each in waiting], shortest=SHORTEST), settings)
    else:
        print_line("Nothing is held." if not waiting else f"Nothing of this is held; {len(waiting)} other comments are.")


@group.command("show")
def show(
    comment: OneId,
    why: Why = "",
    language: Language = "",
    who: Who = "",
    is_shown_anywhere: Yes = False,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Show the words of a held comment as they were said, and what would go on of them. The audit log says that you read them."""
    require_why(why)
    require_terminal(is_wanted=is_shown_anywhere)
    with opened_held(settings_file) as (settings, store):
        from desk.held import find_held, read_held

        chosen = find_held(store, comment)
        if language:
            check_languages(settings, [chosen], language)
        (reading,) = read_held(store, [chosen], actor=name_actor(who), why=why)
        print_reading(settings, store, reading, language)


def _print_list(found: Sequence[HeldComment], short: Mapping[str, str], settings: Settings) -> None:
    rows = [_row(each, short[each.id], settings) for each in found]
    print_table("", ["comment", "where it is from", "language", "why", "words until"], rows, numbers_from=99)
    print_line()
    reasons = Counter(each.reason for each in found)
    print_table("", ["why", "comments"], count_reasons(reasons))
    print_line('\nLook at one with: hearback held show COMMENT --why "..."')


def _row(each: HeldComment, short: str, settings: Settings) -> list[str]:
    return [short, tell_place(each), each.language or "not known", each.reason, _say_until(each, settings)]


def _say_until(each: HeldComment, settings: Settings) -> str:
    """The last day on which its words can still be looked at, by the settings of today."""
    if each.stored_at is None:
        return "destroyed"
    days = settings.raw_days_of(each.source) if each.source in settings.sources else settings.redaction.raw_days
    return str((each.stored_at + timedelta(days=days)).astimezone(ZoneInfo(settings.hearback.timezone)).date())
