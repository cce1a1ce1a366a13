"""Telephone numbers: written in any digits and groupings, spelled out as words, or spread over a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules
from nlp.redact.recognisers.said import find_runs
from nlp.redact.view import View

_CANDIDATE = re.compile(
    rf"(?:{EDGE_BEFORE}(?:tel|sms):)?{EDGE_BEFORE}(?<![$€£./-])(?<!\d,)(?:\+|00)?\s?\(?\d(?:[ ().\-/_·•~*|]{{0,3}}\d){{6,15}}(?:\s?(?:x|ext\.?|extension)\s?\d{{1,6}})?{EDGE_AFTER}(?!%)(?![.,]\d)"
)
# "612, 555, 0147": signs that part other numbers too part this one only in its own groups.
_PARTED = re.compile(
    rf"{EDGE_BEFORE}(?<![$€£.,/-])\+?(?:1\s?[,;:]\s?)?\d{{3}}\s?(?P<sign>[,;:]|\n)\s?\d{{3}}\s?(?P=sign)\s?\d{{4}}{EDGE_AFTER}"
)
_GLUED = re.compile(r"\+\d{8,15}|(?<!\d)1?\d{3}[-.]\d{3}[-.]\d{4}(?!\d)")
_SPREAD = re.compile(r"(?:area code|prefix|lada|código de área|indicatif|código)\D{0,12}(\d{3})\D{1,30}(\d{3})\D{1,30}(\d{4})(?!\d)")
_DATE = re.compile(r"\(?(?:\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)?\d{2}|(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2})$")
_YEARS = re.compile(r"\(?(?:1[5-9]|20)\d{2}\s?-\s?(?:1[5-9]|20)\d{2}\)?$")
_LOCAL = re.compile(r"\d{3}[-. ]\d{4}$")
_SINGLE_DIGITS = re.compile(r"\d(?:[ .,-]{1,2}\d){6,15}$")
_FEWEST = 7
_MOST = 15
_SAID = 4  # words for single digits in a number that is said


def find_phones(view: View, rules: Rules) -> Iterator[Found]:
    """Telephone numbers of seven digits or more."""
    lower = view.lower
    for match in _CANDIDATE.finditer(lower):
        if _is_phone(match[0].strip(), is_cued=_is_cued(view, rules, match.start())):
            yield Found(*match.span(), Kind.PHONE)
    yield from (Found(*match.span(), Kind.PHONE) for match in _GLUED.finditer(lower))
    yield from (Found(match.start(1), match.end(3), Kind.PHONE) for match in _SPREAD.finditer(lower))
    yield from (Found(*match.span(), Kind.PHONE) for match in _PARTED.finditer(lower))
    yield from (Found(run.start, run.end, Kind.PHONE) for run in find_runs(lower, rules) if run.digits >= _FEWEST and run.said >= _SAID)
    yield from _find_han(lower)


def _is_phone(text: str, *, is_cued: bool) -> bool:
    digits = re.sub(r"\D", "", re.sub(r"[ex].*", "", text.removeprefix("tel:").removeprefix("sms:")))
    if _DATE.match(text) or _YEARS.match(text) or not _FEWEST <= len(digits) <= _MOST + 1:
        return False
    if text.startswith(("+", "tel:", "sms:")) or is_cued or _SINGLE_DIGITS.match(text):
        return True
    if len(digits) == 7:
        return bool(_LOCAL.match(text))
    if len(digits) in (8, 9) and _is_grouped(text):
        return True
    if len(digits) == 10 or (len(digits) == 11 and digits[0] in "0178"):
        return True
    return len(digits) > 8 and _is_possible(digits)


def _is_grouped(text: str) -> bool:
    """True for "78 651 450" and "(37) 788-063": three groups or more, none of them as long as a year and a date."""
    return len(re.findall(r"\d+", text)) >= 3 and not re.search(r"\d{5}", text)


def _is_possible(digits: str) -> bool:
    """True for an international number written without its plus sign."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse("+" + digits.removeprefix("00")))
    except phonenumbers.NumberParseException:
        return False


def _is_cued(view: View, rules: Rules, start: int) -> bool:
    before = view.lower[max(0, start - 40) : start]
    return any(True for _ in rules.pattern("phone_cues").finditer(before))


_HAN = re.compile(r"[零〇一二三四五六七八九幺]{7,15}")


def _find_han(lower: str) -> Iterator[Found]:
    return (Found(*match.span(), Kind.PHONE) for match in _HAN.finditer(lower))
