"""Telephone numbers: written in any digits and groupings, spelled out as words, or spread over a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nlp.redact.found import Found, Kind
from nlp.redact.lists import read_words
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules
from nlp.redact.view import View, fold_word

_CANDIDATE = re.compile(
    rf"{EDGE_BEFORE}(?<![$€£./-])(?<!\d,)(?:\+|00)?\s?\(?\d(?:[ ().\-/]{{0,3}}\d){{6,15}}(?:\s?(?:x|ext\.?|extension)\s?\d{{1,6}})?{EDGE_AFTER}(?!%)(?![.,]\d)"
)
_GLUED = re.compile(r"\+\d{8,15}|(?<!\d)1?\d{3}[-.]\d{3}[-.]\d{4}(?!\d)")
_SPREAD = re.compile(r"(?:area code|prefix|lada|código de área|indicatif|código)\D{0,12}(\d{3})\D{1,30}(\d{3})\D{1,30}(\d{4})(?!\d)")
_DATE = re.compile(r"(?:\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)?\d{2}|(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2})$")
_YEARS = re.compile(r"(?:19|20)\d{2}\s?-\s?(?:19|20)\d{2}$")
_LOCAL = re.compile(r"\d{3}[-. ]\d{4}$")
_SINGLE_DIGITS = re.compile(r"\d(?:[ .,-]{1,2}\d){6,15}$")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_REPEAT = {"double": 2, "doble": 2, "triple": 3}
_FEWEST = 7
_MOST = 15
# Spoken numbers that are not single digits keep a run going ("five fifty five").
_TENS = read_words(__file__, "words.toml")["tens"]


def find_phones(view: View, rules: Rules) -> Iterator[Found]:
    """Telephone numbers of seven digits or more."""
    lower = view.lower
    for match in _CANDIDATE.finditer(lower):
        if _is_phone(match[0].strip(), is_cued=_is_cued(view, rules, match.start())):
            yield Found(*match.span(), Kind.PHONE)
    yield from (Found(*match.span(), Kind.PHONE) for match in _GLUED.finditer(lower))
    yield from (Found(match.start(1), match.end(3), Kind.PHONE) for match in _SPREAD.finditer(lower))
    yield from _find_spoken(lower, dict(_spoken_digits(rules)))
    yield from _find_han(lower)


def _is_phone(text: str, *, is_cued: bool) -> bool:
    digits = re.sub(r"\D", "", re.sub(r"[ex].*", "", text))
    if _DATE.match(text) or _YEARS.match(text) or not _FEWEST <= len(digits) <= _MOST + 1:
        return False
    if text.startswith("+") or is_cued or _SINGLE_DIGITS.match(text):
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


def _spoken_digits(rules: Rules) -> Iterator[tuple[str, str]]:
    return ((fold_word(word), digit) for pack in reversed(rules.packs) for word, digit in pack.digit_words)


def _find_spoken(lower: str, digits: dict[str, str]) -> Iterator[Found]:
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(lower):
        if run and (not _is_number(word[0], digits) or _is_apart(lower, run[-1], word)):
            yield from _close(run, digits)
            run = []
        if _is_number(word[0], digits):
            run.append(word)
    yield from _close(run, digits)


def _is_number(word: str, digits: dict[str, str]) -> bool:
    return word in digits or word in _REPEAT or word in _TENS or (word.isdigit() and len(word) <= 4)


def _is_apart(lower: str, left: re.Match[str], right: re.Match[str]) -> bool:
    gap = lower[left.end() : right.start()]
    return len(gap) > 3 or bool(gap.strip(" ,.-()\n"))


def _close(run: list[re.Match[str]], digits: dict[str, str]) -> Iterator[Found]:
    count = sum(len(word[0]) if word[0].isdigit() else 1 for word in run)
    count += sum(_REPEAT[left[0]] - 2 for left, _ in pairwise(run) if left[0] in _REPEAT)
    spoken = sum(word[0] in digits for word in run)
    if count >= _FEWEST and spoken >= 4:
        yield Found(run[0].start(), run[-1].end(), Kind.PHONE)


_HAN = re.compile(r"[零〇一二三四五六七八九幺]{7,15}")


def _find_han(lower: str) -> Iterator[Found]:
    return (Found(*match.span(), Kind.PHONE) for match in _HAN.finditer(lower))
