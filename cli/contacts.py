"""`hearback contacts add|set|left|list|show|remove|import`: who answers for recommendations, and where reminders reach them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.contacts_options import Addresses, Body, Language, Manager, Name, Quiet, Roles, ShowAddresses, Why, Zone, change_fields
from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_receipts, print_table

if TYPE_CHECKING:
    from desk.contacts import LeftBehind
    from domain.contacts import Contact

_LISTED = ("name", "roles", "body", "addresses", "manager", "left on")

group = typer.Typer(no_args_is_help=True, help="Contacts: who answers for recommendations, and where reminders reach them.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="contacts")


@group.command("add")
def add(  # noqa: PLR0913, PLR0917 - the options of the command
    name: Name,
    roles: Roles = None,
    body: Body = None,
    addresses: Addresses = None,
    manager: Manager = None,
    language: Language = None,
    time_zone: Zone = None,
    quiet: Quiet = None,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Add a person on staff or a body. The name is what owners and deputies of recommendations are called."""
    settings = read_settings(settings_file)
    from desk.contacts import add_contact
    from domain.contacts import Contact
    from flows.steps.stage import opened_store

    value = change_fields(Contact(name), roles, addresses, body=body, manager=manager, language=language, time_zone=time_zone, quiet=quiet)
    with opened_store(settings) as store:
        add_contact(store, value, who=name_actor(who))
    print_line(f"Added: {_say(value, is_whole=False)}")


@group.command("set")
def change(  # noqa: PLR0913, PLR0917 - the options of the command
    name: Name,
    roles: Roles = None,
    body: Body = None,
    addresses: Addresses = None,
    manager: Manager = None,
    language: Language = None,
    time_zone: Zone = None,
    quiet: Quiet = None,
    is_back: Annotated[bool, typer.Option("--back", help="Somebody who left is here again.")] = False,
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Change what is given, and leave the rest; "" empties a field."""
    settings = read_settings(settings_file)
    from dataclasses import replace

    from desk.contacts import change_contact, find_contact
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        before = find_contact(store, name)
        value = change_fields(before, roles, addresses, body=body, manager=manager, language=language, time_zone=time_zone, quiet=quiet)
        value = replace(value, left_on=None) if is_back else value
        is_changed = change_contact(store, value, who=name_actor(who), why=why)
    print_line(f"Changed: {_say(value, is_whole=False)}" if is_changed else "Nothing changed: it was so already.")


@group.command("left")
def left(
    name: Name,
    on: Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Their last day, by default today.")] = None,
    why: Why = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Say that somebody leaves: shows what is open and theirs, and who is reminded of it instead."""
    settings = read_settings(settings_file)
    from desk.contacts import mark_left
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    today = today_in(settings)
    with opened_store(settings) as store:
        behind = mark_left(store, name, on=on.date() if on else today, today=today, who=name_actor(who), why=why)
    rows = [_row_left(each) for each in behind]
    if as_json:
        print_json(rows)
    elif rows:
        print_line(f"{name} leaves {len(rows)} open. Give them a new owner; until then others are reminded:")
        print_table("", list(rows[0]), [list(row.values()) for row in rows], numbers_from=99)
    else:
        print_line(f"{name} leaves nothing open.")


@group.command("list")
def list_all(is_whole: ShowAddresses = False, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show every contact; addresses in part."""
    settings = read_settings(settings_file)
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        rows = [_row(each, is_whole=is_whole) for each in store.contacts.all()]
    if as_json:
        print_json(rows)
    elif rows:
        print_table("", _LISTED, [[row[column] for column in _LISTED] for row in rows], numbers_from=99)
    else:
        print_line("No contacts yet. Add one with: hearback contacts add")


@group.command("show")
def show(name: Name, is_whole: ShowAddresses = False, settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show a contact, and what is open and theirs."""
    settings = read_settings(settings_file)
    from desk.contacts import find_contact, list_left_behind
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        value = find_contact(store, name)
        owned = [each.recommendation for each in list_left_behind(store, value, today=today_in(settings))]
    row = _row(value, is_whole=is_whole)
    if as_json:
        print_json({**row, "open": [each.reference for each in owned]})
        return
    for key, words in row.items():
        print_line(f"{key + ':':<11} {words or '-'}")
    print_line(f"{'open:':<11} {', '.join(each.reference for each in owned) or 'nothing'}")


@group.command("remove")
def remove(name: Name, why: Why = "", who: Who = "", settings_file: SettingsFile = DEFAULT_SETTINGS) -> None:
    """Take out a contact that answers for nothing that is open. For somebody who leaves there is `left`."""
    settings = read_settings(settings_file)
    from desk.contacts import remove_contact
    from flows.steps.digest import today_in
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        remove_contact(store, name, today=today_in(settings), who=name_actor(who), why=why)
    print_line("Removed.")


@group.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="CSV: name, roles, body, addresses, manager, language, time_zone, quiet, left_on.")],
    is_bad_skipped: Annotated[bool, typer.Option("--skip-bad", help="Leave out rows that are wrong, and count them.")] = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Bring in a file of contacts: all of it or nothing, or with --skip-bad all that is right."""
    settings = read_settings(settings_file)
    from desk.contacts_import import import_contacts
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        receipt = import_contacts(store, file, who=name_actor(who), is_bad_skipped=is_bad_skipped)
    print_receipts({f"import {file.name}": receipt}, as_json=as_json)


def _row(value: Contact, *, is_whole: bool) -> dict[str, str]:
    from domain.addresses import mask

    return {
        "name": value.name,
        "roles": ", ".join(value.roles),
        "body": value.body,
        "addresses": ", ".join(each if is_whole else mask(each) for each in value.addresses),
        "manager": value.manager,
        "language": value.language,
        "time zone": value.time_zone,
        "quiet": value.quiet,
        "left on": str(value.left_on or ""),
    }


def _say(value: Contact, *, is_whole: bool) -> str:
    row = _row(value, is_whole=is_whole)
    more = ", ".join(f"{key} {words}" for key, words in row.items() if words and key != "name")
    return f"{value.name} ({more})" if more else value.name


def _row_left(each: LeftBehind) -> dict[str, str]:
    hearers = ", ".join(one.contact.name for one in each.hearers)
    value = each.recommendation
    return {
        "reference": value.reference,
        "title": value.title,
        "due": str(value.due_on or ""),
        "reminded": hearers or "nobody: it needs an owner",
    }
