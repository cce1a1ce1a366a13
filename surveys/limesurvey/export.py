"""Exports of a survey's rows: what is asked for, and what the answer holds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from domain.errors import SourceUnavailable
from surveys.limesurvey.connection import Connection
from surveys.limesurvey.refusals import NothingThereError
from surveys.limesurvey.walk import Look, Span

if TYPE_CHECKING:
    from citric import Client

_ANY_ID = re.compile(r"\d{1,18}", re.ASCII)
_ID = re.compile(rb'"id":\s*"?(\d+)')


class Exports:
    """Asks for rows of one survey: always by name of the columns, and only those in one state of completion."""

    def __init__(self, connection: Connection, completion: str) -> None:
        self._connection = connection
        self._access = connection.access
        self._completion = completion

    def fetch_rows(self, names: Sequence[str], span: Span) -> list[dict[str, Any]]:
        """The rows of a span by heading; none where the survey has no responses at all."""
        try:
            return self._connection.read(lambda client: decode_rows(self._export(client, names, span), self._access.where))
        except NothingThereError:
            return []

    def look_for_ids(self, span: Span) -> Look:
        """The first ids of a span, a page of them, and how many more there are. No other column crosses the wire."""
        try:
            content = self._connection.read(lambda client: checked_content(self._export(client, ("id",), span), self._access.where))
        except NothingThereError:
            return Look(())
        found = (int(each[1]) for each in _ID.finditer(content))
        ids = tuple(islice(found, self._access.page_size))
        return Look(ids, sum(1 for _ in found))

    def _export(self, client: Client, names: Sequence[str], span: Span) -> bytes:
        if not names:
            raise ValueError("An export without named columns would hold every column there is.")
        return client.export_responses(
            self._access.survey_id,
            completion_status=self._completion,
            heading_type="code",
            response_type="short",
            from_response_id=span.first,
            to_response_id=span.last,
            fields=list(names),
        )


def decode_rows(content: bytes, where: str) -> list[dict[str, Any]]:
    """The rows of a JSON export. Raises SourceUnavailable when it broke off."""
    try:
        rows = json.loads(content)["responses"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _broken_off(where) from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) and _ANY_ID.fullmatch(str(row.get("id"))) for row in rows):
        raise _broken_off(where)
    return rows


def checked_content(content: bytes, where: str) -> bytes:
    """An export as it is, when it has its end. Raises SourceUnavailable otherwise."""
    if not content.rstrip().endswith(b"]}"):
        raise _broken_off(where)
    return content


def _broken_off(where: str) -> SourceUnavailable:
    return SourceUnavailable("The export broke off before its end.", where=where, next_step="Try again later.")
