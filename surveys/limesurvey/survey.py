"""A survey, opened: what it is, what it asks, and its responses page by page."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from domain.errors import SourceError, SourceUnavailable
from domain.listening import Response
from domain.questions import Question
from surveys.limesurvey.access import LimeSurveyAccess, RetryPolicy
from surveys.limesurvey.ahead import fetch_ahead
from surveys.limesurvey.columns import Field, read_fields
from surveys.limesurvey.connection import Connection
from surveys.limesurvey.export import Exports
from surveys.limesurvey.facts import Description, SurveyFacts, fetch_description, fetch_first_id, state_facts
from surveys.limesurvey.parse import RowReader
from surveys.limesurvey.plan import Columns, Plan, make_plan, sort_columns
from surveys.limesurvey.questions import OptionTexts, Told, option_settings, read_options, read_questions
from surveys.limesurvey.walk import Span, Walk
from surveys.mapping import Mapping

if TYPE_CHECKING:
    from citric import Client

SMALL_SPAN = 100
"""Ids that are asked for again at once. LimeSurvey reads an export 100 rows at a time by their place in the table, so that
what others delete meanwhile makes it skip rows; within its first 100 it cannot."""


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
    """One survey over one connection; made by `open_survey`. What describes it is asked for once."""

    def __init__(self, connection: Connection, mapping: Mapping, timezone: ZoneInfo, *, is_partial_taken: bool) -> None:
        self._connection = connection
        self._access = connection.access
        self._mapping = mapping
        self._timezone = timezone
        self._exports = Exports(connection, "all" if is_partial_taken else "complete")
        self._is_partial_taken = is_partial_taken
        self._told_first_id: int | None = None

    def check(self) -> SurveyFacts:
        """What the survey is and how the mapping fits it; a misfit is a problem in the facts, not an error."""
        plan, problems = make_plan(self._mapping, self._told.columns)
        return state_facts(self._description, self._told, plan, problems, self._timezone, self._options)

    def questions(self) -> tuple[Question, ...]:
        """Every mapped code that the survey has, with its texts and options in every language, the base language first."""
        return self._questions

    def codes_by_id(self) -> dict[str, str]:
        """The code of every question of the survey by LimeSurvey's own id: how a renamed one is found again."""
        columns = self._told.columns
        whole = {str(boxes[0].qid): boxes[0].title for boxes in columns.boxes.values()}
        return whole | {field.native_id: field.heading for field in columns.fields if field.is_question}

    def count(self) -> int | None:
        """How many responses there are to be read; None while the survey is not active."""
        return self._description.responses if self._is_partial_taken else self._description.completed

    def first_id(self) -> int:
        """The first id that the response table of now can have given out by itself (0: any).

        When a survey is deactivated, LimeSurvey puts its responses away and lets the next table begin above them: that
        lower ids are not there says nothing about whether anybody withdrew. Asked anew each time.
        """
        self._told_first_id = self._fetch_first_id()
        return self._told_first_id

    def pages(self, *, left_out: Collection[str] = (), above: int = 0) -> Iterator[tuple[Response, ...]]:
        """The responses by ascending id, at most `page_size` at a time; nothing for a survey without responses.

        Every request names its columns; those of `left_out` are never named. Only ids over `above` are read. Raises
        SourceError before any row is read when a mapped code that is not left out is not there or cannot serve.
        """
        mapping = self._mapping.without(left_out)
        plan = self._plan(mapping)
        reader = RowReader(mapping, plan, self._labels, self._timezone, self._access.where)
        walk = Walk(
            self._exports.look_for_ids,
            page_size=self._access.page_size,
            first=above + 1,
            expected=self.count() if above <= 0 else None,
        )
        fetch = partial(self._exports.fetch_rows, plan.names)
        for span, rows in self._fetch_ahead(walk.next_span, fetch):
            walk.learn(span, len(rows))
            yield from self._read_pages(reader, rows)

    def which_are_there(self, ids: Collection[int]) -> set[int]:
        """Those of the ids that the survey has, asked again in small spans; no other column crosses the wire.

        Raises SourceUnavailable when the survey got a new response table since `first_id` was told: what is not there then
        was put away, and nobody withdrew it.
        """
        spans = iter(group_ids(ids, SMALL_SPAN))
        there: set[int] = set()
        for _, rows in self._fetch_ahead(lambda: next(spans, None), partial(self._exports.fetch_rows, ("id",))):
            there.update(int(row["id"]) for row in rows)
        if self._told_first_id not in (None, self._fetch_first_id()):
            what = "The survey was deactivated and activated again while it was read."
            raise SourceUnavailable(what, where=self._access.where, next_step="Pull again. What was stored before stays.")
        return there & set(ids)

    def _fetch_first_id(self) -> int:
        return self._connection.read(lambda client: fetch_first_id(client, self._access.survey_id))

    def _read_pages(self, reader: RowReader, rows: list[dict[str, Any]]) -> Iterator[tuple[Response, ...]]:
        responses = map(reader.read, rows)
        while page := tuple(islice(responses, self._access.page_size)):
            yield page

    def _fetch_ahead(
        self, next_span: Callable[[], Span | None], fetch: Callable[[Span], list[dict[str, Any]]]
    ) -> Iterator[tuple[Span, list[dict[str, Any]]]]:
        self._connection.resume()
        return fetch_ahead(next_span, fetch, at_once=self._access.requests_at_once, stop=self._connection.stop_retrying)

    def _plan(self, mapping: Mapping) -> Plan:
        plan, problems = make_plan(mapping, self._told.columns)
        if problems:
            raise SourceError(" ".join(problems), where=self._access.where, next_step="Correct the source's columns in the settings.")
        return plan

    @cached_property
    def _description(self) -> Description:
        return fetch_description(self._connection)

    @cached_property
    def _told(self) -> Told:
        languages = self._description.languages
        by_language = {language: self._fetch_columns(language) for language in languages}
        return Told(languages, by_language[languages[0]], by_language)

    def _fetch_columns(self, language: str) -> Columns:
        # citric's own method has no parameter for the language, which RemoteControl takes.
        return self._connection.read(
            lambda client: sort_columns(read_fields(dict(client.session.get_fieldmap(self._access.survey_id, language))))
        )

    @cached_property
    def _options(self) -> OptionTexts:
        return OptionTexts(self._fetch_options, self._description.languages)

    def _fetch_options(self, field: Field, language: str) -> dict[str, str]:
        def fetch(client: Client) -> dict[str, str]:
            told = client.get_question_properties(field.qid or 0, settings=option_settings(field), language=language)
            return read_options(dict(told), field)

        return self._connection.read(fetch)

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return read_questions(self._mapping, self._told, self._options)

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        base = self._description.languages[0]
        return {(each.code, option.code): each.label(option.code, base) for each in self._questions for option in each.options}


def group_ids(ids: Collection[int], width: int) -> Iterator[Span]:
    """Spans over all of the ids, each at most so many ids wide, that begin and end with one of them."""
    first = last = None
    for each in sorted(set(ids)):
        if first is not None and last is not None and each - first >= width:
            yield Span(first, last)
            first = each
        first, last = (each if first is None else first), each
    if first is not None:
        yield Span(first, last)
