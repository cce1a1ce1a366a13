"""The stages of reminders: make what has fallen due, and send what waits. One run at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from config.settings import Settings
from domain.receipt import Receipt
from flows.steps.remind.make import Drafts, make_messages
from flows.steps.remind.send import LEASE, LEASE_S, Sent, send_waiting
from flows.steps.stage import stage
from warehouse.store import Store

OFF = "Reminders are off: nothing was made or sent. Set enabled = true under [reminders]."


@stage("reminders")
def remind(store: Store, settings: Settings) -> Receipt:
    """Make the messages of the day and send what may go now. Running it again the same day makes none twice.

    The receipt counts messages: `written` were sent, `held` were not. Raises Busy where another run holds the reminders.
    """
    if not settings.reminders.enabled:
        return Receipt(notes=(OFF,))
    return remind_now(store, settings, clock=read_clock)


def remind_now(store: Store, settings: Settings, *, clock: Callable[[], datetime]) -> Receipt:
    """The work of `remind`, by a clock that is passed in."""
    with store.lease(LEASE, seconds=LEASE_S) as lease:
        made = make_messages(store, settings, clock())
        sent = send_waiting(store, settings, lease, clock=clock)
    return _tell(sent, _note_made(made))


@stage("waiting reminders")
def send_again(store: Store, settings: Settings) -> Receipt:
    """Send what waits: what was made in quiet hours, and what could not be sent before. Makes nothing new."""
    if not settings.reminders.enabled:
        return Receipt(notes=(OFF,))
    with store.lease(LEASE, seconds=LEASE_S) as lease:
        sent = send_waiting(store, settings, lease, clock=read_clock)
    return _tell(sent, ())


def read_clock() -> datetime:
    """This machine's clock, in UTC."""
    return datetime.now(UTC)


def _tell(sent: Sent, notes: tuple[str, ...]) -> Receipt:
    reasons = (("could not be sent, tried again later", sent.again), ("could not be sent: hearback reminders list --failed", sent.failed))
    return Receipt(
        read=sent.sent + sent.again + sent.failed,
        written=sent.sent,
        held=sent.again + sent.failed,
        held_for=tuple((reason, count) for reason, count in reasons if count),
        notes=notes,
    )


def _note_made(made: Drafts) -> tuple[str, ...]:
    messages = sum(len(each.messages) for each in made.drafts)
    lines = sum(len(each.reminders) for each in made.drafts)
    notes = [f"{lines} reminders fell due, in {messages} messages."] if messages else []
    if made.unheard:
        notes.append(f"Nobody can be reminded of {', '.join(made.unheard[:20])}: see hearback reminders preview.")
    return tuple(notes)
