"""`hearback recommendations suggest|link|unlink|refuse`: what answers what. The program suggests, a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.recommendations import group
from cli.show import print_json, print_line, shorten_ids
from cli.theme_options import Why
from domain.errors import WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.recommending.links import LinkSaid
    from desk.recommending.suggest import Reader
    from domain.linking import LinkSuggestion
    from warehouse.store import Store

_DAYS = 30
_SHORTEST = 10  # "theme-" and four digits
_NOTHING = "Nothing seems to be missing."

Reference = Annotated[str, typer.Argument(help="The recommendation's reference, as in R-03.", show_default=False)]
ThemeArgument = Annotated[
    str, typer.Argument(help="Id of the theme, or its beginning, as `hearback theme list` shows it.", show_default=False)
]
ForTheme = Annotated[str, typer.Option("--theme", help="Which recommendations seem to answer this theme.", show_default=False)]
ForReference = Annotated[str, typer.Option("--reference", help="Which themes this recommendation seems to answer.", show_default=False)]
ForUpdates = Annotated[bool, typer.Option("--updates", help="Which themes new status updates bear on.")]
Days = Annotated[int, typer.Option("--days", min=1, help="Updates of so many days back.")]
Many = Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many.")]
OneUpdate = Annotated[
    str, typer.Option("--update", help="Only this update of it: its id, or its beginning, as the suggestions show it.", show_default=False)
]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the others about recommendations."""
    del app  # they stand in a group of their own
    for command in (suggest, link, unlink, refuse):
        group.command(command.__name__)(command)


def suggest(
    theme: ForTheme = "",
    reference: ForReference = "",
    is_about_updates: ForUpdates = False,
    days: Days = _DAYS,
    limit: Many = 20,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """List links that seem to be missing, with why. Without a choice: what the last run suggested."""
    if sum((bool(theme), bool(reference), is_about_updates)) > 1:
        raise WrongUse("Ask for a theme, a recommendation or updates: one of the three.", next_step="See: hearback theme list")
    with _opened(settings_file) as (settings, store):
        if theme:
            found = _suggest_for_theme(settings, store, theme, limit)
        elif reference:
            found = _suggest_for_reference(settings, store, reference, limit)
        else:
            found = _suggest_for_updates(settings, store, days, limit) if is_about_updates else _list_suggested(store, limit)
        themes: dict[str, str] = shorten_ids([each.id for each in store.themes.all()], shortest=_SHORTEST)
    if as_json:
        print_json([_describe(each) for each in found])
    elif found:
        print_suggestions(found, themes)
    else:
        print_line(_NOTHING)


def link(
    reference: Reference,
    theme: ThemeArgument,
    update: OneUpdate = "",
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say that a recommendation, or one update of it, is about a theme: it stays so, also when themes are merged or split."""
    with _opened(settings_file) as (_, store):
        from desk.recommending import links
        from desk.theme_find import find_theme

        done = links.link(store, reference, find_theme(store, theme), who=name_actor(who), why=why, update=update)
    _tell("Linked to", done, as_json=as_json)


def unlink(
    reference: Reference,
    theme: ThemeArgument,
    update: OneUpdate = "",
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Take back a link that a person made. No run suggests it again."""
    with _opened(settings_file) as (_, store):
        from desk.recommending import links
        from desk.theme_find import find_theme

        done = links.unlink(store, reference, find_theme(store, theme), who=name_actor(who), why=why, update=update)
    _tell("No longer linked to", done, as_json=as_json)


def refuse(
    reference: Reference,
    theme: ThemeArgument,
    update: OneUpdate = "",
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say that a suggested link is wrong: it goes, and does not come back."""
    with _opened(settings_file) as (_, store):
        from desk.recommending import links
        from desk.theme_find import find_theme

        done = links.refuse(store, reference, find_theme(store, theme), who=name_actor(who), why=why, update=update)
    _tell("Refused for", done, as_json=as_json)


def print_suggestions(found: Sequence[LinkSuggestion], themes: Mapping[str, str]) -> None:
    """A paragraph a suggestion: how near, of what to what, and which words of staff say so. `themes` are short ids."""
    updates = shorten_ids(sorted({each.update_id for each in found if each.update_id}), shortest=len("update-0000"))
    for each in found:
        of = f"{each.reference}, {updates[each.update_id]}" if each.update_id else each.reference
        print_line(f"{each.nearness.value}: {of} -> {each.theme_title} ({themes[each.theme_id]})")
        for line in _say_why(each):
            print_line(f"    {line}")
    print_line("\nDecide with: hearback recommendations link|refuse REFERENCE THEME [--update UPDATE]")


def _say_why(each: LinkSuggestion) -> Iterator[str]:
    if each.by_way_of:
        yield f"it reads like {each.by_way_of}, which people linked to this theme"
    if each.sentence:
        yield f"nearest: {_cut(each.sentence)}"
    if each.shared:
        yield f"shared words: {', '.join(each.shared)}"


def _cut(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= 160 else line[:159] + "…"


@contextmanager
def _opened(settings_file: Path) -> Iterator[tuple[Settings, Store]]:
    settings = read_settings(settings_file)
    from flows.steps.stage import opened_store, wordless_errors

    with wordless_errors("links"), opened_store(settings) as store:
        yield settings, store


def _suggest_for_theme(settings: Settings, store: Store, said: str, limit: int) -> Sequence[LinkSuggestion]:
    from desk.recommending.suggest import suggest_recommendations
    from desk.theme_deed import read_living
    from desk.theme_find import find_theme

    theme = read_living(store, find_theme(store, said))
    reader = _open_reader(settings, store)
    return suggest_recommendations(store, reader, theme, limit=limit) if reader else ()


def _suggest_for_reference(settings: Settings, store: Store, reference: str, limit: int) -> Sequence[LinkSuggestion]:
    from desk.recommending.deed import read_current
    from desk.recommending.suggest import suggest_themes

    target = read_current(store, reference)
    reader = _open_reader(settings, store)
    return suggest_themes(store, reader, target, limit=limit) if reader else ()


def _suggest_for_updates(settings: Settings, store: Store, days: int, limit: int) -> Sequence[LinkSuggestion]:
    from desk.recommending.suggest_updates import suggest_for_updates
    from flows.steps.digest import today_in

    since: date = today_in(settings) - timedelta(days=days)
    reader = _open_reader(settings, store)
    return suggest_for_updates(store, reader, since=since, limit=limit) if reader else ()


def _list_suggested(store: Store, limit: int) -> Sequence[LinkSuggestion]:
    from desk.recommending.suggest import list_suggested

    return list_suggested(store, limit=limit)


def _open_reader(settings: Settings, store: Store) -> Reader | None:
    """Reads what is new first; None where there is nothing to hold anything against."""
    from desk.recommending.suggest import Reader
    from flows.steps.link_reading import read_asked, word_rule

    asked = read_asked(store, settings)
    return None if asked is None else Reader(asked, word_rule(settings))


def _tell(what: str, done: LinkSaid, *, as_json: bool) -> None:
    if as_json:
        print_json({"reference": done.reference, "theme": done.theme.id, "update": done.update_id or ""})
        return
    of = f"An update of {done.reference}" if done.update_id else done.reference
    print_line(f"{of}. {what}: {done.theme.title}")


def _describe(each: LinkSuggestion) -> dict[str, Any]:
    told: Iterable[tuple[str, Any]] = (
        ("reference", each.reference),
        ("update", each.update_id or ""),
        ("theme", each.theme_id),
        ("title", each.theme_title),
        ("nearness", each.nearness.value),
        ("score", each.score),
        ("sentence", each.sentence),
        ("shared_words", list(each.shared)),
        ("by_way_of", each.by_way_of),
    )
    return dict(told)
