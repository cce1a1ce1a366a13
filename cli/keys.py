"""`hearback keys status|rotate|expire`: how the keys stand, a new vault key, and raw words whose time is over."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_receipts, print_table, progress

if TYPE_CHECKING:
    from flows.steps.key_status import KeyLine, KeyStatus

group = typer.Typer(no_args_is_help=True, help="The keys: how they stand, a new vault key, and raw words whose time is over.")
PSEUDONYM_STAYS = "The pseudonym key stays as it is: with another one everybody would become somebody else, and nobody could be followed."


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="keys")


@group.callback()
def keys() -> None:
    """The keys: how they stand, a new vault key, and raw words whose time is over."""


@group.command("status")
def status(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show where each key comes from, what it locks, and what is wrong. Never a key; exit code 1 where something is to be done."""
    settings = read_settings(settings_file)
    from flows.steps.key_status import look_at_keys

    found = look_at_keys(settings)
    if as_json:
        print_json(found.as_dict())
    else:
        _print_status(found)
    if not found.is_fine:
        raise typer.Exit(1)


@group.command("rotate")
def rotate(
    why: Annotated[str, typer.Option("--why", help="Why, for the audit log; name nobody in it.")] = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Make a new vault key, lock everybody's raw words with it, and destroy the old one. Stopped anywhere, run it again.

    Pulls that run meanwhile may have to be started again; they say so. The pseudonym key stays.
    """
    settings = read_settings(settings_file)
    from desk.keys import change_vault_key
    from flows.progress import report
    from flows.steps.keys import key_places
    from flows.steps.stage import opened_store

    with progress(is_quiet=as_json), opened_store(settings) as store:
        people = store.counts()["vault_key"]
        done = change_vault_key(
            store, key_places(settings), actor=name_actor(who), why=why, report=lambda count: report("keys", count, people)
        )
    if as_json:
        print_json(asdict(done))
        return
    if done.was_begun_before:
        print_line("A change that had been stopped went on, and has ended now.")
    print_line(f"The vault key is now {done.key_id}. {done.locked_anew} people's keys were locked with it anew.")
    print_line(done.next_step)
    print_line(PSEUDONYM_STAYS)


@group.command("expire")
def expire(
    is_clock_right: Annotated[
        bool, typer.Option("--clock-is-right", help="Believe this machine's clock, which does not fit what is here; kept in the audit log.")
    ] = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Destroy the raw words of every source whose days are over. Pulls and `hearback schedule` do it too; this is for cron."""
    settings = read_settings(settings_file)
    from flows.acting import acting_as
    from flows.steps.retention import retain

    with acting_as(name_actor(who)):
        receipt = retain(settings, is_clock_right=is_clock_right)
    if as_json:
        print_receipts({"retention": receipt}, as_json=True)
        return
    for note in receipt.notes:
        print_line(note)


def _print_status(found: KeyStatus) -> None:
    print_table("", ["key", "id", "from", "is"], [_key_row(each) for each in found.keys], numbers_from=99)
    print_line()
    if not found.has_warehouse:
        print_line("There is no warehouse yet.")
        return
    if found.locked:
        rows = [[each.key_id or "-", each.which, each.people] for each in found.locked]
        print_table("People's keys in the vault", ["locked with", "which is", "people"], rows, numbers_from=2)
        print_line()
    if found.raw_words:
        raw = [
            [each.source, each.comments, f"{each.oldest_at:%Y-%m-%d}", each.days, f"{each.goes_at:%Y-%m-%d}"] for each in found.raw_words
        ]
        print_table("Raw words", ["source", "comments", "oldest of", "days", "destroyed from"], raw, numbers_from=99)
        print_line()
    print_line(_conclude(found))


def _key_row(each: KeyLine) -> list[str]:
    return [each.name, each.key_id or "-", each.place, each.problem or "good"]


def _conclude(found: KeyStatus) -> str:
    if found.is_changing:
        return "A change of the vault key was begun and has not ended. Go on with: hearback keys rotate"
    return "All is well." if found.is_fine else "Something is to be done, as said above."
