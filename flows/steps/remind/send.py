"""Sends what waits in the outbox: claim, send and mark, each by itself, so that a run that is killed neither loses nor forgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.reminder_tables import SecretPart
from config.settings import Settings
from digest.tracking.hearers import has_left
from domain.addresses import MAIL
from domain.errors import HearbackError
from domain.reminders import Message
from flows.steps.remind.chat import send_chat
from flows.steps.remind.mail import send_mail
from flows.steps.remind.make import open_time
from flows.steps.remind.outcome import Unsent
from flows.steps.secrets import read_secret
from warehouse.lease import Lease
from warehouse.store import Store

WAITS = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12), timedelta(days=1))
"""How long after a try that failed the next one is made; the last one again and again."""

LEASE = "reminders"
LEASE_S = 600.0  # longer than any one sending may take


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the messages that were due: sent, to be tried again, and left for a person to look at."""

    sent: int = 0
    again: int = 0
    failed: int = 0


def send_waiting(store: Store, settings: Settings, lease: Lease, *, clock: Callable[[], datetime]) -> Sent:
    """Send every message that may go now; what was being sent when a run died goes again, as the same message.

    Hold the lease of reminders: two that send at once would send twice.
    """
    store.outbox.recover()
    waiting = store.outbox.due(clock())
    senders, outcomes = _Senders(settings), []
    for own_id in waiting:
        lease.renew()
        message = store.outbox.claim(own_id, clock())
        if message is not None:
            outcomes.append(_send_one(store, settings, senders, message, clock))
    return Sent(outcomes.count("sent"), outcomes.count("again"), outcomes.count("failed"))


class _Senders:
    """The mail server and the channels of the settings. A secret is read when its place is first written to, and once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._channels = {each.name: each for each in settings.reminders.channels}
        self._secrets: dict[str, str] = {}

    def send(self, message: Message) -> None:
        """Raises Unsent."""
        mail = self._settings.reminders.mail
        if not message.address.startswith(MAIL):
            channel = self._channels.get(message.address)
            if channel is None:
                raise Unsent(f"no channel {message.address!r} is set: add it under [[reminders.channels]]")
            send_chat(message, channel, self._read(f"the channel {channel.name!r}", channel))
        elif mail is None:
            raise Unsent("no mail server is set: add [reminders.mail]")
        else:
            send_mail(message, mail, self._read("the mail server", mail))

    def _read(self, whose: str, place: SecretPart) -> str:
        """The secret; a place whose secret is missing stops nothing that goes elsewhere."""
        if whose not in self._secrets:
            try:
                self._secrets[whose] = read_secret(self._settings, whose, place).reveal() if place.has_secret else ""
            except HearbackError as error:  # says where it was looked for, and not what was there
                raise Unsent(error.what) from None
        return self._secrets[whose]


def _send_one(store: Store, settings: Settings, senders: _Senders, message: Message, clock: Callable[[], datetime]) -> str:
    try:
        _check_reader(store, message, clock())
        senders.send(message)
    except Unsent as problem:
        again_at = None if problem.is_final else _next_try(store, settings, message, clock())
        store.outbox.mark_unsent(message.id, problem.problem, again_at=again_at)
        return "failed" if again_at is None else "again"
    store.outbox.mark_sent(message.id, clock())
    return "sent"


def _check_reader(store: Store, message: Message, now: datetime) -> None:
    """A message goes to nobody who left since it was made, and to no address that is not theirs any more."""
    contact = store.contacts.get(message.contact)
    if contact is None:
        raise Unsent("this contact was removed", is_final=True)
    if has_left(contact, now.date()):
        raise Unsent("this contact has left", is_final=True)
    if message.address not in contact.addresses:
        raise Unsent("this is not an address of the contact any more", is_final=True)


def _next_try(store: Store, settings: Settings, message: Message, now: datetime) -> datetime | None:
    """When a message that could not be sent is tried again; None once it was tried as often as the settings say."""
    tries = message.tries + 1
    contact = store.contacts.get(message.contact)
    if tries >= settings.reminders.most_tries or contact is None:
        return None
    return open_time(contact, settings, now + WAITS[min(tries, len(WAITS)) - 1])
