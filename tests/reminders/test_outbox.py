"""The outbox, on both databases: made once, claimed by one, and never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.ids import RecommendationId
from domain.recommendations import UpdateState
from domain.reminders import Delivery, Message, Reminder, ReminderKind
from tests.reminders.calendar_of import make_asked, make_update
from tests.warehouse.conftest import fresh_url, key_folder, keys, postgresql, store, url
from warehouse.store import Store

__all__ = ["fresh_url", "key_folder", "keys", "postgresql", "store", "url"]
NOW, TODAY = datetime(2026, 6, 1, 13, tzinfo=UTC), date(2026, 6, 1)
ASKED = make_asked(due_on=TODAY)


def make_message(name: str = "message-a", **other: object) -> Message:
    values = {"not_before": NOW, "delivery": Delivery.WAITING, "subject": "1 due", "body": "- R-01", **other}
    return Message(name, "Jo Doe", "mailto:jo@riverton.example", TODAY, **values)  # type: ignore[arg-type]


def make_reminder(name: str = "reminder-a", message: str = "message-a") -> Reminder:
    return Reminder(name, "Jo Doe", ASKED.id, None, ReminderKind.DUE_TODAY, TODAY, TODAY, message)


def test_what_was_made_is_not_made_again_and_comes_back_as_it_was(store: Store) -> None:
    store.recommendations.save([ASKED])
    assert store.outbox.make([make_message()], [make_reminder()]) == 1
    assert store.outbox.make([make_message(body="other words")], [make_reminder()]) == 0
    assert store.outbox.messages() == (make_message(),) and store.outbox.reminders() == (make_reminder(),)
    assert store.outbox.reminders(["message-a"]) == (make_reminder(),) and store.outbox.reminders(["message-b"]) == ()
    assert store.outbox.known(["reminder-a", "reminder-b"]) == {"reminder-a"}
    assert store.outbox.known_messages(["message-a", "message-b"]) == {"message-a"}


def test_a_message_is_claimed_by_one_and_sent_once(store: Store) -> None:
    store.outbox.make([make_message(), make_message("message-b", not_before=NOW + timedelta(hours=1))], [])
    assert store.outbox.due(NOW) == ("message-a",)
    assert store.outbox.claim("message-a", NOW) == make_message()
    assert store.outbox.claim("message-a", NOW) is None and store.outbox.due(NOW) == ()
    store.outbox.mark_sent("message-a", NOW)
    assert store.outbox.recover() == 0 and store.outbox.claim("message-a", NOW) is None
    assert store.outbox.count() == {Delivery.SENT: 1, Delivery.WAITING: 1}


def test_what_was_being_sent_waits_again_and_shows_that_it_was_tried(store: Store) -> None:
    store.outbox.make([make_message()], [])
    store.outbox.claim("message-a", NOW)
    assert store.outbox.recover() == 1
    again = store.outbox.claim("message-a", NOW)
    assert again == make_message(tries=1, claimed_at=NOW)


def test_what_failed_waits_for_a_person_and_what_was_sent_is_never_released(store: Store) -> None:
    store.outbox.make([make_message(), make_message("message-b")], [])
    for name in ("message-a", "message-b"):
        store.outbox.claim(name, NOW)
    store.outbox.mark_unsent("message-a", "refused", again_at=None)
    store.outbox.mark_sent("message-b", NOW)
    assert store.outbox.due(NOW + timedelta(days=9)) == ()
    assert store.outbox.release("message-a", NOW) and not store.outbox.release("message-b", NOW)
    assert store.outbox.due(NOW) == ("message-a",)


def test_what_is_looked_at_each_day_is_what_presses(store: Store) -> None:
    far = make_asked("R-02", due_on=TODAY + timedelta(days=90), issued_on=TODAY)
    silent = make_asked("R-03", issued_on=date(2026, 1, 1))
    done = make_asked("R-04", due_on=TODAY)
    done = replace(done, updates=(make_update(done, TODAY, UpdateState.WITHDRAWN),))
    store.recommendations.save([ASKED, far, silent, done])
    found = store.outbox.find_pressing(due_by=TODAY + timedelta(days=30), silent_since=TODAY - timedelta(days=60))
    assert set(found) == {RecommendationId(ASKED.id), silent.id}
