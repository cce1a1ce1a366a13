"""`hearback reminders preview|send|list|again`: what is to be sent today, sending it, and the log of what was."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import DEFAULT_SETTINGS, AsJson, SettingsFile, Who, name_actor, read_settings
from cli.show import print_json, print_line, print_table, shorten_ids

if TYPE_CHECKING:
    from domain.receipt import Receipt
    from domain.reminders import Message

group = typer.Typer(no_args_is_help=True, help="Reminders: what is to be sent today, sending it, and what was sent.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(group, name="reminders")


@group.command("preview")
def preview(settings_file: SettingsFile = DEFAULT_SETTINGS, as_json: AsJson = False) -> None:
    """Show what would be made now, to whom and in which words, and what nobody would hear of. Sends and keeps nothing."""
    settings = read_settings(settings_file)
    from flows.steps.remind.make import draft_messages
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        found = draft_messages(store, settings, datetime.now(UTC))
    messages = [each for one in found.drafts for each in one.messages]
    if as_json:
        print_json({"messages": [{**_row(each), "body": each.body} for each in messages], "nobody": found.unheard})
        return
    if not settings.reminders.enabled:
        print_line("Reminders are off (enabled under [reminders]); this is what they would be.")
    for each in messages:
        row = _row(each)
        print_line(f"To {row['to']} ({row['address']}), not before {row['not before']}\nSubject: {each.subject}\n\n{each.body}")
    print_line(f"{len(messages)} messages." if messages else "Nothing is to be sent that was not made before.")
    if found.unheard:
        print_line(f"Nobody can be reminded of: {', '.join(found.unheard)}. Add owners with: hearback contacts add")


@group.command("send")
def send(
    is_waiting_only: Annotated[bool, typer.Option("--waiting", help="Send what waits, and make nothing new.")] = False,
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Make the messages of today and send what may go now. `hearback schedule` does it every day; this is for cron."""
    settings = read_settings(settings_file)
    from flows.acting import acting_as
    from flows.steps.remind.run import remind, send_again

    with acting_as(name_actor(who)):
        receipt = send_again(settings) if is_waiting_only else remind(settings)
    if as_json:
        print_json({**receipt.as_dict(), "held_for": dict(receipt.held_for), "notes": list(receipt.notes)})
        return
    _print_receipt(receipt)


@group.command("list")
def list_messages(
    is_failed: Annotated[bool, typer.Option("--failed", help="Only those that could not be sent.")] = False,
    contact: Annotated[str, typer.Option("--contact", help="Only those to this contact.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many at most.")] = 50,
    settings_file: SettingsFile = DEFAULT_SETTINGS,
    as_json: AsJson = False,
) -> None:
    """Show the log: what was sent to whom and when, what waits, and what failed and why; the latest first."""
    settings = read_settings(settings_file)
    from domain.reminders import Delivery
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        found = store.outbox.messages(delivery=Delivery.FAILED if is_failed else None, contact=contact, limit=limit)
    rows = [_row(each) for each in found]
    if as_json:
        print_json(rows)
    elif rows:
        short = shorten_ids([each.id for each in found], shortest=12)
        table = [[short[each.id], *_say_short(each)] for each in found]
        print_table("", ["message", "to", "address", "is", "when", "problem"], table, numbers_from=99)
    else:
        print_line("Nothing failed." if is_failed else "Nothing was made yet. See what would be: hearback reminders preview")


@group.command("again")
def again(
    message: Annotated[str, typer.Argument(help="The message's id, or its beginning.")],
    why: Annotated[str, typer.Option("--why", help="Why, for the audit log.")] = "",
    who: Who = "",
    settings_file: SettingsFile = DEFAULT_SETTINGS,
) -> None:
    """Let a message that failed be tried again at the next sending."""
    settings = read_settings(settings_file)
    from desk.reminders import send_again
    from flows.steps.stage import opened_store

    with opened_store(settings) as store:
        released = send_again(store, message, who=name_actor(who), why=why)
    print_line(f"{released.id} waits again. Send it now with: hearback reminders send --waiting")


def _row(each: Message) -> dict[str, str]:
    from domain.addresses import mask
    from domain.reminders import Delivery

    when = each.sent_at if each.delivery is Delivery.SENT else None
    return {
        "message": each.id,
        "day": str(each.made_on),
        "to": each.contact,
        "address": mask(each.address),
        "subject": each.subject,
        "is": each.delivery.value,
        "sent": f"{when:%Y-%m-%d %H:%M} UTC" if when else "",
        "not before": "" if when else f"{each.not_before.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        "problem": each.problem,
    }


def _say_short(each: Message) -> list[str]:
    row = _row(each)
    return [row["to"], row["address"], row["is"], row["sent"] or row["not before"], row["problem"]]


def _print_receipt(receipt: Receipt) -> None:
    for note in receipt.notes:
        print_line(note)
    print_line(f"{receipt.written} sent, {receipt.held} not sent." if receipt.read else "Nothing was to be sent now.")
    for reason, count in receipt.held_for:
        print_line(f"  {count} {reason}")
