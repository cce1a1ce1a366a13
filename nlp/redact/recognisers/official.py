"""Numbers that police and courts give: cases and reports, licence plates, badges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View

_CASE_VALUE = r"(?=[a-z]{0,5}[- #]{0,2}\d)(?=(?:[a-z/#-]{0,6}\d){4})[a-z]{0,5}[- #]{0,2}\d[\da-z]{0,12}(?:[-/][\da-z]{1,12}){0,5}"
# Docket and report numbers that say by their form what they are: 27-CR-21-7164, MP2025-871467, 25-803936.
_CASE = re.compile(
    r"(?<![\w-])(?:\d{1,4}-?[a-z]{2,3}-\d{2,4}-?\d{3,8}|[a-z]{2,4}-?(?:19|20)\d{2}-?\d{4,8}|(?:\d{2}|(?:19|20)\d{2})-\d{5,8}|\d:\d{2}-[a-z]{2}-\d{3,6})(?![\w-])"
)
_PLATE_VALUE = r"(?=[a-z]{0,4}[ -]?[a-z]{0,3}\d|\d)(?:[a-z0-9]{1,4}[ -][a-z0-9]{2,5}|[a-z0-9]{4,8})(?![a-z0-9])"
_PLATE = re.compile(r"(?<![\w-])\d[A-Z]{3}\d{3}(?![\w-])")
_BADGE_VALUE = r"[a-z]{0,2}-?\d{2,6}"
_ORDINARY_BEFORE_NUMBER = frozenset(
    [
        "from",
        "by",
        "are",
        "all",
        "than",
        "about",
        "over",
        "under",
        "ssn",
        "up",
        "day",
        "days",
        "year",
        "years",
        "is",
        "was",
        "the",
        "and",
        "had",
        "has",
        "for",
        "in",
        "on",
        "at",
        "my",
        "no",
        "number",
        "to",
        "a",
        "of",
        "it",
        "i",
        "he",
        "she",
        "we",
        "were",
        "with",
    ]
)


def find_official_numbers(view: View, rules: Rules) -> Iterator[Found]:
    """Case, plate and badge numbers: by their own form, or right after a cue."""
    yield from (Found(*match.span(), Kind.CASE_NUMBER) for match in _CASE.finditer(view.lower))
    yield from (Found(*span, Kind.CASE_NUMBER) for span in rules.values_after("case_cues", _CASE_VALUE, view))
    yield from (Found(*match.span(), Kind.LICENSE_PLATE) for match in _PLATE.finditer(view.text))
    yield from _find_cued_plates(view, rules)
    yield from (Found(*span, Kind.BADGE_NUMBER) for span in rules.values_after("badge_cues", _BADGE_VALUE, view))


def _find_cued_plates(view: View, rules: Rules) -> Iterator[Found]:
    for start, end in rules.values_after("plate_cues", _PLATE_VALUE, view):
        value = view.lower[start:end]
        has_digit = any(map(str.isdigit, value))
        if has_digit and not _ORDINARY_BEFORE_NUMBER & set(value.replace("-", " ").split()):
            yield Found(start, end, Kind.LICENSE_PLATE)
