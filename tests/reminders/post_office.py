"""A real mail server on this machine, for tests: takes e-mail over SMTP and keeps it. It can be told to refuse."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

SENDER = "hearback@riverton.example"


@dataclass
class PostOffice:
    """What came, in the order in which it did. `answers` are given to messages one after another; then all are taken."""

    port: int
    raw: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.unknown:
            return f"550 5.1.1 <{address}>: no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.raw.append(envelope.content)
            self.recipients.append(list(envelope.rcpt_tos))
        return answer

    @property
    def mails(self) -> list[EmailMessage]:
        """Every message that came, also one that came twice."""
        return [email.message_from_bytes(each, policy=email.policy.default) for each in self.raw]

    @property
    def delivered(self) -> dict[str, EmailMessage]:
        """What a mail store keeps that drops a message of a Message-ID which it has."""
        kept: dict[str, EmailMessage] = {}
        for each in self.mails:
            kept.setdefault(str(each["Message-ID"]), each)
        return kept


def lines_of(mail: EmailMessage) -> list[str]:
    """The reminders that a message tells."""
    return [each.removeprefix("- ") for each in str(mail.get_content()).splitlines() if each.startswith("- ")]


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    from aiosmtpd.controller import Controller

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    office = PostOffice(port)
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
