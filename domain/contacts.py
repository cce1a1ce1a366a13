"""Who owns, reports, judges and is reminded, and the calendars that are theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.recommendations import Role


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who owns, reports, judges or is reminded: a person on staff or a body, never one of the people who spoke.

    `name` is unique: it is what `owner` and `deputy` of a recommendation name. `addresses` are where reminders go
    ("mailto:jo@example.org", or the name of a channel of the settings). `manager` is the name of the contact who hears next.
    `quiet` is local hours ("20:00-08:00") in `time_zone`; empty means the town's. One with `left_on` answers for nothing after it.
    """

    name: str
    roles: tuple[Role, ...] = ()
    body: str = ""
    addresses: tuple[str, ...] = ()
    manager: str = ""
    language: str = ""
    time_zone: str = ""
    quiet: str = ""
    left_on: date | None = None


class FeedKind(StrEnum):
    """Whose dates a calendar feed holds."""

    OWNER = "owner"
    BOARD = "board"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """A calendar at a secret address. `secret_hash` is SHA-256 of the secret, which is shown once and not kept.

    `whom` is the contact of an owner's feed. One with `revoked_at` answers as if it had never been.
    """

    id: str
    kind: FeedKind
    whom: str
    secret_hash: str
    made_at: datetime
    made_by: str
    revoked_at: datetime | None = None
