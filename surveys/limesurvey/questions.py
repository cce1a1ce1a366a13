"""A survey's questions as the domain keeps them: texts and answer labels in every language it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import Any

from domain.questions import Option, Question, Texts
from surveys.limesurvey.columns import Field, plain_text
from surveys.limesurvey.kinds import DUAL_SCALE, FIXED_OPTIONS
from surveys.limesurvey.plan import Columns, roles_of
from surveys.mapping import Mapping

FetchOptions = Callable[[Field, str], dict[str, str]]
"""Asks for the options of a column's question in a language: texts by code, in LimeSurvey's order."""

_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Told:
    """What the field maps tell, by language, the base language first; the columns are the same in all of them."""

    languages: tuple[str, ...]
    columns: Columns
    by_language: Table[str, Columns]

    def texts_of(self, field: Field, part: Callable[[Field], str]) -> Texts:
        """A text of a column in every language that has it."""
        told = ((language, self.by_language[language].by_name.get(field.name)) for language in self.languages)
        return tuple((language, text) for language, each in told if each and (text := part(each)))


class OptionTexts:
    """The options of questions in every language, each question and language asked for once."""

    def __init__(self, fetch: FetchOptions, languages: Sequence[str]) -> None:
        self._fetch = fetch
        self._languages = tuple(languages)
        self._known: dict[tuple[int, int | None], tuple[Option, ...]] = {}

    def of_field(self, field: Field) -> tuple[Option, ...]:
        """The options that the column's values are codes of, in LimeSurvey's order; none for texts and numbers."""
        if field.is_written:
            return ()
        if field.type in FIXED_OPTIONS:
            return tuple(Option(code, ((_ENGLISH, text),)) for code, text in FIXED_OPTIONS[field.type].items())
        if field.is_tick:
            return (Option("Y", ((_ENGLISH, "Yes"),)),)
        return self._ask(field) if field.has_option_codes else ()

    def _ask(self, field: Field) -> tuple[Option, ...]:
        key = (field.qid or 0, field.scale)
        if key not in self._known:
            told = {language: self._fetch(field, language) for language in self._languages}
            codes = dict.fromkeys(code for options in told.values() for code in options)
            self._known[key] = tuple(
                Option(code, tuple((language, options[code]) for language, options in told.items() if options.get(code))) for code in codes
            )
        return self._known[key]


def option_settings(field: Field) -> list[str]:
    """The settings of `get_question_properties` that tell the options."""
    # Both scales of a dual one can have the same codes, and `answeroptions` keeps one of each only.
    return ["answeroptions", "answeroptions_multiscale"] if field.type == DUAL_SCALE else ["answeroptions"]


def read_options(told: Table[str, Any], field: Field) -> dict[str, str]:
    """The options from `get_question_properties`: texts by code, those of the column's own scale."""
    options: Any = told.get("answeroptions")
    scales: Any = told.get("answeroptions_multiscale")
    if field.scale is not None and scales and isinstance(scales, dict | list):
        options = scales.get(str(field.scale)) if isinstance(scales, dict) else scales[field.scale]
    if not isinstance(options, dict):
        return {}  # "No available answer options"
    wanted = {code: each for code, each in options.items() if field.scale is None or int(each.get("scale_id") or 0) == field.scale}
    ordered = sorted(wanted, key=lambda code: int(wanted[code].get("order") or 0))
    return {str(code): plain_text(str(wanted[code]["answer"])) for code in ordered}


def read_questions(mapping: Mapping, told: Told, options: OptionTexts) -> tuple[Question, ...]:
    """Every mapped code that the survey has, in the mapping's order, in its strictest role."""
    return tuple(question for code in mapping.codes if (question := _read_question(code, mapping, told, options)))


def _read_question(code: str, mapping: Mapping, told: Told, options: OptionTexts) -> Question | None:
    role, field = roles_of(code, mapping)[0], told.columns.find_field(code)
    if field is not None:
        texts = told.texts_of(field, lambda each: each.text)
        return Question(code, role, field.type, texts, options.of_field(field), field.native_id)
    boxes = told.columns.find_boxes(code)
    if not boxes:
        return None
    texts = told.texts_of(boxes[0], lambda each: each.question_text)
    return Question(code, role, boxes[0].type, texts, read_boxes(boxes, told), str(boxes[0].qid))


def read_boxes(boxes: Iterable[Field], told: Told) -> tuple[Option, ...]:
    """The boxes of a multiple choice as options."""
    return tuple(Option(box.row, told.texts_of(box, lambda each: each.row_text)) for box in boxes)
