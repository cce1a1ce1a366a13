"""The surveys that an account may read, for choosing one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from surveys.limesurvey.access import LimeSurveyAccess, RetryPolicy
from surveys.limesurvey.columns import plain_text
from surveys.limesurvey.connection import Connection
from surveys.limesurvey.refusals import NothingThereError

if TYPE_CHECKING:
    from citric import Client


@dataclass(frozen=True, slots=True)
class SurveyTitle:
    """A survey by its number and title. An expired one is active all the same."""

    survey_id: int
    title: str
    is_active: bool


def list_surveys(
    access: LimeSurveyAccess, *, retry: RetryPolicy | None = None, sleep: Callable[[float], None] = time.sleep
) -> tuple[SurveyTitle, ...]:
    """The surveys that the account may read, in the server's order; `access.survey_id` does not matter.

    Logs in once and gives the key back. Raises SourceError or SourceUnavailable.
    """
    connection = Connection(access, retry or RetryPolicy(), sleep)
    try:
        return fetch_titles(connection)
    finally:
        connection.close()


def fetch_titles(connection: Connection) -> tuple[SurveyTitle, ...]:
    """The surveys that the account of an open connection may read."""
    try:
        return connection.read(_fetch_titles)
    except NothingThereError:
        return ()


def _fetch_titles(client: Client) -> tuple[SurveyTitle, ...]:
    return tuple(_read_title(dict(each)) for each in client.list_surveys())


def _read_title(told: dict[str, Any]) -> SurveyTitle:
    return SurveyTitle(int(told["sid"]), plain_text(str(told.get("surveyls_title") or "")), told.get("active") == "Y")
