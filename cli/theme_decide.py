"""`hearback theme approve|rename|merge|split|hide|show|move`: what a person decides about themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor
from cli.show import print_json, print_line
from cli.theme_options import OneTheme, Overrule, Why, opened_themes, read_title

if TYPE_CHECKING:
    from desk.theme_deed import Decided

NOWHERE = "none"
_THEN = "The next `hearback digest` shows it; the next `hearback run` keeps to it."

NewTitle = Annotated[str, typer.Argument(help="The title: two to six words.")]
Into = Annotated[str, typer.Option("--into", help="The theme or sub-theme that it becomes part of.")]
Parts = Annotated[list[str] | None, typer.Option("--part", help="A sub-theme to take out; may be said again.", show_default=False)]
Passages = Annotated[list[str] | None, typer.Option("--passage", help="A passage to take out; may be said again.", show_default=False)]
SplitTitle = Annotated[str, typer.Option("--title", help="Title of the new theme: two to six words.", show_default=False)]
Moved = Annotated[list[str], typer.Argument(help="Ids of passages, or their beginnings.")]
To = Annotated[str, typer.Option("--to", help=f"The theme or sub-theme where they belong, or `{NOWHERE}`.")]


def add_to(group: typer.Typer) -> None:
    """Add these commands."""
    for command in (approve, rename, merge, split, hide, move):
        group.command(command.__name__)(command)
    group.command("unhide")(unhide)


def approve(theme: OneTheme, why: Why = "", who: Who = "", settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Say that a theme is right as it is titled: it lives on under this title, whatever later runs find."""
    with opened_themes(settings_file) as (_, store):
        from desk import themes
        from desk.theme_find import find_theme

        done = themes.approve(store, find_theme(store, theme), actor=name_actor(who), why=why)
    _tell("Approved", done, as_json=as_json)


def rename(
    theme: OneTheme,
    title: NewTitle,
    why: Why = "",
    is_overruling: Overrule = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Give a theme another title, and approve it with that."""
    with opened_themes(settings_file) as (settings, store):
        from desk import themes
        from desk.theme_find import find_theme

        found, words = find_theme(store, theme), read_title(settings, title)
        done = themes.rename(store, found, words, actor=name_actor(who), why=why, is_overruling=is_overruling)
    _tell("Renamed", done, as_json=as_json)


def merge(
    theme: OneTheme,
    into: Into,
    why: Why = "",
    is_overruling: Overrule = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Make a theme part of another for good; its passages and sub-themes go there at once."""
    with opened_themes(settings_file) as (_, store):
        from desk import theme_places
        from desk.theme_find import find_theme

        gone, kept = find_theme(store, theme), find_theme(store, into)
        done = theme_places.merge(store, gone, kept, actor=name_actor(who), why=why, is_overruling=is_overruling)
    _tell("Merged into", done, as_json=as_json)


def split(  # noqa: PLR0913, PLR0917 # the options of the command
    theme: OneTheme,
    parts: Parts = None,
    passages: Passages = None,
    title: SplitTitle = "",
    why: Why = "",
    is_overruling: Overrule = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Take sub-themes or passages out of a theme, as a theme of their own; the two are never joined again by the program."""
    with opened_themes(settings_file) as (settings, store):
        from desk import theme_split
        from desk.theme_find import find_passage, find_theme

        taken = theme_split.Taken(
            tuple(find_theme(store, each) for each in parts or ()), tuple(find_passage(store, each) for each in passages or ())
        )
        words = read_title(settings, title) if title else None
        whole = find_theme(store, theme)
        done = theme_split.split(store, whole, taken, words, actor=name_actor(who), why=why, is_overruling=is_overruling)
    _tell("Split off", done, as_json=as_json)


def hide(
    theme: OneTheme,
    why: Why = "",
    is_overruling: Overrule = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Keep a theme out of digests; it is still found and counted, and a digest says how many are hidden."""
    with opened_themes(settings_file) as (_, store):
        from desk import themes
        from desk.theme_find import find_theme

        done = themes.hide(store, find_theme(store, theme), actor=name_actor(who), why=why, is_overruling=is_overruling)
    _tell("Hidden", done, as_json=as_json)


def unhide(
    theme: OneTheme,
    why: Why = "",
    is_overruling: Overrule = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Let a hidden theme stand in digests again."""
    with opened_themes(settings_file) as (_, store):
        from desk import themes
        from desk.theme_find import find_theme

        done = themes.show(store, find_theme(store, theme), actor=name_actor(who), why=why, is_overruling=is_overruling)
    _tell("Shown again", done, as_json=as_json)


def move(
    passages: Moved,
    to: To,
    why: Why = "",
    is_overruling: Overrule = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Put passages into the theme where they belong, or into none: there they stay."""
    with opened_themes(settings_file) as (_, store):
        from desk import theme_places
        from desk.theme_find import find_passage, find_theme

        ids = [find_passage(store, each) for each in passages]
        target = None if to.strip().casefold() == NOWHERE else find_theme(store, to)
        done = theme_places.move(store, ids, target, actor=name_actor(who), why=why, is_overruling=is_overruling)
    _tell("Moved to", done, as_json=as_json)


def _tell(what: str, done: Decided, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "theme": done.theme.id if done.theme else None,
                "title": done.theme.title if done.theme else None,
                "passages": done.passages,
                "decisions": list(done.numbers),
                "overruled": list(done.overruled),
            }
        )
        return
    where = f"{done.theme.id}, “{done.theme.title}”" if done.theme else "no theme"
    counted = f" Passages: {done.passages}." if done.passages else ""
    print_line(f"{what}: {where}.{counted} {_THEN}")
    if done.overruled:
        print_line(f"Overruled: {', '.join(f'decision {each}' for each in done.overruled)}.")
