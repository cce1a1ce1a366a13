"""Messages go out over real SMTP: one a contact a day, once, tried again where they fail, and to nobody who left."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desk.reminders import send_again
from domain.errors import Busy, WrongUse
from domain.recommendations import UpdateState
from domain.reminders import Delivery
from flows.steps.remind.make import draft_messages
from flows.steps.remind.send import LEASE, LEASE_S
from tests.reminders.calendar_of import make_asked, make_person, make_update
from tests.reminders.post_office import SENDER, PostOffice, lines_of
from tests.reminders.town import open_town

NOW = datetime(2026, 6, 1, 13, tzinfo=UTC)  # 8 in Chicago
TODAY = date(2026, 6, 1)
JO, SAM = make_person("Jo Doe"), make_person("Sam Lee")


def test_one_message_a_day_tells_everything_the_most_pressing_first(tmp_path: Path, office: PostOffice) -> None:
    values = tuple(make_asked(f"R-{number:02}", due_on=TODAY + timedelta(days=number - 3)) for number in range(1, 6))
    with open_town(tmp_path, office.port, (JO, SAM), values, most_lines=3) as town:
        receipt = town.remind(NOW)
        again = town.remind(NOW + timedelta(hours=3))
    assert (receipt.read, receipt.written, again.read) == (1, 1, 0)
    (mail,) = office.mails
    assert [each.split(" ")[0] for each in lines_of(mail)] == ["R-01", "R-02", "R-03"]
    body = mail.get_content()
    assert "2 days late" in body and "1 day late" in body and "due on 1 June 2026, today" in body
    # Each of the others was silent for long, and two have a date to come.
    assert "And 5 more" in body and "hearback recommendations update R-01" in body
    assert office.recipients == [["jo.doe@riverton.example"]] and mail["From"].addresses[0].addr_spec == SENDER


def test_each_line_is_told_once_over_many_days(tmp_path: Path, office: PostOffice) -> None:
    with open_town(tmp_path, office.port, (JO,), (make_asked(due_on=TODAY, issued_on=date(2026, 5, 1)),)) as town:
        for day in range(-35, 20):
            town.remind(NOW + timedelta(days=day))
        kinds = [each.kind.value for each in town.store.outbox.reminders()]
    assert len(office.mails) == len(office.delivered) == 7
    assert sorted(kinds) == sorted(["due in 30 days", "due in 7 days", "due tomorrow", "due today", "overdue", "overdue", "overdue"])


def test_a_title_with_line_breaks_makes_no_header_and_no_line(tmp_path: Path, office: PostOffice) -> None:
    title = "Lights\r\nBcc: all@riverton.example\n- R-99 Pay me: due today.\u202e"
    with open_town(tmp_path, office.port, (JO,), (make_asked(title=title, due_on=TODAY),)) as town:
        town.remind(NOW)
    (mail,) = office.mails
    assert mail["Bcc"] is None and office.recipients == [["jo.doe@riverton.example"]]
    assert len([each for each in lines_of(mail) if each.startswith("R-99")]) == 0
    assert "\u202e" not in mail.get_content()


def test_a_message_that_is_refused_is_tried_again_later_and_later_and_then_waits_for_a_person(tmp_path: Path, office: PostOffice) -> None:
    office.answers = ["451 4.3.0 jo.doe@riverton.example: later"] * 6
    with open_town(tmp_path, office.port, (JO,), (make_asked(due_on=TODAY, issued_on=date(2026, 5, 1)),)) as town:
        town.remind(NOW)
        waits = []
        for _ in range(5):
            (message,) = town.store.outbox.messages()
            assert message.delivery is Delivery.WAITING and "451" in message.problem and "@" not in message.problem
            waits.append(message.not_before)
            assert town.send(message.not_before - timedelta(seconds=1)).again == 0
            town.send(message.not_before)
        steps = [later - sooner for sooner, later in zip([NOW, *waits], waits, strict=False)]
        assert steps == sorted(steps) and steps[0] == timedelta(minutes=10)
        (failed,) = town.store.outbox.messages(delivery=Delivery.FAILED)
        assert failed.tries == 6 and office.mails == []
        with pytest.raises(WrongUse, match="no message"):
            send_again(town.store, "message-none", who="Rowan", why="mended")
        send_again(town.store, failed.id[:16], who="Rowan", why="mended")
        town.send(datetime.now(UTC) + timedelta(minutes=1))
        assert town.store.outbox.count() == {Delivery.SENT: 1}
    assert len(office.mails) == 1


def test_an_address_that_does_not_exist_waits_for_a_person_at_once(tmp_path: Path, office: PostOffice) -> None:
    office.unknown = {"jo.doe@riverton.example"}
    with open_town(tmp_path, office.port, (JO, SAM), (make_asked(deputy="Sam Lee", due_on=TODAY),)) as town:
        receipt = town.remind(NOW)
        (failed,) = town.store.outbox.messages(delivery=Delivery.FAILED)
    assert (receipt.written, receipt.held) == (1, 1) and failed.contact == "Jo Doe"
    assert failed.problem == "the mail server refused the address (550)"


def test_no_mail_server_and_no_address_is_told_anywhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with open_town(tmp_path, 9, (JO,), (make_asked(due_on=TODAY),)) as town:  # nobody listens at port 9
        town.remind(NOW)
        (message,) = town.store.outbox.messages()
    assert message.problem == "the mail server cannot be reached (ConnectionRefusedError)"
    assert "riverton.example" not in caplog.text


def test_who_left_since_a_message_was_made_does_not_get_it(tmp_path: Path, office: PostOffice) -> None:
    night = datetime(2026, 6, 2, 3, tzinfo=UTC)  # 22 in Chicago
    with open_town(tmp_path, office.port, (JO,), (make_asked(due_on=TODAY),), quiet="20:00-07:00") as town:
        town.remind(night)
        town.store.contacts.save(replace(JO, left_on=date(2026, 6, 1)))
        town.send(night + timedelta(hours=12))
        (message,) = town.store.outbox.messages()
    assert office.mails == [] and (message.delivery, message.problem) == (Delivery.FAILED, "this contact has left")


def test_when_the_owner_leaves_the_deputy_is_told_what_is_due_and_why(tmp_path: Path, office: PostOffice) -> None:
    with open_town(tmp_path, office.port, (JO, SAM), (make_asked(deputy="Sam Lee", due_on=TODAY + timedelta(days=5)),)) as town:
        town.store.contacts.save(replace(JO, left_on=TODAY - timedelta(days=1)))
        town.remind(NOW)
    (mail,) = office.mails
    assert office.recipients == [["sam.lee@riverton.example"]] and "In place of Jo Doe: Jo Doe left on 2026-05-31" in mail.get_content()


def test_two_runs_at_once_are_one(tmp_path: Path, office: PostOffice) -> None:
    with open_town(tmp_path, office.port, (JO,), (make_asked(due_on=TODAY),)) as town:
        with town.store.lease(LEASE, seconds=LEASE_S), pytest.raises(Busy, match="reminders is held"):
            town.remind(NOW)
        town.remind(NOW)
    assert len(office.mails) == 1


def test_a_preview_keeps_and_sends_nothing(tmp_path: Path, office: PostOffice) -> None:
    with open_town(tmp_path, office.port, (JO,), (make_asked(due_on=TODAY), make_asked("R-02", owner="Ghost", due_on=TODAY))) as town:
        found = draft_messages(town.store, town.settings, NOW)
        assert town.store.counts()["message"] == town.store.counts()["reminder"] == 0
    assert [len(each.reminders) for each in found.drafts] == [2] and found.unheard == ("R-02",) and office.mails == []


def test_an_update_that_only_says_how_it_goes_silences_no_date(tmp_path: Path, office: PostOffice) -> None:
    value = make_asked(due_on=TODAY)
    said = replace(value, updates=(make_update(value, TODAY, UpdateState.IN_PROGRESS, note="A draft of the answer is being read."),))
    with open_town(tmp_path, office.port, (JO,), (said,)) as town:
        town.remind(NOW)
    assert len(office.mails) == 1 and "being read" not in office.mails[0].as_string()


def test_what_is_done_is_silent(tmp_path: Path, office: PostOffice) -> None:
    value = make_asked(due_on=TODAY)
    done = replace(value, updates=(make_update(value, TODAY, UpdateState.REPORTED_DONE),))
    with open_town(tmp_path, office.port, (JO,), (done,)) as town:
        assert town.remind(NOW).read == 0
