"""What staff decide about reminders: that a message which could not be sent is tried again."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.errors import WrongUse
from domain.reminders import Message
from warehouse.store import Store


def send_again(store: Store, start: str, *, who: str, why: str) -> Message:
    """Let a message that failed wait to be sent again, with its audit event. `start` is its id, or as much as tells it apart.

    Raises WrongUse where it is none that failed.
    """
    with store.transaction():
        message = find_message(store, start)
        if not store.outbox.release(message.id, datetime.now(UTC)):
            raise WrongUse(
                f"The message {message.id} did not fail: it is {message.delivery}.", next_step="See: hearback reminders list --failed"
            )
        facts: dict[str, str | int] = {"tries": message.tries}
        store.audit.append(who, "reminder sent again", message.id, why or "what was in the way is mended", facts)
    return message


def find_message(store: Store, start: str) -> Message:
    """The message whose id begins with this. Raises WrongUse where there is none, or more than one."""
    whole = start if start.startswith("message-") else f"message-{start}"
    found = store.outbox.find(whole)
    if len(found) != 1:
        what = f"There is no message {start!r}." if not found else f"More than one message begins with {start!r}."
        raise WrongUse(what, next_step="See: hearback reminders list")
    return found[0]
