"""What somebody is reminded of, and the messages that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.ids import MilestoneId, RecommendationId


class ReminderKind(StrEnum):
    """Why somebody is reminded."""

    DUE_IN_30 = "due in 30 days"
    DUE_IN_7 = "due in 7 days"
    DUE_TOMORROW = "due tomorrow"
    DUE_TODAY = "due today"
    OVERDUE = "overdue"
    STALE = "stale"


class Delivery(StrEnum):
    """How far a message of the outbox got. One that was `SENDING` when the program died is in doubt."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line of a message: what somebody is to be reminded of. The same line is never made twice (`id`).

    `rung_on` is the contact's local day on which it falls due, `due_on` the date that it is about.
    """

    id: str
    contact: str
    recommendation_id: RecommendationId
    milestone_id: MilestoneId | None
    kind: ReminderKind
    due_on: date | None
    rung_on: date
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the outbox to one address, made of the reminders that name it. `not_before` keeps quiet hours (UTC).

    Its words are set when it is made, so that sending it again is sending the same. `not_before` is also when a failed one is
    tried again. One contact has at most one message a day to each address.
    """

    id: str
    contact: str
    address: str
    made_on: date
    not_before: datetime
    delivery: Delivery
    tries: int = 0
    claimed_at: datetime | None = None
    sent_at: datetime | None = None
    problem: str = ""
    subject: str = ""
    body: str = ""
