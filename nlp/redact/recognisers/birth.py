"""Dates of birth: a full date beside a word for birth. Other dates stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View, fold_word

_REACH = 40  # characters between the word for birth and its date
_NUMERIC = (
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|(?:1[89]|20)\d{2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,2}|\d{4}年\d{1,2}月\d{1,2}[日号]?"
)
_JOIN = r"(?:\s|,|\bde\b|\bof\b|\bdel\b|\bthe\b|\bngày\b){0,4}"


def find_birth_dates(view: View, rules: Rules) -> Iterator[Found]:
    """Full dates at most 40 characters after a word for birth, or right before it in the same clause."""
    dates = list(_dates(rules.own.code).finditer(view.lower))
    if not dates:
        return
    cues = [match.span() for match in rules.pattern("birth_cues").finditer(view.lower)]
    for date in dates:
        if any(_is_near(view.lower, cue, date.span()) for cue in cues):
            yield Found(*date.span(), Kind.DATE_OF_BIRTH)


def _is_near(lower: str, cue: tuple[int, int], date: tuple[int, int]) -> bool:
    left, right = sorted((cue, date))
    between = lower[left[1] : right[0]]
    return len(between) <= _REACH and not re.search(r"[.;!?](?:\s|$)", between)


@cache
def _dates(language: str) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _month_names(language)), key=len, reverse=True))
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|-го)?"
    year = r"(?:1[89]|20)?\d{2}"
    named = rf"(?:{months})\.?{_JOIN}{day}{_JOIN}{year}|{day}{_JOIN}(?:{months})\.?{_JOIN}{year}"
    return re.compile(rf"(?<![\w/.-])(?:{_NUMERIC}|{named})(?![\w/-])")


def _month_names(language: str) -> set[str]:
    """Month names of a language and English, long and short, from Unicode's CLDR by way of babel."""
    from babel import Locale, UnknownLocaleError

    names: set[str] = set()
    for code in {language, "en"}:
        try:
            months = Locale.parse(code).months
        except UnknownLocaleError:
            continue
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names.update(fold_word(name.rstrip(".")) for name in months[form][width].values())
    return {name for name in names if not name.isdigit()}
