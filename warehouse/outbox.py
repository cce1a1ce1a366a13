"""The outbox: reminders and the messages that carry them. A reminder is made once, and a message is there until it was sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, delete, func, or_, select, update

from domain.ids import RecommendationId
from domain.reminders import Delivery, Message, Reminder, ReminderKind
from warehouse.database import Database
from warehouse.rows import Values, insert_rows, load_rows, select_among
from warehouse.tables_follow import message, recommendation, reminder


class Outbox:
    """Messages wait here, are claimed, and are marked as sent or failed, each in a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find_pressing(self, *, due_by: date, silent_since: date) -> tuple[RecommendationId, ...]:
        """Recommendations that wait for something and have a date by `due_by`, or no word since before `silent_since`."""
        table = recommendation.c
        last_word = func.coalesce(table.last_update_on, table.issued_on)
        silent = and_(table.settled_on.is_(None), last_word < silent_since)
        statement = select(table.id).where(or_(table.next_due_on <= due_by, silent)).order_by(table.id)
        with self._database.read() as connection:
            return tuple(RecommendationId(each) for each in connection.execute(statement).scalars())

    def known(self, ids: Collection[str]) -> frozenset[str]:
        """Those of these reminders that were made already."""
        with self._database.read() as connection:
            return frozenset(row.id for row in select_among(connection, select(reminder.c.id), reminder.c.id, ids))

    def known_messages(self, ids: Collection[str]) -> frozenset[str]:
        """Those of these messages that were made already."""
        with self._database.read() as connection:
            return frozenset(row.id for row in select_among(connection, select(message.c.id), message.c.id, ids))

    def make(self, messages: Sequence[Message], reminders: Sequence[Reminder]) -> int:
        """Add messages with their reminders, all of them or none; how many messages are new. What is there stays as it is."""
        with self._database.write() as connection:
            new = _leave_known(connection, message, [_message_row(each) for each in messages])
            insert_rows(connection, message, new)
            insert_rows(connection, reminder, _leave_known(connection, reminder, [_reminder_row(each) for each in reminders]))
        return len(new)

    def recover(self) -> int:
        """Let messages that were being sent when a run died wait again; how many they are. Call it while nobody else sends.

        They keep `claimed_at`: they may have been sent.
        """
        waiting = update(message).where(message.c.delivery == Delivery.SENDING.value).values(delivery=Delivery.WAITING.value)
        with self._database.write() as connection:
            return connection.execute(waiting).rowcount

    def due(self, now: datetime) -> tuple[str, ...]:
        """The ids of messages that may be sent now, those that wait longest first."""
        table = message.c
        waits = and_(table.delivery == Delivery.WAITING.value, table.not_before <= now)
        statement = select(table.id).where(waits).order_by(table.not_before, table.id)
        with self._database.read() as connection:
            return tuple(connection.execute(statement).scalars())

    def claim(self, own_id: str, now: datetime) -> Message | None:
        """Take a message to send it, as it stood before; None where it does not wait any more."""
        with self._database.write() as connection:
            row = connection.execute(select(message).where(message.c.id == own_id)).first()
            if row is None or row.delivery != Delivery.WAITING.value:
                return None
            values = {"delivery": Delivery.SENDING.value, "tries": row.tries + 1, "claimed_at": now}
            connection.execute(update(message).where(message.c.id == own_id).values(values))
        return _read_message(row)

    def mark_sent(self, own_id: str, now: datetime) -> None:
        """Keep that a message that was claimed was sent."""
        self._settle(own_id, delivery=Delivery.SENT.value, sent_at=now, problem="")

    def mark_unsent(self, own_id: str, problem: str, *, again_at: datetime | None) -> None:
        """Keep that a message that was claimed was not sent, and when it is tried again; None: not before a person says so."""
        if again_at is None:
            self._settle(own_id, delivery=Delivery.FAILED.value, problem=problem)
        else:
            self._settle(own_id, delivery=Delivery.WAITING.value, problem=problem, not_before=again_at)

    def release(self, own_id: str, now: datetime) -> bool:
        """Let a message that failed for good be tried again from now on; False where it is no such message."""
        values = {"delivery": Delivery.WAITING.value, "tries": 0, "not_before": now}
        failed = update(message).where(message.c.id == own_id, message.c.delivery == Delivery.FAILED.value).values(values)
        with self._database.write() as connection:
            return connection.execute(failed).rowcount > 0

    def forget(self, contact: str) -> int:
        """Take out what was sent to a contact and waits for it, with its address; how many messages there were."""
        with self._database.write() as connection:
            connection.execute(delete(reminder).where(reminder.c.contact == contact))
            return connection.execute(delete(message).where(message.c.contact == contact)).rowcount

    def messages(self, *, delivery: Delivery | None = None, contact: str = "", limit: int = 100) -> tuple[Message, ...]:
        """Messages, the latest first."""
        statement = select(message).order_by(message.c.made_on.desc(), message.c.id).limit(limit)
        if delivery is not None:
            statement = statement.where(message.c.delivery == delivery.value)
        if contact:
            statement = statement.where(message.c.contact == contact)
        with self._database.read() as connection:
            return tuple(map(_read_message, connection.execute(statement)))

    def find(self, start: str) -> tuple[Message, ...]:
        """The messages whose ids begin with this."""
        statement = select(message).where(message.c.id.startswith(start, autoescape=True)).order_by(message.c.id).limit(2)
        with self._database.read() as connection:
            return tuple(map(_read_message, connection.execute(statement)))

    def count(self) -> Mapping[Delivery, int]:
        """How many messages there are of each kind."""
        statement = select(message.c.delivery, func.count()).group_by(message.c.delivery)
        with self._database.read() as connection:
            return {Delivery(name): count for name, count in connection.execute(statement)}

    def reminders(self, message_ids: Iterable[str] = ()) -> tuple[Reminder, ...]:
        """The reminders that these messages carry, or every one; by id."""
        wanted = tuple(message_ids)
        with self._database.read() as connection:
            whole = select(reminder)
            rows = select_among(connection, whole, reminder.c.message_id, wanted) if wanted else connection.execute(whole).all()
        return tuple(sorted(map(_read_reminder, rows), key=lambda each: each.id))

    def _settle(self, own_id: str, **values: object) -> None:
        claimed = update(message).where(message.c.id == own_id, message.c.delivery == Delivery.SENDING.value).values(values)
        with self._database.write() as connection:
            connection.execute(claimed)


def _leave_known(connection: Connection, table: Table, rows: Sequence[Values]) -> list[Values]:
    """The rows that are not there yet."""
    known = load_rows(connection, table, [row["id"] for row in rows])
    return [row for row in rows if row["id"] not in known]


def _message_row(value: Message) -> Values:
    return {name: getattr(value, name) for name in Message.__slots__} | {"delivery": value.delivery.value}


def _reminder_row(value: Reminder) -> Values:
    row = {name: getattr(value, name) for name in Reminder.__slots__}
    return row | {"kind": value.kind.value, "milestone_id": value.milestone_id or ""}


def _read_message(row: Row[Any]) -> Message:
    return Message(**dict(row._mapping) | {"delivery": Delivery(row.delivery)})


def _read_reminder(row: Row[Any]) -> Reminder:
    return Reminder(**dict(row._mapping) | {"kind": ReminderKind(row.kind), "milestone_id": row.milestone_id or None})
