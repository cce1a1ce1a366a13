"""`hearback calendar add|list|revoke|renew|write`: what is due, in the calendars that people have."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_table
from domain.errors import WrongUse

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.feeds import NewFeed
    from domain.calendars import Audience
    from domain.contacts import CalendarFeed

NONE_YET = "No calendar yet. Make one with: hearback calendar add --board"
ONCE = "This address is shown once. Whoever has it can read the calendar: hand it on as you would a password."

group = typer.Typer(no_args_is_help=True, help="Calendars of what is due, at secret addresses that can be revoked.")
Owner = Annotated[str, typer.Option("--owner", help="Of what this contact, or body, owns or is the deputy of.", show_default=False)]
OfBoard = Annotated[bool, typer.Option("--board", help="Of everything, with states and planned sessions.")]
OfPublic = Annotated[bool, typer.Option("--public", help="Of what the public timeline tells.")]
OneFeed = Annotated[str, typer.Argument(help="The calendar's id, or its beginning, as the list shows it; or its address.")]
Why = Annotated[str, typer.Option("--why", help="Why, for the audit log.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="calendar")


@group.command("add")
def add(
    owner: Owner = "",
    of_board: OfBoard = False,
    of_public: OfPublic = False,
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Make a calendar's address and show it, once."""
    audience = _choose(owner, of_board=of_board, of_public=of_public)
    settings = read_settings(settings_file)
    from desk.feeds import add_feed
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        made = add_feed(store, audience, today=today_in(settings), who=name_actor(who), why=why)
    _tell_new(made, settings, as_json=as_json)


@group.command("renew")
def renew(
    feed: OneFeed,
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Give a calendar another address; the one that it had ends."""
    settings = read_settings(settings_file)
    from desk.feeds import renew_feed
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        made = renew_feed(store, feed, today=today_in(settings), who=name_actor(who), why=why)
    _tell_new(made, settings, as_json=as_json)


@group.command("revoke")
def revoke(feed: OneFeed, why: Why = "", who: Who = "", settings_file: SettingsFile = DEFAULT_SETTINGS) -> None:
    """End a calendar's address: from then on it answers as if it had never been."""
    settings = read_settings(settings_file)
    from desk.feeds import revoke_feed
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        ended = revoke_feed(store, feed, who=name_actor(who), why=why)
    print_line(f"Revoked: {ended.id} ({_say_whose(ended)}). Copies that readers made are theirs; no new ones are given.")


@group.command("list")
def list_all(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show every calendar that was made: whose, by whom, when, whether it stands. Addresses are not kept, so not shown."""
    settings = read_settings(settings_file)
    from digest.calendars.owners import is_there
    from digest.tracking.hearers import make_staff
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        staff, today = make_staff(store.contacts.all()), today_in(settings)
        rows = [_describe(each, has_left=bool(each.whom) and not is_there(each.whom, staff, today=today)) for each in store.feeds.all()]
    if as_json:
        print_json(rows)
    elif rows:
        print_table("", list(rows[0]), [list(row.values()) for row in rows], numbers_from=99)
    else:
        print_line(NONE_YET)


@group.command("write")
def write(
    file: Annotated[Path, typer.Argument(help="Where to write it, as in board.ics.", dir_okay=False)],
    owner: Owner = "",
    of_board: OfBoard = False,
    of_public: OfPublic = False,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Write a calendar to a file, as its address would give it now."""
    audience = _choose(owner, of_board=of_board, of_public=of_public)
    settings = read_settings(settings_file)
    from desk.feeds import name_audience
    from digest.calendars.feed import make_calendar
    from digest.rendering.save import save_whole
    from flows.steps.calendars import calendar_terms
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        today = today_in(settings)
        named = name_audience(store, audience, today=today)
        content = make_calendar(store, named, calendar_terms(settings), today=today, now=datetime.now(UTC))
    changed = save_whole(file, content)
    events = content.count(b"BEGIN:VEVENT\r\n")
    print_line(f"{'Wrote' if changed else 'Unchanged:'} {file}: {events} {'date' if events == 1 else 'dates'}.")


def _choose(owner: str, *, of_board: bool, of_public: bool) -> Audience:
    from domain.calendars import Audience
    from domain.contacts import FeedKind

    if bool(owner.strip()) + of_board + of_public != 1:
        raise WrongUse("Say whose calendar it is.", next_step="One of: --owner NAME, --board, --public")
    if owner.strip():
        return Audience(FeedKind.OWNER, owner.strip())
    return Audience(FeedKind.BOARD if of_board else FeedKind.PUBLIC)


def _tell_new(made: NewFeed, settings: Settings, *, as_json: bool) -> None:
    address = f"{settings.calendar.address}{made.path}"
    if as_json:
        print_json({"id": made.feed.id, "kind": made.feed.kind.value, "whom": made.feed.whom, "address": address})
        return
    print_line(f"Calendar {made.feed.id}: {_say_whose(made.feed)}.")
    print_line(f"  {address}")
    print_line(ONCE)
    if not settings.calendar.address:
        print_line('Before it stands the address of your pages; set it once: [calendar] address = "https://…"')


def _say_whose(feed: CalendarFeed) -> str:
    return f"what {feed.whom} answers for" if feed.whom else f"the {feed.kind.value}’s"


def _describe(feed: CalendarFeed, *, has_left: bool) -> dict[str, Any]:
    ended = "left" if has_left else "stands"
    return {
        "id": feed.id,
        "kind": feed.kind.value,
        "whom": feed.whom,
        "made": f"{feed.made_at:%Y-%m-%d}",
        "by": feed.made_by,
        "state": ended if feed.revoked_at is None else f"revoked {feed.revoked_at:%Y-%m-%d}",
    }
