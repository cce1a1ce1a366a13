"""Messages to channels go by apprise to a real address on this machine; a doubt is said, and a secret stands nowhere."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from domain.reminders import Delivery
from flows.steps.remind.words import AGAIN
from tests.reminders.calendar_of import make_asked, make_person
from tests.reminders.post_office import PostOffice
from tests.reminders.test_sent import NOW, TODAY
from tests.reminders.town import open_town

CHATTY = make_person("Jo Doe", addresses=("works-chat",))
SECRET = "very-hidden/1"


@dataclass
class Chat:
    port: int
    paths: list[str] = field(default_factory=list)
    messages: list[dict[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@pytest.fixture
def chat() -> Iterator[Chat]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            room.paths.append(self.path)
            room.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(room.answers.pop(0) if room.answers else 200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    room = Chat(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield room
    server.shutdown()
    server.server_close()


def channel(port: int) -> str:
    return f'[[reminders.channels]]\nname = "works-chat"\nurl = "json://127.0.0.1:{port}/hook/{{secret}}"\npassword_env = "HEARBACK_TEST_HOOK"\n'


def test_a_channel_gets_the_message_and_its_secret_stands_nowhere(
    tmp_path: Path, chat: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("HEARBACK_TEST_HOOK", SECRET)
    with open_town(tmp_path, 9, (CHATTY,), (make_asked(due_on=TODAY),), more=channel(chat.port)) as town:
        assert town.remind(NOW).written == 1
        told = town.store.outbox.messages()
    assert (
        chat.messages[0]["title"] == told[0].subject and "R-01 Mend the lights: due on 1 June 2026, today." in chat.messages[0]["message"]
    )
    assert "very-hidden" in chat.paths[0] and AGAIN not in chat.messages[0]["message"]
    assert "very-hidden" not in caplog.text + "".join(capfd.readouterr()) + repr(told)


def test_a_message_that_may_have_come_says_so_when_it_comes_again(tmp_path: Path, chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARBACK_TEST_HOOK", SECRET)
    chat.answers = [500]
    with open_town(tmp_path, 9, (CHATTY,), (make_asked(due_on=TODAY),), more=channel(chat.port)) as town:
        assert town.remind(NOW).held == 1
        (message,) = town.store.outbox.messages()
        assert message.problem == "the channel 'works-chat' did not take it"
        assert town.send(NOW + timedelta(hours=1)).sent == 1
    first, second = (each["message"] for each in chat.messages)
    assert second == f"{AGAIN}\n\n{first}"


def test_a_secret_that_is_missing_is_named_and_stops_nothing_else(tmp_path: Path, chat: Chat, office: PostOffice) -> None:
    values = make_asked(due_on=TODAY), make_asked("R-02", owner="Sam Lee", due_on=TODAY)
    with open_town(tmp_path, office.port, (CHATTY, make_person("Sam Lee")), values, more=channel(chat.port)) as town:
        receipt = town.remind(NOW)
        (message,) = town.store.outbox.messages(contact="Jo Doe")
    assert (receipt.written, receipt.held, len(office.mails), chat.messages) == (1, 1, 1, [])
    assert message.delivery is Delivery.WAITING
    assert "channel 'works-chat' is missing: the environment variable HEARBACK_TEST_HOOK" in message.problem


def test_a_channel_that_is_not_set_is_named(tmp_path: Path) -> None:
    with open_town(tmp_path, 9, (CHATTY,), (make_asked(due_on=TODAY),)) as town:
        town.remind(NOW)
        (message,) = town.store.outbox.messages()
    assert "no channel 'works-chat' is set" in message.problem
