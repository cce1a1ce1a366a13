"""A survey, opened: what it is, and its responses page by page."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from domain.errors import SourceError, SourceUnavailable
from domain.listening import Response
from surveys.limesurvey.access import LimeSurveyAccess, RetryPolicy
from surveys.limesurvey.columns import Field, Plan, make_plan, plain_text, read_fields
from surveys.limesurvey.connection import Connection
from surveys.limesurvey.facts import SurveyFacts, fetch_description, state_facts
from surveys.limesurvey.parse import RowReader
from surveys.limesurvey.refusals import NothingThereError
from surveys.mapping import Mapping

if TYPE_CHECKING:
    from citric import Client

Range = tuple[int, int | None]
"""First and last response id of a page (inclusive); None: no end."""


@contextmanager
def open_survey(
    access: LimeSurveyAccess,
    mapping: Mapping,
    *,
    timezone: ZoneInfo,
    is_partial_taken: bool,
    retry: RetryPolicy | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Survey]:
    """Log in once, lend the survey, and give the session key back.

    The login is never tried again, as three wrong ones lock the address out. Naive times are read in `timezone`.
    Raises SourceError for what will not pass by waiting, SourceUnavailable for what may.
    """
    connection = Connection(access, retry or RetryPolicy(), sleep)
    try:
        yield Survey(connection, mapping, timezone, is_partial_taken=is_partial_taken)
    finally:
        connection.close()


class Survey:
    """One survey over one connection; made by `open_survey`."""

    def __init__(self, connection: Connection, mapping: Mapping, timezone: ZoneInfo, *, is_partial_taken: bool) -> None:
        self._connection = connection
        self._access = connection.access
        self._mapping = mapping
        self._timezone = timezone
        self._completion = "all" if is_partial_taken else "complete"

    def check(self) -> SurveyFacts:
        """What the survey is and how the mapping fits it; a misfit is a problem in the facts, not an error."""
        told = self._connection.read(lambda client: fetch_description(client, self._access.survey_id))
        fields = self._fetch_fields()
        plan, problems = make_plan(self._mapping, fields)
        return state_facts(self._access.survey_id, told, fields, plan, problems, self._timezone)

    def pages(self) -> Iterator[tuple[Response, ...]]:
        """The responses by ascending id, about `page_size` at a time; nothing for a survey without responses.

        Every request names its columns. Raises SourceError before any row is read when a mapped code is not there.
        """
        plan = self._plan()
        ranges = split_ids(self._fetch_ids(), self._access.page_size)
        if not ranges:
            return
        reader = RowReader(self._mapping, plan, self._fetch_labels(plan), self._timezone, self._access.where)
        for span in ranges:
            page = tuple(reader.read(row) for row in self._fetch_rows(plan.names, span))
            if page:
                yield page

    def _plan(self) -> Plan:
        plan, problems = make_plan(self._mapping, self._fetch_fields())
        if problems:
            raise SourceError(" ".join(problems), where=self._access.where, next_step="Correct the source's columns in the settings.")
        return plan

    def _fetch_fields(self) -> tuple[Field, ...]:
        return read_fields(self._connection.read(lambda client: client.get_fieldmap(self._access.survey_id)))

    def _fetch_ids(self) -> tuple[int, ...]:
        # Gaps are common and nothing tells the highest id, so the ids come first: a column of numbers, and no words.
        return tuple(sorted(int(row["id"]) for row in self._fetch_rows(("id",), (1, None))))

    def _fetch_rows(self, names: tuple[str, ...], span: Range) -> list[dict[str, Any]]:
        try:
            return self._connection.read(lambda client: self._export(client, names, span))
        except NothingThereError:
            return []

    def _export(self, client: Client, names: tuple[str, ...], span: Range) -> list[dict[str, Any]]:
        content = client.export_responses(
            self._access.survey_id,
            completion_status=self._completion,
            heading_type="code",
            response_type="short",
            from_response_id=span[0],
            to_response_id=span[1],
            fields=list(names),
        )
        return decode_export(content, self._access.where)

    def _fetch_labels(self, plan: Plan) -> dict[tuple[str, str], str]:
        wanted = {*(indicator.question for indicator in self._mapping.indicators), *(code for _, code in self._mapping.groups)}
        labels: dict[tuple[str, str], str] = {}
        for code in sorted(wanted):
            if plan.columns[code].has_option_codes:
                labels |= {(code, option): text for option, text in self._fetch_options(plan.columns[code]).items()}
        return labels

    def _fetch_options(self, field: Field) -> dict[str, str]:
        qid = field.qid or 0
        told = self._connection.read(lambda client: client.get_question_properties(qid, settings=["answeroptions"]))
        options: Any = told.get("answeroptions")
        return {code: plain_text(str(each["answer"])) for code, each in options.items()} if isinstance(options, dict) else {}


def split_ids(ids: tuple[int, ...], page_size: int) -> tuple[Range, ...]:
    """Ranges that leave no id out: each starts after the one before it ends, and the last has no end."""
    starts = ids[::page_size]
    ends: list[int | None] = [start - 1 for start in starts[1:]]
    return tuple(zip(starts, [*ends, None], strict=True)) if starts else ()


def decode_export(content: bytes, where: str) -> list[dict[str, Any]]:
    """The rows of a JSON export. Raises SourceUnavailable when it broke off."""
    try:
        return list(json.loads(content)["responses"])
    except (ValueError, KeyError, TypeError):
        raise SourceUnavailable("The export broke off before its end.", where=where, next_step="Try again later.") from None
