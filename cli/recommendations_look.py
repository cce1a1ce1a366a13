"""`hearback recommendations list|show|history`: how recommendations stand, and how they came to stand so."""

from __future__ import annotations

import textwrap
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.held_words import show_safely
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile
from cli.recommendation_options import OneReference, opened_record, read_days, read_state
from cli.recommendations_told import say_days
from cli.show import print_json, print_line, print_table
from domain.errors import WrongUse
from domain.recommendations import UpdateState

if TYPE_CHECKING:
    from config.settings import Settings
    from domain.following import Listed, Wanted
    from warehouse.store import Store

Due = Annotated[str, typer.Option("--due", help="Due within so many days, as in 30d or 2w.", show_default=False)]
Overdue = Annotated[bool, typer.Option("--overdue", help="Those whose date has passed; with --due, those too.")]
Stale = Annotated[bool, typer.Option("--stale", help="Those of which nothing was heard for long (`[reminders] stale_after_days`).")]
Owner = Annotated[str, typer.Option("--owner", help="Those of an owner or deputy.", show_default=False)]
States = Annotated[list[str] | None, typer.Option("--state", help="Those in a state; may be said again.")]
OfTheme = Annotated[str, typer.Option("--theme", help="Those that answer a theme: its id, or its beginning.", show_default=False)]
Place = Annotated[str, typer.Option("--place", help="Those that concern a neighborhood.", show_default=False)]
Collection = Annotated[str, typer.Option("--collection", help="Those of a set.", show_default=False)]
Many = Annotated[int, typer.Option("--limit", min=1, help="At most so many.")]
Field = Annotated[str, typer.Option("--field", help="Of one field alone, as in owner.", show_default=False)]

EMPTY = "No recommendations yet. Put one down with: hearback recommendations add, or bring in a file: hearback recommendations import FILE"


def add_to(group: typer.Typer) -> None:
    """Add these commands."""
    group.command("list")(list_wanted)
    group.command("show")(show)
    group.command("history")(history)


def list_wanted(  # noqa: PLR0913, PLR0917  # each is an option of the command
    due: Due = "",
    is_overdue: Overdue = False,
    is_stale: Stale = False,
    owner: Owner = "",
    states: States = None,
    theme: OfTheme = "",
    place: Place = "",
    collection: Collection = "",
    limit: Many = 50,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Show recommendations, what is due first in front: owner, next date, how they stand. All options given must hold."""
    span = read_days("--due", due) if due else None
    wanted_states = tuple(map(read_state, states or ()))
    with opened_record(settings_file) as (settings, store, today):
        from domain.following import Wanted

        wanted = Wanted(
            owner=owner.strip(),
            states=wanted_states,
            theme_id=_find_theme(store, theme),
            place=place.strip(),
            collection=collection.strip(),
            due_from=None if span is None or is_overdue else today,
            due_by=None if span is None else today + timedelta(days=span),
            overdue_on=today if is_overdue and span is None else None,
            silent_since=_silent_since(settings, today) if is_stale else None,
        )
        rows, whole = store.following.press(wanted, limit=limit), store.following.count(wanted)
    _print_list(rows, whole, today, wanted, as_json=as_json)


def show(reference: OneReference, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show all about a recommendation: who answers for it, what was answered, dates and how they moved, steps, what it waits for."""
    with opened_record(settings_file) as (settings, store, today):
        from cli.recommendation_page import describe_recommendation, print_recommendation
        from desk.recommending.deed import read_current
        from digest.tracking.recommendations import follow_up

        value = read_current(store, reference)
        standing = follow_up(value, today=today, due_soon_days=settings.digest.due_soon_days)
        about = store.links.about_updates([value.id])
        titles = {each.id: each.title for each in store.themes.all()} if value.links or about else {}
        waiting = store.recommendations.waiting_on(value.reference)
    if as_json:
        print_json(describe_recommendation(value, standing, titles, waiting) | {"updates_about": about})
    else:
        print_recommendation(value, standing, titles, waiting, about=about)


def history(reference: OneReference, field: Field = "", settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show who changed what, when and why, held against the audit log; exit code 1 where something does not fit."""
    with opened_record(settings_file) as (_, store, _today):
        from cli.recommendation_page import describe_history, print_history
        from desk.recommending.deed import read_current
        from desk.recommending.history import list_fields, read_history

        name = field.strip().casefold().replace(" ", "_").replace("-", "_")
        if name and name not in list_fields():
            raise WrongUse(f"There is no field {field!r}.", next_step=f"There are: {', '.join(list_fields())}.")
        value = read_current(store, reference)
        found = read_history(store, value, field=name)
    if as_json:
        print_json(describe_history(value, found))
    else:
        print_history(value, found, name)
    if found.faults:
        raise typer.Exit(1)


def _find_theme(store: Store, theme: str) -> Any:
    if not theme.strip():
        return None
    from desk.theme_find import find_theme

    return find_theme(store, theme).id


def _silent_since(settings: Settings, today: date) -> date:
    return today - timedelta(days=settings.reminders.stale_after_days)


def _print_list(rows: tuple[Listed, ...], whole: int, today: date, wanted: Wanted, *, as_json: bool) -> None:
    from domain.following import Wanted as Everything

    if as_json:
        print_json({"count": whole, "recommendations": [_describe(each, today) for each in rows]})
    elif rows:
        columns = ("reference", "title", "owner", "next date", "state")
        print_table("", columns, [_row(each, today) for each in rows], numbers_from=99)
        if whole > len(rows):
            print_line(f"\n{len(rows):,} of {whole:,}. Show more with --limit, or fewer with --owner, --state, --due.")
    else:
        print_line(EMPTY if wanted == Everything() else "No recommendation is like this.")


def _row(each: Listed, today: date) -> list[object]:
    """Cells that are narrow enough for eighty columns, so that no date is cut in two."""
    due = f"{each.next_due_on}\n{say_days((each.next_due_on - today).days)}" if each.next_due_on else ""
    state = each.reply.value if each.reply and each.state is UpdateState.RESPONDED else each.state.value
    title, owner = (textwrap.fill(show_safely(words), width) for words, width in ((each.title, 26), (each.owner, 14)))
    return [textwrap.fill(show_safely(each.reference), 10), title, owner, due, f"{state}\nsince {each.state_since}"]


def _describe(each: Listed, today: date) -> dict[str, Any]:
    return {
        "reference": each.reference,
        "title": each.title,
        "owner": each.owner,
        "deputy": each.deputy,
        "issued_on": each.issued_on,
        "state": each.state.value,
        "state_since": each.state_since,
        "reply": each.reply.value if each.reply else None,
        "next_due_on": each.next_due_on,
        "days": (each.next_due_on - today).days if each.next_due_on else None,
        "last_update_on": each.last_update_on,
        "settled_on": each.settled_on,
    }
