"""Sends a message by e-mail. The same message always has the same Message-ID, so that mail stores know it when it comes twice.

The mail library of Python and not apprise's: apprise gives each sending a Message-ID of its own (docs/decisions/0030).
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime

from config.reminder_tables import MailSettings
from domain.addresses import mail_address_of
from domain.reminders import Message
from flows.steps.remind.outcome import Unsent

PORTS = {"starttls": 587, "tls": 465, "none": 25}
_PERMANENT = 500


def make_mail(message: Message, sender: str) -> EmailMessage:
    """The e-mail of a message: the same Message-ID and the same words whenever it is made."""
    address = mail_address_of(message.address)
    if address is None:
        raise Unsent("the address is none of e-mail", is_final=True)
    mail = EmailMessage(policy=WIRE)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["From"] = Address("Hearback", addr_spec=sender)
    mail["To"] = Address(addr_spec=address)
    mail["Subject"] = message.subject
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body, cte="quoted-printable")
    return mail


def send_mail(message: Message, settings: MailSettings, password: str) -> None:
    """Hand a message to the mail server. Raises Unsent, also where it is not known whether the server took it."""
    mail = make_mail(message, settings.sender)
    try:
        server = _connect(settings)
        try:
            if settings.user is not None:
                server.login(settings.user, password)
            server.send_message(mail)
            with suppress(OSError, smtplib.SMTPException):  # it was taken: how the server says goodbye changes nothing
                server.quit()
        finally:
            server.close()
    except smtplib.SMTPAuthenticationError as error:
        raise Unsent(f"the mail server does not take the user and password ({error.smtp_code})") from None
    except smtplib.SMTPRecipientsRefused as error:
        code = min((code for code, _ in error.recipients.values()), default=_PERMANENT)
        raise Unsent(f"the mail server refused the address ({code})", is_final=code >= _PERMANENT) from None
    except smtplib.SMTPResponseException as error:
        raise Unsent(f"the mail server refused it ({error.smtp_code})") from None
    except ssl.SSLError:
        raise Unsent("the mail server's certificate or encryption is not good") from None
    except (OSError, smtplib.SMTPException) as error:  # what they say may hold an address
        raise Unsent(f"the mail server cannot be reached ({type(error).__name__})") from None


def _connect(settings: MailSettings) -> smtplib.SMTP:
    port = settings.port or PORTS[settings.security]
    if settings.security == "tls":
        return smtplib.SMTP_SSL(settings.host, port, timeout=settings.timeout_s, context=ssl.create_default_context())
    server = smtplib.SMTP(settings.host, port, timeout=settings.timeout_s)
    if settings.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server
