"""Sends a message to a channel by apprise. Chats know no Message-ID: what may come twice says so itself."""

from __future__ import annotations

import logging
from urllib.parse import quote

from config.reminder_tables import SECRET, ChannelSettings
from domain.reminders import Message
from flows.steps.remind.outcome import Unsent
from flows.steps.remind.words import AGAIN


def send_chat(message: Message, channel: ChannelSettings, secret: str) -> None:
    """Hand a message to a channel. Raises Unsent, also where it is not known whether it arrived."""
    import apprise

    opened = apprise.Apprise(asset=apprise.AppriseAsset(app_id="Hearback", secure_logging=True))
    body = message.body if message.claimed_at is None else f"{AGAIN}\n\n{message.body}"
    logger = logging.getLogger("apprise")
    logger.disabled = True  # it names hosts, and by its debugging output whole messages
    try:
        if not opened.add(channel.url.replace(SECRET, quote(secret, safe=""))):
            raise Unsent(f"apprise cannot read the url of the channel {channel.name!r}")
        is_sent = opened.notify(body=body, title=message.subject, body_format=apprise.NotifyFormat.TEXT)
    except Unsent:
        raise
    except Exception as error:  # plugins raise what they like, and it may hold the address
        raise Unsent(f"the channel {channel.name!r} failed ({type(error).__name__})") from None
    finally:
        logger.disabled = False
    if not is_sent:
        raise Unsent(f"the channel {channel.name!r} did not take it")
