"""Sends a message to a channel by apprise. Chats know no Message-ID: what may come twice says so itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from config.reminder_tables import SECRET, ChannelSettings
from domain.reminders import Message
from flows.steps.remind.outcome import Unsent
from flows.steps.remind.words import AGAIN


def send_chat(message: Message, channel: ChannelSettings, secret: str) -> None:
    """Hand a message to a channel. Raises Unsent, also where it is not known whether it arrived."""
    import apprise

    asset = apprise.AppriseAsset(app_id="Hearback", secure_logging=True)
    body = message.body if message.claimed_at is None else f"{AGAIN}\n\n{message.body}"
    with _logging_nothing():
        try:
            opened = apprise.Apprise(asset=asset)
            is_known = opened.add(channel.url.replace(SECRET, quote(secret, safe="")))
            is_sent = is_known and opened.notify(body=body, title=message.subject, body_format=apprise.NotifyFormat.TEXT)
        except Exception as error:  # plugins raise what they like, and it may hold the address
            raise Unsent(f"the channel {channel.name!r} failed ({type(error).__name__})") from None
    if not is_known:
        raise Unsent(f"apprise cannot read the url of the channel {channel.name!r}")
    if not is_sent:
        raise Unsent(f"the channel {channel.name!r} did not take it")


@contextmanager
def _logging_nothing() -> Iterator[None]:
    """Whatever carries a message may log its address, with the secret in it: apprise does, and the HTTP library beneath it."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
