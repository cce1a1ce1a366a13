"""The survey's columns, and which of them a mapping names. Only these are ever asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass
from html import unescape
from typing import Any

from surveys.mapping import Mapping, find_nearest, fold_code

ALWAYS = ("id", "submitdate", "startlanguage")
_LIST_TYPES = frozenset("L!O")
_CODED_TYPES = _LIST_TYPES | frozenset("FHR1")
_WRITTEN_TYPES = frozenset("STUQ;|")  # texts of any length, lists and tables of texts, names of files
_DATES = frozenset(("submitdate", "startdate", "datestamp"))


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `name` is what `aFields` takes (`202601X1X3SQ001`), `heading` what people see (`qfeel[SQ001]`)."""

    name: str
    heading: str
    type: str
    text: str
    qid: int | None

    @property
    def is_question(self) -> bool:
        """False for the columns that LimeSurvey adds by itself, such as the address."""
        return self.qid is not None

    @property
    def is_written(self) -> bool:
        """True when people write their own words there."""
        return self.type in _WRITTEN_TYPES or self.heading.endswith(("other]", "comment]"))

    @property
    def has_option_codes(self) -> bool:
        """True when its answers are codes of options that have a text."""
        return self.type in _CODED_TYPES and not self.heading.endswith(("[other]", "[comment]"))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask for: a column for each mapped code, and for a comment the column where "other" was written."""

    columns: Table[str, Field]
    others: Table[str, Field]
    always: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The field names to send as `aFields`, once each."""
        mapped = [*self.columns.values(), *self.others.values()]
        return tuple(dict.fromkeys([*self.always, *(field.name for field in mapped)]))


def read_fields(fieldmap: Table[str, Any]) -> tuple[Field, ...]:
    """The columns of a survey from `get_fieldmap`, in order."""
    return tuple(_read_field(name, entry) for name, entry in fieldmap.items())


def _read_field(name: str, entry: Table[str, Any]) -> Field:
    title, row = str(entry.get("title") or ""), str(entry.get("aid") or "")
    texts = (plain_text(str(entry.get(key) or "")) for key in ("question", "subquestion"))
    heading = (f"{title}[{row}]" if row else title) or name
    qid = int(entry["qid"]) if entry.get("qid") else None
    return Field(name, heading, str(entry.get("type") or ""), " / ".join(filter(None, texts)), qid)


def plain_text(html: str) -> str:
    """The text without markup, on one line."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html)).split())


def make_plan(mapping: Mapping, fields: tuple[Field, ...]) -> tuple[Plan, tuple[str, ...]]:
    """The plan, and a sentence for each mapped code that the survey does not have or that must not be read."""
    known = {fold_code(field.heading): field for field in fields}
    columns: dict[str, Field] = {}
    problems = []
    for code in mapping.codes:
        field = known.get(fold_code(code))
        problem = _find_problem(code, field, mapping, known)
        if problem or field is None:
            problems.append(problem)
        else:
            columns[code] = field
    comments = {code: columns[code] for code in mapping.comments if code in columns}
    others = {code: other for code, field in comments.items() if (other := _find_other(field, known))}
    always = tuple(name for name in ALWAYS if name in known)
    return Plan(columns, others, always), tuple(problems)


def _find_problem(code: str, field: Field | None, mapping: Mapping, known: Table[str, Field]) -> str:
    if field is None:
        near = find_nearest(code, (each.heading for each in known.values() if each.is_question))
        return f"The survey has no question {code!r}." + (f" Did you mean {near!r}?" if near else "")
    if field.is_question or _is_allowed(code, field, mapping):
        return ""
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


def _find_other(field: Field, known: Table[str, Field]) -> Field | None:
    return known.get(f"{fold_code(field.heading)}[other]") if field.type in _LIST_TYPES else None
