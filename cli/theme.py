"""`hearback theme list|show|why|unthemed` and what a person decides: themes as staff see and correct them."""

from __future__ import annotations

from typing import Annotated

import typer

from cli import theme_decide, theme_kind
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile
from cli.show import print_json, print_line
from cli.theme_options import NO_THEMES, OneTheme, opened_themes
from cli.theme_show import describe_page, describe_passage, describe_row, print_page, print_passages, print_themes
from cli.theme_why import describe_why, print_why
from domain.errors import WrongUse

group = typer.Typer(no_args_is_help=True, help="Themes: see them with exact counts, ask why, and correct them.")

Many = Annotated[int, typer.Option("--limit", min=1, help="At most so many passages.")]
OnePassage = Annotated[str, typer.Argument(help="Id of the passage, or its beginning.", show_default=False)]
All = Annotated[bool, typer.Option("--all", help="Those that nobody raises any more, too.")]
OfTheme = Annotated[str, typer.Option("--theme", help="Of the surest passages of this theme.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    theme_decide.add_to(group)
    group.command("kind")(theme_kind.kind)
    app.add_typer(group, name="theme")


@group.callback()
def theme() -> None:
    """Themes: see them with exact counts, ask why, and correct them."""


@group.command("list")
def list_all(is_all: All = False, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show every theme with its sub-themes: exact counts, how solid it is, who named it, what is hidden."""
    with opened_themes(settings_file) as (_, store):
        from desk.theme_view import latest_round_title, list_themes

        rows, title = list_themes(store), latest_round_title(store)
    if as_json:
        print_json([describe_row(each) for each in rows])
    elif rows:
        print_themes(rows, title, is_all=is_all)
    else:
        print_line(NO_THEMES)


@group.command("show")
def show(
    theme_id: OneTheme,
    limit: Many = 10,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Show a theme: sub-themes, what happened to it and why, what was decided, and its surest passages in redacted words."""
    with opened_themes(settings_file) as (_, store):
        from desk.theme_find import find_theme
        from desk.theme_view import describe_theme

        page = describe_theme(store, find_theme(store, theme_id))
        titles: dict[str, str] = {each.id: each.title for each in store.themes.all()}
    if as_json:
        print_json(describe_page(page, limit))
    else:
        print_page(page, titles, limit)


@group.command("unthemed")
def unthemed(limit: Many = 50, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show passages that fit nowhere, in redacted words, so that a person can move them."""
    with opened_themes(settings_file) as (_, store):
        from desk.theme_view import list_unthemed

        rows = list_unthemed(store)
    if as_json:
        print_json([describe_passage(each) for each in rows[:limit]])
        return
    print_passages(rows, limit)
    if rows:
        print_line("\nMove one with: hearback theme move PASSAGE --to THEME")
    else:
        print_line("Every passage has a theme.")


@group.command("why")
def why(
    passage: OnePassage = "",
    theme_id: OfTheme = "",
    limit: Many = 3,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say why a passage is where it is: score, next likeliest theme, what is like it, and the words that carried it."""
    if bool(passage) == bool(theme_id):
        raise WrongUse("Name a passage, or a theme with --theme: one of the two.", next_step="See: hearback theme list")
    with opened_themes(settings_file) as (settings, store):
        from desk.theme_find import find_passage, find_theme
        from desk.theme_view import describe_theme
        from desk.theme_why import explain_passages
        from flows.steps.encoders import encoder_for

        if passage:
            ids = [find_passage(store, passage)]
        else:
            ids = [each.placed.passage_id for each in describe_theme(store, find_theme(store, theme_id)).passages[:limit]]
        found = explain_passages(store, encoder_for(settings.themes.embedding_model), ids)
    if as_json:
        print_json([describe_why(each) for each in found])
    elif found:
        for each in found:
            print_why(each)
    else:
        print_line("This theme has no passages in the latest run.")
