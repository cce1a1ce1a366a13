"""Dates of birth: a date beside a word for birth, in figures or in words. Other dates stay, and so does a year alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from domain.languages import LanguagePack
from nlp.redact.found import Found, Kind
from nlp.redact.lists import read_words
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules
from nlp.redact.view import View, fold_word

_REACH = 40  # characters between the word for birth and its date
_NUMERIC = (
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}(?:\s?г\.?)?|(?:1[89]|20)\d{2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,2}"
    r"|(?:(?:1[89]|20)\d{2}|[一二三四五六七八九零〇]{2,4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?[日号號]?"
)
_WORDS = read_words(__file__, "words.toml")
_ORDINAL = r"(?:st|nd|rd|th|er|ère|º|ª|o|-го|-е|-kii|-tii|-dii|kii|ème|e)?"
_NUMBER = rf"\d{{1,4}}{_ORDINAL}"
_JOIN = r"(?:[\s,/.-]{1,3}(?:(?:de|of|del|the|in|on|en|et|y|e|do|da|năm|tháng|ngày|mùng|mwezi|wa|tarehe|mwaka|года|год|року|рік|bishii|sanadka|nan|lan|سنة|شهر|عام|من|ዓ\.ም|ቀን)[\s,.]{1,3}){0,3})"
_MOST = 9  # parts of a date that is said


def find_birth_dates(view: View, rules: Rules) -> Iterator[Found]:
    """Dates at most 40 characters after a word for birth, or right before it in the same clause."""
    cues = [match.span() for match in rules.pattern("birth_cues").finditer(view.lower)]
    if not cues:
        return
    for date in _dates(rules.packs).finditer(view.lower):
        if any(_is_near(view.lower, cue, date.span()) for cue in cues) and _is_whole(date, rules.packs):
            yield Found(*date.span(), Kind.DATE_OF_BIRTH)


def _is_near(lower: str, cue: tuple[int, int], date: tuple[int, int]) -> bool:
    left, right = sorted((cue, date))
    between = lower[left[1] : right[0]]
    return len(between) <= _REACH and not re.search(r"[.;!?](?:\s|$)", between)


def _is_whole(date: re.Match[str], packs: tuple[LanguagePack, ...]) -> bool:
    """True for a date in figures, and for words with a month and something to count by: "march fourth"."""
    if date["numeric"]:
        return True
    parts = re.findall(r"\w+", date[0])
    if sum(part.isdigit() for part in parts) >= 3:
        return True
    months = _months(packs)
    has_month = any(part in months for part in parts) or re.search(r"\btháng\b|\bmwezi\b", date[0]) is not None
    return has_month and len(parts) > 1 and any(part not in months and (part[0].isdigit() or part in _said(packs)) for part in parts)


@cache
def _dates(packs: tuple[LanguagePack, ...]) -> re.Pattern[str]:
    words = sorted(map(re.escape, _months(packs) | _said(packs)), key=len, reverse=True)
    part = rf"(?:{_NUMBER}|(?:{'|'.join(words)})\.?)(?![^\W\d_])"
    return re.compile(
        rf"{EDGE_BEFORE}(?<![/.-])(?:(?P<numeric>{_NUMERIC}){EDGE_AFTER}(?!-)|(?:(?:mùng|tarehe)\s)?{part}(?:{_JOIN}{part}){{1,{_MOST}}}(?:\s(?:года|року|г\.))?)"
    )


@cache
def _said(packs: tuple[LanguagePack, ...]) -> frozenset[str]:
    """Words for days and years: digits, tens and ordinals."""
    digits = {fold_word(word) for pack in packs for word, _ in pack.digit_words}
    return frozenset(digits | set(map(fold_word, _WORDS["tens"] | _WORDS["ordinals"])))


@cache
def _months(packs: tuple[LanguagePack, ...]) -> frozenset[str]:
    """Month names of the languages, long and short, from Unicode's CLDR by way of babel, and some that it lacks."""
    from babel import Locale, UnknownLocaleError

    names: set[str] = set(map(fold_word, _WORDS["months"]))
    for pack in packs:
        try:
            months = Locale.parse(pack.code).months
        except (UnknownLocaleError, ValueError):
            continue
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names.update(fold_word(name.rstrip(".")) for name in months[form][width].values())
    return frozenset(name for name in names if not name[0].isdigit() and " " not in name)
