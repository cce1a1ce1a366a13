"""Exports of responses: which rows, which columns, which headings; read 100 rows at a time, as LimeSurvey does."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from demo.limesurvey.columns import Column
from demo.limesurvey.definitions import Account, Value
from demo.limesurvey.latency import BATCH
from demo.limesurvey.state import ErrorAnswerError, StatusAnswerError, SurveyState
from demo.limesurvey.table import Cells, ResponseTable
from demo.limesurvey.words import show_code, show_words
from demo.limesurvey.writers import WRITERS

PARTICIPANT_COLUMNS = ("firstname", "lastname", "email")
_ENCODED_AT_A_TIME = 3 * 16_384
Show = Callable[[Column, Cells], Value]


class NoColumnError(Exception):
    """`aFields` was an empty list: LimeSurvey answers in plain text then."""


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What a client asked for; ids of 0 and None are unset, words that are not known mean the default."""

    file_format: str
    language: str | None = None
    completion: str = "all"
    heading: str = "code"
    answers: str = "short"
    first_id: int = 0
    last_id: int = 0
    fields: tuple[str, ...] | None = None
    tokens: tuple[str, ...] | None = None
    options: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """An export as it goes on the wire (base64, in pieces), and what was in it, for the wire log."""

    pieces: tuple[bytes, ...]
    headings: tuple[str, ...]
    row_count: int


def export_responses(
    survey: SurveyState,
    account: Account,
    wish: ExportWish,
    *,
    is_text: bool = False,
    between_batches: Callable[[int], None] | None = None,
) -> Export:
    """The responses wished for; numbers as text where `is_text`. Raises StatusAnswerError, ErrorAnswerError or NoColumnError.

    With `between_batches` rows are read as LimeSurvey reads them, by LIMIT and OFFSET: the function is called with the survey's
    id after each 100, and a row that it deletes lets the next ones move up and be missed.
    """
    table = _existing_rows(survey, wish)
    if wish.file_format not in WRITERS:
        raise ErrorAnswerError(f"Writer for {wish.file_format} should implement IWriter")
    columns = _columns_to_export(survey, wish)
    language = wish.language or survey.definition.language
    headings = tuple(_heading(column, wish.heading, language, survey) for column in columns)
    show = _shower(survey, account, wish, language)
    count = 0

    def cells() -> Iterator[list[Value]]:
        nonlocal count
        for identity in _chosen_ids(survey, table, wish, between_batches):
            row = table.cells(identity)
            values = [show(column, row) for column in columns]
            count += 1
            yield [None if value is None else str(value) for value in values] if is_text else values

    pieces = tuple(_encode(WRITERS[wish.file_format](headings, cells())))
    return Export(pieces, headings, count)


def _encode(content: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in content:
        held += piece
        while len(held) >= _ENCODED_AT_A_TIME:
            yield base64.b64encode(held[:_ENCODED_AT_A_TIME])
            del held[:_ENCODED_AT_A_TIME]
    yield base64.b64encode(held)


def _existing_rows(survey: SurveyState, wish: ExportWish) -> ResponseTable:
    if survey.table is None:
        raise StatusAnswerError("No Data, survey table does not exist.")
    if not len(survey.table):
        raise StatusAnswerError("No Data, could not get max id.")
    if wish.language and wish.language not in survey.definition.languages:
        raise StatusAnswerError("Language code not found for this survey.")
    return survey.table


def _chosen_ids(
    survey: SurveyState, table: ResponseTable, wish: ExportWish, between_batches: Callable[[int], None] | None
) -> Iterator[int]:
    last = wish.last_id or table.highest_id
    if between_batches is None:
        yield from _matching(table, wish, last)
        return
    offset = 0
    while batch := _matching(table, wish, last)[offset : offset + BATCH]:
        yield from batch
        offset += BATCH
        between_batches(survey.definition.sid)


def _matching(table: ResponseTable, wish: ExportWish, last: int) -> list[int]:
    found = list(table.ids_between(wish.first_id, last))
    if wish.completion in ("complete", "incomplete"):
        date = table.names.index("submitdate")
        found = [each for each in found if (table.cells(each)[date] is not None) == (wish.completion == "complete")]
    if wish.tokens is not None:
        token = table.names.index("token")
        found = [each for each in found if table.cells(each)[token] in wish.tokens]
    return found


def _columns_to_export(survey: SurveyState, wish: ExportWish) -> list[Column]:
    if wish.fields is None:
        return list(survey.columns)
    if not wish.fields:
        raise NoColumnError
    known = {column.name: column for column in (*survey.columns, *survey.timings)}
    # A name that is not known is no error: LimeSurvey answers with a column of nulls.
    return [known.get(name, Column(name, name)) for name in wish.fields]


def _heading(column: Column, kind: str, language: str, survey: SurveyState) -> str:
    if kind not in ("full", "abbreviated"):
        return column.heading
    return column.label(language, survey.definition.language, is_short=kind == "abbreviated")


def _shower(survey: SurveyState, account: Account, wish: ExportWish, language: str) -> Show:
    options, base = dict(wish.options), survey.definition.language
    places = {name: place for place, name in enumerate(survey.stored_names)}
    people = {each.token: each for each in survey.definition.participants or ()}

    def show(column: Column, row: Cells) -> Value:
        place = places.get(column.name)
        if place is None:
            token = places.get("token")
            person = people.get(str(row[token])) if account.may_read_participants and token is not None else None
            wanted = column.name in PARTICIPANT_COLUMNS or column.name.startswith("attribute_")
            return person.value(column.name) if person and wanted else None
        value = _converted(row[place], options) if options else row[place]
        return show_words(column, value, language, base) if wish.answers == "long" else show_code(column, value)

    return show


def _converted(value: Value, options: dict[str, object]) -> Value:
    for letter in ("Y", "N"):
        if value == letter and options.get(f"convert{letter}"):
            return str(options.get(f"{letter.lower()}Value", value))
    return value
