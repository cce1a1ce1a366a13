"""SurveyMonkey: a row of questions and below it one of options or "Response"; a question's options lie in columns side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from surveys.dates import DateOrder
from surveys.files.head import Head, Heading, clean, name_apart
from surveys.proposal.candidate import ColumnKind

_OWN: Final = {
    "respondent id": ColumnKind.ID, "respondent_id": ColumnKind.ID, "collector id": ColumnKind.METADATA, "collector_id": ColumnKind.METADATA,
    "date created": ColumnKind.METADATA, "date_created": ColumnKind.METADATA, "date modified": ColumnKind.SUBMITTED,
    "date_modified": ColumnKind.SUBMITTED, "ip address": ColumnKind.METADATA, "ip_address": ColumnKind.METADATA,
    "email address": ColumnKind.IDENTITY, "email_address": ColumnKind.IDENTITY, "first name": ColumnKind.IDENTITY,
    "first_name": ColumnKind.IDENTITY, "last name": ColumnKind.IDENTITY, "last_name": ColumnKind.IDENTITY,
    "response status": ColumnKind.METADATA,
}  # fmt: skip
_MARKS: Final = (("respondent id", "collector id"), ("respondent_id", "collector_id"))
_ONLY: Final = frozenset(("response", "open-ended response", ""))
_UNFINISHED: Final = frozenset(("partial", "incomplete", "disqualified"))


def recognise(rows: Sequence[Sequence[str]]) -> Head | None:
    """The head of a SurveyMonkey export; None where these rows are none."""
    first = clean(rows[0])
    folded = [cell.casefold() for cell in first]
    if not any(all(mark in folded for mark in marks) for marks in _MARKS):
        return None
    below = clean(rows[1]) if len(rows) > 1 else []
    below += [""] * (len(first) - len(below))
    has_two = _is_option_row(folded, below)
    first += [""] * (len(below) - len(first) if has_two else 0)
    headings = _read_headings(first, below if has_two else [""] * len(first))
    return Head(
        "SurveyMonkey",
        name_apart(headings),
        1 + has_two,
        unfinished=tuple((place, _UNFINISHED) for place, cell in enumerate(folded) if cell == "response status"),
        date_order=DateOrder.MONTH_FIRST,
    )


def _is_option_row(folded: Sequence[str], below: Sequence[str]) -> bool:
    """Under the tool's own columns the second row is empty; a row of answers has an id there."""
    own = [cell for name, cell in zip(folded, below, strict=False) if name in _OWN]
    return not any(own) and any(below)


def _read_headings(first: Sequence[str], below: Sequence[str]) -> list[Heading]:
    filled, question = [], ""
    for cell in first:
        question = cell or question
        filled.append(question)
    headings = []
    for question, option in zip(filled, below, strict=True):
        kind = _OWN.get(question.casefold())
        if kind or (option.casefold() in _ONLY and filled.count(question) == 1):
            headings.append(Heading(question, question, kind))
        elif option.casefold() in _ONLY:
            headings.append(Heading(question, question))
        else:
            headings.append(Heading(f"{question} [{option}]", f"{question} [{option}]", None, (), question, option))
    return headings
