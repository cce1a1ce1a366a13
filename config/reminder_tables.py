"""The tables of `hearback.toml` about reminders: when, by which mail server and to which chats."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from config.tables import MOST_DAYS, Part
from domain.quiet import read_quiet

SECRET = "{secret}"  # noqa: S105 - where the secret goes, no secret


class SecretPart(Part):
    """Where a password or another secret is: at most one of the three is named."""

    password_env: str | None = Field(None, description="The environment variable that holds it.")
    password_file: Path | None = Field(None, description="The file that holds it.")
    password_block: str | None = Field(None, description="Name of a Prefect Secret block that holds it.")

    @property
    def has_secret(self) -> bool:
        """True where a place of a secret is named."""
        return any(each is not None for each in (self.password_env, self.password_file, self.password_block))

    @model_validator(mode="after")
    def _at_most_one_secret(self) -> SecretPart:
        if sum(each is not None for each in (self.password_env, self.password_file, self.password_block)) > 1:
            raise ValueError("name one of password_env, password_file and password_block, or none where none is needed")
        return self


class MailSettings(SecretPart):
    """The mail server that takes reminders."""

    host: str = Field(pattern=r"^[A-Za-z0-9.:_-]+$")
    port: int | None = Field(None, ge=1, le=65_535, description="By default 587, with tls 465, without encryption 25.")
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str = Field(pattern=r"^[^@\s<>,;]+@[A-Za-z0-9.-]+$", description="The address that reminders come from.")
    user: str | None = None
    timeout_s: float = Field(30, gt=0, le=120)

    @model_validator(mode="after")
    def _user_and_password(self) -> MailSettings:
        if (self.user is None) == self.has_secret:
            raise ValueError("user goes with one of password_env, password_file and password_block")
        return self


class ChannelSettings(SecretPart):
    """A chat or another place that apprise can write to; contacts name it in place of an e-mail address."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
    url: str = Field(pattern=r"^[a-z0-9]+://", description=f"As apprise writes it; {SECRET} stands for the secret.")

    @model_validator(mode="after")
    def _says_where_the_secret_goes(self) -> ChannelSettings:
        if self.url.startswith("mailto"):
            raise ValueError("e-mail goes by [reminders.mail]; a contact's address is then mailto:name@example.org")
        if (SECRET in self.url) != self.has_secret:
            raise ValueError(f"{SECRET} in the url goes with one of password_env, password_file and password_block")
        return self


class ReminderSettings(Part):
    """Who is reminded, when, and by what."""

    enabled: bool = Field(False, description="Whether reminders are sent.")
    days_before: tuple[Literal[30, 7, 1, 0], ...] = Field((30, 7, 1, 0), description="Days before a date; 0 is the day itself.")
    overdue_every_days: int = Field(7, ge=1, le=MOST_DAYS)
    stale_after_days: int = Field(60, ge=1, le=MOST_DAYS, description="Days without any word.")
    stale_every_days: int = Field(30, ge=1, le=MOST_DAYS)
    manager_after_days: int = Field(1, ge=1, le=MOST_DAYS, description="Days late from which the manager is told, too.")
    at: int = Field(8, ge=0, le=23, description="The hour of the town at which the day's reminders are made.")
    quiet: str = Field("20:00-07:00", description="Local hours of the contact in which nothing is sent.")
    most_lines: int = Field(12, ge=1, le=100, description="Lines of a message.")
    most_tries: int = Field(6, ge=1, le=20)
    mail: MailSettings | None = None
    channels: tuple[ChannelSettings, ...] = ()

    @field_validator("quiet")
    @classmethod
    def _quiet_can_be_read(cls, words: str) -> str:
        read_quiet(words)
        return words

    @model_validator(mode="after")
    def _channels_have_names_of_their_own(self) -> ReminderSettings:
        names = [each.name for each in self.channels]
        if twice := {each for each in names if names.count(each) > 1}:
            raise ValueError(f"two channels are called {min(twice)!r}")
        return self
