"""A LimeSurvey server with one login, for choosing a survey and looking at it; and its address, from any page of it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from surveys.addresses import read_url
from surveys.limesurvey.access import LimeSurveyAccess, RetryPolicy
from surveys.limesurvey.connection import Connection
from surveys.limesurvey.facts import SurveyFacts
from surveys.limesurvey.survey import Survey
from surveys.limesurvey.titles import SurveyTitle, fetch_titles
from surveys.mapping import Mapping

_REMOTE = "admin/remotecontrol"
_SURVEY_ID = re.compile(r"(?:sid|surveyid|survey_id)[=/](\d+)|/(\d{3,})(?=[/?#]|$)", re.IGNORECASE)
# Where LimeSurvey's own part of a path begins when the server hides `index.php`.
_OWN = re.compile(r"/(?:admin|survey|surveyAdministration|questionAdministration|userManagement|dashboard|\d{3,})(?=/|$)")


@dataclass(frozen=True, slots=True)
class ServerUrl:
    """The address of RemoteControl, and the survey's number where the page that was pasted told one."""

    url: str
    survey_id: int | None


def derive_url(pasted: str) -> ServerUrl:
    """RemoteControl's address from that of any page of a LimeSurvey server: a survey's, the administration's, its own.

    Without a scheme it is taken for https. Raises BadSettings for what is no address.
    """
    text = pasted.strip()
    text = text if "://" in text else f"https://{text}"
    read_url(text)
    parts = urlsplit(text)
    found = _SURVEY_ID.search(f"{parts.path}?{parts.query}")
    number = int(found[1] or found[2]) if found else None
    base, has_script, _ = parts.path.partition("/index.php")
    if not has_script:
        own = _OWN.search(parts.path)
        base = parts.path[: own.start()] if own else parts.path.rstrip("/")
    place = f"{parts.scheme}://{parts.netloc}{base}"
    if parts.query.startswith("r=") and has_script:
        return ServerUrl(f"{place}/index.php?r={_REMOTE}", number)
    is_hidden = not has_script and parts.path.rstrip("/").endswith(f"/{_REMOTE}")
    return ServerUrl(f"{place}/{_REMOTE}" if is_hidden else f"{place}/index.php/{_REMOTE}", number)


@contextmanager
def open_server(
    access: LimeSurveyAccess, *, retry: RetryPolicy | None = None, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Server]:
    """Log in once, lend the server, and give the session key back. Raises SourceError or SourceUnavailable."""
    connection = Connection(access, retry or RetryPolicy(), sleep)
    try:
        yield Server(connection)
    finally:
        connection.close()


class Server:
    """A server over one connection; made by `open_server`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def surveys(self) -> tuple[SurveyTitle, ...]:
        """The surveys that the account may read."""
        return fetch_titles(self._connection)

    def look_at(self, survey_id: int, timezone: ZoneInfo) -> SurveyFacts:
        """What a survey is and asks, with nothing of it mapped yet."""
        self._connection.access = replace(self._connection.access, survey_id=survey_id)
        return Survey(self._connection, Mapping(comments=()), timezone, is_partial_taken=False).check()
