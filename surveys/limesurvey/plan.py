"""Which columns a mapping asks for. Only these are ever asked for; what cannot serve its role is a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass

from domain.questions import QuestionRole
from surveys.limesurvey.columns import Field
from surveys.limesurvey.kinds import LISTS, LONG_TEXTS, TICKS, can_be_rated
from surveys.mapping import Mapping, find_nearest, fold_code

ALWAYS = ("id", "submitdate", "startlanguage")
_DATES = frozenset(("submitdate", "startdate", "datestamp"))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask for: a column for each mapped code, for a comment also the column where "other" was written.

    `ticks` are the boxes of a multiple choice that is mapped as a whole. What was written under its "other" is not among
    them: it is asked for only where it is mapped itself, as a comment.
    """

    columns: Table[str, Field]
    others: Table[str, Field]
    ticks: Table[str, tuple[Field, ...]]
    always: tuple[str, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every column that a mapped code leads to."""
        ticked = [field for boxes in self.ticks.values() for field in boxes]
        return (*self.columns.values(), *self.others.values(), *ticked)

    @property
    def names(self) -> tuple[str, ...]:
        """The field names to send as `aFields`, once each."""
        return tuple(dict.fromkeys([*self.always, *(field.name for field in self.fields)]))

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that every row must have."""
        return tuple(dict.fromkeys([*self.always, *(field.heading for field in self.fields)]))


@dataclass(frozen=True, slots=True)
class Columns:
    """A survey's columns, found by code."""

    fields: tuple[Field, ...]
    by_code: Table[str, Field]
    by_name: Table[str, Field]
    boxes: Table[str, tuple[Field, ...]]
    doubled: frozenset[str]

    def find_field(self, code: str) -> Field | None:
        """The column of this code; None where there is none."""
        return self.by_code.get(fold_code(code))

    def find_boxes(self, code: str) -> tuple[Field, ...]:
        """The boxes of the multiple choice of this code; empty where it is none."""
        return self.boxes.get(fold_code(code), ())

    def find_other(self, field: Field) -> Field | None:
        """Where the words lie that were written under a list's "other"."""
        return self.by_code.get(f"{fold_code(field.heading)}[other]") if field.type in LISTS and not field.row else None


def sort_columns(fields: Iterable[Field]) -> Columns:
    """The columns of a survey, ready to be found."""
    kept = tuple(fields)
    boxes: dict[str, tuple[Field, ...]] = {}
    for field in kept:
        if field.is_tick:
            boxes[fold_code(field.title)] = (*boxes.get(fold_code(field.title), ()), field)
    counts = Counter(field.heading for field in kept)
    doubled = frozenset(heading for heading, count in counts.items() if count > 1)
    by_code = {fold_code(field.heading): field for field in kept}
    return Columns(kept, by_code, {field.name: field for field in kept}, boxes, doubled)


def make_plan(mapping: Mapping, known: Columns) -> tuple[Plan, tuple[str, ...]]:
    """The plan, and a sentence for each mapped code that the survey does not have or that must not be read."""
    found = {code: _find_problem(code, mapping, known) for code in mapping.codes}
    good = [code for code, problem in found.items() if not problem]
    columns = {code: field for code in good if (field := known.find_field(code))}
    ticks = {code: known.find_boxes(code) for code in good if code not in columns}
    others = {code: other for code in mapping.comments if code in columns and (other := known.find_other(columns[code]))}
    always = tuple(name for name in ALWAYS if name in known.by_code)
    return Plan(columns, others, ticks, always), tuple(filter(None, found.values()))


def roles_of(code: str, mapping: Mapping) -> tuple[QuestionRole, ...]:
    """What a mapped code is used for, the strictest role first."""
    uses = (
        (QuestionRole.INDICATOR, code in {each.question for each in mapping.indicators}),
        (QuestionRole.GROUP, code in {each for _, each in mapping.groups}),
        (QuestionRole.COMMENT, code in mapping.comments),
        (QuestionRole.CONSENT, code == mapping.quote_consent),
        (QuestionRole.LANGUAGE, code == mapping.language),
    )
    return tuple(role for role, is_used in uses if is_used) or (QuestionRole.OTHER,)


def _find_problem(code: str, mapping: Mapping, known: Columns) -> str:
    field = known.find_field(code)
    if field is None and known.find_boxes(code):
        return _find_box_problem(code, roles_of(code, mapping))
    if field is None:
        near = find_nearest(code, (each.heading for each in known.fields if each.is_question))
        return f"The survey has no question {code!r}." + (f" Did you mean {near!r}?" if near else "")
    return _find_field_problem(code, field, mapping, known)


def _find_field_problem(code: str, field: Field, mapping: Mapping, known: Columns) -> str:
    if field.heading in known.doubled:
        return f"Two questions of the survey have the code {code!r}, so their answers cannot be told apart. Rename one in LimeSurvey."
    if not field.is_question:
        return "" if _is_allowed(code, field, mapping) else _say_not_read(code)
    if field.is_upload:
        return f"{code!r} takes files from people, and files are never read. Take it out of the mapping."
    if field.is_display:
        return f"{code!r} is a text that is only shown: nobody answers it. Take it out of the mapping."
    return next(filter(None, (_find_misuse(code, field, role, known) for role in roles_of(code, mapping))), "")


def _find_box_problem(code: str, roles: tuple[QuestionRole, ...]) -> str:
    if roles == (QuestionRole.GROUP,):
        return ""
    return f"{code!r} is a multiple choice; as a whole it can only be a group. Its boxes and its comments have codes of their own."


def _find_misuse(code: str, field: Field, role: QuestionRole, known: Columns) -> str:
    if role is QuestionRole.COMMENT and not field.is_written and known.find_other(field) is None:
        beside = next((each for each in known.fields if each.qid == field.qid and each.is_comment), None)
        hint = f" Map {beside.heading!r} instead." if beside else " Map it as a group or an indicator."
        return f"{code!r} cannot be a comment: nobody writes there in their own words.{hint}"
    if role is QuestionRole.INDICATOR and (field.is_written or not can_be_rated(field.type)):
        return f"{code!r} cannot be an indicator: its answers have no place on a scale. {_say_else(field)}"
    if role is QuestionRole.GROUP and ((field.is_written and field.type in LONG_TEXTS) or field.is_comment):
        return f"{code!r} cannot be a group: people write there at length. Map it as a comment."
    if role in (QuestionRole.CONSENT, QuestionRole.LANGUAGE) and field.type in LONG_TEXTS:
        return f"{code!r} cannot be the {role.value}: people write there at length. Map it as a comment."
    return ""


def _say_else(field: Field) -> str:
    if field.is_written:
        return "Map it as a comment."
    return "Map the whole question as a group." if field.type in TICKS else "Map it as a group."


def _say_not_read(code: str) -> str:
    return f"{code!r} is no question, and what LimeSurvey keeps there about a person is not read in this place."


def _is_allowed(code: str, field: Field, mapping: Mapping) -> bool:
    # Addresses, referrers and seeds are never read; a token only to tell people apart, and it is hashed at once.
    allowed = {
        "token": code == mapping.respondent,
        "startlanguage": code == mapping.language,
        "id": code == mapping.id,
    }
    content = {*mapping.comments, *(each.question for each in mapping.indicators), *(each for _, each in mapping.groups)}
    is_date = field.name in _DATES and code == mapping.submitted
    return code not in content and (allowed.get(field.name, False) or is_date)
