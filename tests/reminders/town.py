"""A small town with a mail server, contacts and recommendations, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.settings import FILE_NAME, Settings, load_settings
from domain.contacts import Contact
from domain.receipt import Receipt
from domain.recommendations import Recommendation
from flows.steps.remind.run import remind_now
from flows.steps.remind.send import LEASE, LEASE_S, Sent, send_waiting
from flows.steps.stage import opened_store
from tests.reminders.post_office import SENDER
from warehouse.keys import create_keys
from warehouse.store import Store

_SETTINGS = """
[hearback]
town = "Riverton"
timezone = "America/Chicago"
[reminders]
enabled = true
quiet = "{quiet}"
most_lines = {most_lines}
[reminders.mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "{sender}"
"""


@dataclass(frozen=True)
class Town:
    settings: Settings
    store: Store

    def remind(self, now: datetime) -> Receipt:
        return remind_now(self.store, self.settings, clock=lambda: now)

    def send(self, now: datetime) -> Sent:
        with self.store.lease(LEASE, seconds=LEASE_S) as lease:
            return send_waiting(self.store, self.settings, lease, clock=lambda: now)


def write_town(folder: Path, port: int, *, quiet: str = "none", most_lines: int = 12, more: str = "", sender: str = SENDER) -> Path:
    """The settings file of a town whose mail server is at this port."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE_NAME
    file.write_text(_SETTINGS.format(port=port, quiet=quiet, most_lines=most_lines, sender=sender) + more, encoding="utf-8")
    create_keys(folder / "keys")
    return file


@contextmanager
def open_town(
    folder: Path,
    port: int,
    contacts: tuple[Contact, ...] = (),
    values: tuple[Recommendation, ...] = (),
    *,
    quiet: str = "none",
    most_lines: int = 12,
    more: str = "",
) -> Iterator[Town]:
    settings = load_settings(write_town(folder, port, quiet=quiet, most_lines=most_lines, more=more))
    with opened_store(settings) as store:
        store.contacts.save(*contacts)
        store.recommendations.save(values)
        yield Town(settings, store)
