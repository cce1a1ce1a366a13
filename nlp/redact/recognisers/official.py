"""Numbers that police and courts give: cases and reports, licence plates, badges."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from nlp.redact.found import Found, Kind
from nlp.redact.lists import read_words
from nlp.redact.names.vocabulary import is_ordinary
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules, skip_gap
from nlp.redact.recognisers.said import find_runs, find_spelled
from nlp.redact.view import View

_CASE_VALUE = r"(?=[a-z]{0,5}[- #]{0,2}\d)(?=(?:[a-z/#-]{0,6}\d){4})[a-z]{0,5}[- #]{0,2}\d[\da-z]{0,12}(?:[-/][\da-z]{1,12}){0,5}"
# Docket and report numbers that say by their form what they are: 27-CR-21-7164, MP2025-871467, 25-803936, IA-25-0447, 26-CR-0457.
_CASE = re.compile(
    rf"{EDGE_BEFORE}(?<!-)(?:\d{{1,4}}-?[a-z]{{2,3}}-\d{{2,4}}-?\d{{3,8}}|[a-z]{{2,4}}-?(?:19|20)\d{{2}}-?\d{{4,8}}|(?:\d{{2}}|(?:19|20)\d{{2}})-\d{{5,8}}"
    rf"|\d:\d{{2}}-[a-z]{{2}}-\d{{3,6}}|[a-z]{{1,4}}\d{{2}}-\d{{3,8}}|[a-zа-яё]{{1,4}}-(?:\d{{2}}|(?:19|20)\d{{2}})[-/]\d{{3,8}}|\d{{2,4}}-[a-zа-яё]{{1,4}}-\d{{3,8}}){EDGE_AFTER}(?!-)"
)
_PLATE_VALUE = (
    r"(?=[a-z]{0,4}[ -]?[a-z]{0,3}\d|\d)(?:[a-z]{2,3}-\d{2,3}-[a-z0-9]{1,2}|[a-z0-9]{1,4}[ -][a-z0-9]{2,5}|[a-z0-9]{4,8})(?![a-z0-9])"
)
_PLATE = re.compile(
    rf"{EDGE_BEFORE}(?<![-$€£.,:/])(?:\d[A-Z]{{3}}\d{{3}}|(?P<first>[A-Z]{{3}})[ -](?P<year>\d{{4}})|\d{{4}}[ -](?P<last>[A-Z]{{3}})"
    rf"|\d(?P<middle>[A-Z]{{2,3}})[ -]?\d{{3,4}}){EDGE_AFTER}(?![-%]|[.,:/]\d)"
)
# The same in any casing, for places near a cue; and plates of Cyrillic letters, which have a form of their own.
_LOOSE_PLATE = re.compile(
    _PLATE.pattern.replace("A-Z", "a-z") + rf"|{EDGE_BEFORE}(?P<short>[a-z]{{3}})[ -]?\d{{3}}{EDGE_AFTER}(?![-%]|[.,:/]\d)"
)
_CYRILLIC_PLATE = re.compile(r"(?<!\w)[авекмнорстух]\s?\d{3}\s?(?!км|см|мс)[авекмнорстух]{2}(?:\s?\d{2,3})?(?!\w)")
_NEAR_PLATE = 40  # characters between a cue and a plate
# What stands before or after four digits in capitals and is no plate: months, roads, bodies, money, ordinals, hours.
_NO_PLATE = read_words(__file__, "words.toml")["no_plate"]
_YEAR = re.compile(r"(?:19|20[0-4])\d{1,2}")
_SAID = (("case_cues", Kind.CASE_NUMBER, 4), ("plate_cues", Kind.LICENSE_PLATE, 4), ("badge_cues", Kind.BADGE_NUMBER, 3))
_BADGE_VALUE = r"[a-z]{0,2}-?\d{2,6}"
_HAN_PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z]\s?[·.-]?\s?[a-z0-9]{5,6}(?![a-z0-9])")
_NEAR_BADGE = 40  # characters between a cue for badges and the number
_NEAR_OFFICER = 30  # characters between an officer and a word for "number", either way round
_NUMBER = re.compile(rf"{EDGE_BEFORE}(?<![$€£.,:/#-])#?(?P<value>[a-z]{{0,2}}-?\d{{3,6}}){EDGE_AFTER}(?![%$€£-]|\s[$€£%]|[.,:/]\d)")
_HOTLINES = frozenset({"911", "311", "211", "411", "988", "112"})
_CLAUSE_END = re.compile(r"[.!?;\n。！？؟።](?:\s|$)|[。！？]")
_ORDINARY_BEFORE_NUMBER = read_words(__file__, "words.toml")["before_number"]


def find_official_numbers(view: View, rules: Rules) -> Iterator[Found]:
    """Case, plate and badge numbers: by their own form, right after a cue, or near one."""
    yield from (Found(*match.span(), Kind.CASE_NUMBER) for match in _CASE.finditer(view.lower))
    yield from (Found(*span, Kind.CASE_NUMBER) for span in rules.values_after("case_cues", _CASE_VALUE, view))
    yield from _find_plates(view, rules)
    yield from (Found(*span, Kind.BADGE_NUMBER) for span in rules.values_after("badge_cues", _BADGE_VALUE, view))
    yield from _find_badges(view.lower, rules)


def find_said_numbers(view: View, rules: Rules) -> Iterator[Found]:
    """Case, plate and badge numbers that are said in words or spelled out, right after their cue."""
    for field, kind, fewest in _SAID:
        cues = [match.end() for match in rules.pattern(field).finditer(view.lower)]
        starts = {start for cue in cues for start in (cue, skip_gap(view.lower, cue))}
        for start in starts:
            spelled = find_spelled(view.lower, start, rules)
            if spelled and kind is not Kind.BADGE_NUMBER:
                yield Found(*spelled, kind)
        if cues:
            yield from (
                Found(run.start, run.end, kind)
                for run in find_runs(view.lower, rules)
                if run.digits >= fewest and run.said >= 3 and run.start in starts
            )


def _find_plates(view: View, rules: Rules) -> Iterator[Found]:
    cues = [match.end() for field in ("plate_cues", "vehicle_words") for match in rules.pattern(field).finditer(view.lower)]
    shouts = view.text.isupper()
    for match in _PLATE.finditer(view.text):
        if not shouts and _may_be_plate(match):
            yield Found(*match.span(), Kind.LICENSE_PLATE)
    if cues:
        yield from _find_plates_near(view.lower, cues, rules)
        yield from _find_cued_plates(view, rules)
    for pattern in (_CYRILLIC_PLATE, _HAN_PLATE):
        yield from (Found(*match.span(), Kind.LICENSE_PLATE) for match in pattern.finditer(view.lower))


def _find_plates_near(lower: str, cues: list[int], rules: Rules) -> Iterator[Found]:
    for cue in cues:
        match = _LOOSE_PLATE.search(lower, cue, min(len(lower), cue + _NEAR_PLATE + 10))
        if match and _may_be_plate(match) and not _is_any_word(match, rules) and not _CLAUSE_END.search(lower, cue, match.start()):
            yield Found(*match.span(), Kind.LICENSE_PLATE)


def _may_be_plate(match: re.Match[str]) -> bool:
    letters = _letters(match)
    return letters not in _NO_PLATE and not (match["year"] and _YEAR.fullmatch(match["year"]))


def _letters(match: re.Match[str]) -> str:
    return next((value for name, value in match.groupdict().items() if name != "year" and value), "").lower()


def _is_any_word(match: re.Match[str], rules: Rules) -> bool:
    """True where the letters are a word of the language: "the car was 2000 dollars"."""
    letters = _letters(match)
    stops = rules.own.stop_words | _ORDINARY_BEFORE_NUMBER
    return letters in stops or is_ordinary(letters, "en") or is_ordinary(letters, rules.own.code)


def _find_cued_plates(view: View, rules: Rules) -> Iterator[Found]:
    for start, end in rules.values_after("plate_cues", _PLATE_VALUE, view):
        value = view.lower[start:end]
        has_digit = any(map(str.isdigit, value))
        if has_digit and not _ORDINARY_BEFORE_NUMBER & set(value.replace("-", " ").split()):
            yield Found(start, end, Kind.LICENSE_PLATE)


def _find_badges(lower: str, rules: Rules) -> Iterator[Found]:
    """Numbers of three digits or more a few words after a cue, or after an officer and a word for "number"."""
    units = rules.pattern("unit_words")
    ends = [(cue.end(), _NEAR_BADGE) for cue in rules.pattern("badge_cues").finditer(lower)]
    for end, reach in [*ends, *_pair_officers(lower, rules)]:
        match = _NUMBER.search(lower, end, min(len(lower), end + reach + 8))
        if (
            match
            and match["value"] not in _HOTLINES
            and not _CLAUSE_END.search(lower, end, match.start())
            and not units.match(lower, match.end() + 1)
        ):
            yield Found(*match.span("value"), Kind.BADGE_NUMBER)


def _pair_officers(lower: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Where a word for an officer and one for "number" stand close together: the end of the later one, and how far to look."""
    numbers = [match.span() for match in rules.pattern("number_words").finditer(lower)]
    for officer in rules.pattern("officer_titles").finditer(lower):
        nearest = bisect_left(numbers, officer.span())
        for first, second in pairwise([*numbers[max(0, nearest - 1) : nearest], officer.span(), *numbers[nearest : nearest + 1]]):
            if second[0] - first[1] <= _NEAR_OFFICER and not _CLAUSE_END.search(lower, first[1], second[0]):
                yield second[1], 12
