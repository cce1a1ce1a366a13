"""Answers as an export shows them: codes as they are stored, or in words, as LimeSurvey says them for each question type."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from demo.limesurvey.columns import Column, options_of, text_in
from demo.limesurvey.definitions import Texts, Value
from demo.limesurvey.question_types import QuestionType

OTHER = "-oth-"
_YES: Texts = {"ar": "نعم", "en": "Yes", "es": "Sí", "fr": "Oui"}
_NO: Texts = {"ar": "لا", "en": "No", "fr": "Non"}
_NOT_SHOWN = "N/A"
_EMPTY_WHERE_UNKNOWN = (QuestionType.ARRAY, QuestionType.ARRAY_BY_COLUMN, QuestionType.ARRAY_DUAL)
_TICKED = (QuestionType.MULTIPLE, QuestionType.MULTIPLE_WITH_COMMENTS)
_RAW_WHERE_UNKNOWN = (QuestionType.ARRAY_YES_NO_UNCERTAIN, QuestionType.ARRAY_MORE_SAME_LESS)


def show_code(column: Column, value: Value) -> Value:
    """The value as it is stored: a number with the ten decimals of its database column."""
    if not _is_number(column) or value in (None, ""):
        return value
    try:
        return f"{Decimal(str(value)):.10f}"
    except InvalidOperation:
        return value


def _show_number(value: Value) -> Value:
    text = str(value)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"0{text}" if text.startswith(".") else text


def _is_number(column: Column) -> bool:
    return column.numbered is not None and column.numbered.question.type.traits.is_number


def show_words(column: Column, value: Value, language: str, base: str) -> Value:
    """The value in words of the language; what somebody wrote, and what has no words, as it is."""
    if column.numbered is None or column.is_own_words:
        return value
    kind = column.numbered.question.type
    if kind in _TICKED:
        return {"Y": text_in(_YES, language, "en"), "N": text_in(_NO, language, "en"), "": text_in(_NO, language, "en")}.get(
            str(value), _NOT_SHOWN
        )
    if kind.traits.codes:
        return _of_codes(kind, value, language)
    if not kind.has_options:
        return _show_number(value) if kind.traits.is_number and value not in (None, "") else value
    if value == OTHER:
        return "Other"
    texts = {option.code: text_in(option.texts, language, base) for option in options_of(column)}
    return texts.get(str(value), "" if kind in _EMPTY_WHERE_UNKNOWN else value)


def _of_codes(kind: QuestionType, value: Value, language: str) -> Value:
    unknown = value if kind in _RAW_WHERE_UNKNOWN else _NOT_SHOWN
    word = kind.traits.codes.get(str(value), unknown)
    said = {"Yes": _YES, "No": _NO}.get(str(word))
    return text_in(said, language, "en") if said else word
