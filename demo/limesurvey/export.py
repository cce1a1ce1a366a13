"""Exports of responses: which rows, which columns, which headings, and as JSON or CSV."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from demo.limesurvey.columns import Column, has_options, text_in
from demo.limesurvey.definitions import Account, QuestionType
from demo.limesurvey.state import ErrorAnswerError, StatusAnswerError, SurveyState

Value = str | int | float | None
OTHER = "-oth-"
PARTICIPANT_COLUMNS = ("firstname", "lastname", "email")


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
    """An export as it goes on the wire (base64), and what was in it, for the wire log."""

    body: str
    headings: tuple[str, ...]
    row_count: int


def export_responses(survey: SurveyState, account: Account, wish: ExportWish, *, is_text: bool = False) -> Export:
    """The responses wished for; numbers as text where `is_text`. Raises StatusAnswerError, ErrorAnswerError or NoColumnError."""
    rows = _rows_to_export(survey, wish)
    if wish.file_format not in _WRITERS:
        raise ErrorAnswerError(f"Writer for {wish.file_format} should implement IWriter")
    columns = _columns_to_export(survey, wish)
    language = wish.language or survey.definition.language
    headings = [_heading(column, wish.heading, language, survey) for column in columns]
    show = _shower(survey, account, wish, language)
    table = [[show(column, row) for column in columns] for row in rows]
    if is_text:
        table = [[None if value is None else str(value) for value in row] for row in table]
    content = _WRITERS[wish.file_format](headings, table)
    return Export(base64.b64encode(content).decode(), tuple(headings), len(table))


def _rows_to_export(survey: SurveyState, wish: ExportWish) -> list[dict[str, Value]]:
    if survey.rows is None:
        raise StatusAnswerError("No Data, survey table does not exist.")
    if not survey.rows:
        raise StatusAnswerError("No Data, could not get max id.")
    if wish.language and wish.language not in survey.definition.languages:
        raise StatusAnswerError("Language code not found for this survey.")
    return [row for identity, row in sorted(survey.rows.items()) if _is_wanted(identity, row, wish)]


def _is_wanted(identity: int, row: dict[str, Value], wish: ExportWish) -> bool:
    in_range = identity >= wish.first_id and (not wish.last_id or identity <= wish.last_id)
    is_complete = row["submitdate"] is not None
    right_state = {"complete": is_complete, "incomplete": not is_complete}.get(wish.completion, True)
    return in_range and right_state and (wish.tokens is None or row.get("token") in wish.tokens)


def _columns_to_export(survey: SurveyState, wish: ExportWish) -> list[Column]:
    if wish.fields is None:
        return list(survey.columns)
    if not wish.fields:
        raise NoColumnError
    known = {column.name: column for column in survey.columns}
    # A name that is not known is no error: LimeSurvey answers with a column of nulls.
    return [known.get(name, Column(name, name)) for name in wish.fields]


def _heading(column: Column, kind: str, language: str, survey: SurveyState) -> str:
    if kind not in ("full", "abbreviated"):
        return column.heading
    return column.label(language, survey.definition.language, is_short=kind == "abbreviated")


def _shower(survey: SurveyState, account: Account, wish: ExportWish, language: str) -> Callable[[Column, dict[str, Value]], Value]:
    options = dict(wish.options)
    own = {column.name for column in survey.columns}
    people = {each.token: each for each in survey.definition.participants or ()}

    def show(column: Column, row: dict[str, Value]) -> Value:
        if column.name not in own:
            person = people.get(str(row.get("token"))) if account.may_read_participants else None
            wanted = column.name in PARTICIPANT_COLUMNS or column.name.startswith("attribute_")
            return person.value(column.name) if person and wanted else None
        value = _converted(row[column.heading], options)
        return _in_words(column, value, language, survey.definition.language) if wish.answers == "long" else value

    return show


def _converted(value: Value, options: dict[str, object]) -> Value:
    for letter in ("Y", "N"):
        if value == letter and options.get(f"convert{letter}"):
            return str(options.get(f"{letter.lower()}Value", value))
    return value


def _in_words(column: Column, value: Value, language: str, base: str) -> Value:
    question = column.numbered.question if column.numbered else None
    if question is None or column.is_other:
        return value
    yes = _YES.get(language, "Yes")
    if question.type is QuestionType.MULTIPLE:
        return {"Y": yes, "": "No"}.get(str(value), "N/A")
    if question.type is QuestionType.YES_NO:
        return {"Y": yes, "N": "No"}.get(str(value), "N/A")
    if question.type is QuestionType.ARRAY and value is None:
        return ""
    if value == OTHER:
        return "Other"
    texts = {option.code: text_in(option.texts, language, base) for option in question.options if has_options(question)}
    return texts.get(str(value), value)


_YES = {"ar": "نعم", "es": "Sí", "fr": "Oui"}


def _write_json(headings: Sequence[str], table: Sequence[Sequence[Value]]) -> bytes:
    # Equal headings overwrite each other here, as they do in LimeSurvey.
    return json.dumps({"responses": [dict(zip(headings, row, strict=True)) for row in table]}).encode()


def _write_csv(headings: Sequence[str], table: Sequence[Sequence[Value]]) -> bytes:
    if not table:
        return b"\r\n"
    lines = [";".join(_quote(cell) for cell in row) for row in [headings, *table]]
    return b"\xef\xbb\xbf" + "\r\n".join([*lines, "", ""]).encode()


def _quote(cell: Value) -> str:
    return "" if cell is None else '"' + str(cell).replace('"', '""') + '"'


_WRITERS: dict[str, Callable[[Sequence[str], Sequence[Sequence[Value]]], bytes]] = {"json": _write_json, "csv": _write_csv}
