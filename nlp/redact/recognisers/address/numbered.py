"""A house number and its street: "2718 N Larkspur Ave Apt 4B", "twenty-four eighteen Oak Street", "7657 Ringvej 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.recognisers.address.marks import DIRECTION, NUMBER_EDGE, SUFFIX, UNIT, WORDS, is_street_word
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules
from nlp.redact.view import View

_LONGEST_SHORT = 5  # letters and the stop of a short form: "Mtns."; a stop after a longer word ends the sentence
_WORD = r"[\w'.-]{1,20}"
_HOUSE = rf"{NUMBER_EDGE}#?\d{{1,6}}(?:-\d{{1,5}})?[a-z]?(?:\s?1/2|½)?,?\s{{1,2}}"
_STREET = rf"(?:{DIRECTION}\s)?(?P<words>(?:{_WORD}\s){{1,5}}?){SUFFIX}(?:\s{SUFFIX}|\s(?:trailer|mobile home)\spark){{0,2}}(?:\s{DIRECTION}(?!\s\w+\s{SUFFIX}))?"
_NUMBERED = re.compile(rf"(?:{NUMBER_EDGE}\d{{1,5}}\s)?{_HOUSE}{_STREET}")
_LETTERED = re.compile(
    rf"{NUMBER_EDGE}\d{{1,6}}\s{{1,2}}(?:{DIRECTION}\s)?(?:avenue|highway|hwy|route|broadway|calle|rue|county road|co rd)\s?(?:[a-z]|\d{{1,4}})?{EDGE_AFTER}(?:\s{DIRECTION})?"
)
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine|oh|zero)"
_TENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)"
_SAID = re.compile(
    rf"(?<!\w)(?:(?:{_ONES}|{_TENS})[\s-]){{2,6}}(?:{DIRECTION}\s)?(?P<words>(?:{_WORD}\s){{1,4}}?)(?:street|avenue|road|lane|drive|boulevard|court|place|terrace|parkway)(?!\w)"
)
# A number, a few words and a unit: the unit says what it is, whatever the street's language.
_TO_UNIT = re.compile(
    rf"{NUMBER_EDGE}\d{{1,6}}\s{{1,2}}(?P<words>(?:{_WORD},?\s{{1,3}}){{1,8}}?)(?=(?:apt|suite|ste|unit|apartment){EDGE_AFTER}\.?\s?#?\d)"
)
_ROOM = re.compile(
    rf"{EDGE_BEFORE}(?:apt|apartment|suite|ste|apartamento|appartement|apto)\.?\s?(?:#\s?|no\.?\s?)?\d{{1,5}}[a-z]?{EDGE_AFTER}"
)
# "apt 4B at 2718 Larkspur"
_UNIT_FIRST = re.compile(rf"{_ROOM.pattern},?\s(?:at\s|in\s|of\s)?\d{{2,6}}\s(?:{DIRECTION}\s)?(?P<words>[^\W\d_][\w'-]{{2,20}})")
# "6750 Koskikatu 25": two numbers around a name, in the order of countries that put the house last.
_TWICE = re.compile(rf"{NUMBER_EDGE}\d{{2,5}}\s(?P<words>(?!\d)(?:{_WORD}\s){{1,5}}?)\d{{1,4}}[a-z]?{EDGE_AFTER}(?![\d:%]|[.,/-]\d)")
_AFTER_NUMBER = re.compile(rf"\s?(?:$|[.,;?!\n)]|st{EDGE_AFTER}|{UNIT})")


def find_numbered(view: View, rules: Rules) -> Iterator[tuple[int, int]]:
    """Streets with a house number before the name."""
    lower = view.lower
    for pattern in (_NUMBERED, _SAID):
        yield from (
            match.span() for match in pattern.finditer(lower) if _is_street(view, match, is_english=rules.own.code in ("en", "und"))
        )
    for pattern in (_LETTERED, _ROOM):
        yield from (match.span() for match in pattern.finditer(lower))
    for match in _UNIT_FIRST.finditer(lower):
        if is_street_word(match["words"]):
            yield match.span()
    for match in _TO_UNIT.finditer(lower):
        if all(map(is_street_word, match["words"].split())):
            yield match.start(), match.end()
    for match in _TWICE.finditer(lower):
        if _is_named(view, match) and _AFTER_NUMBER.match(lower, match.end()):
            yield match.span()


def _is_street(view: View, match: re.Match[str], *, is_english: bool) -> bool:
    """True for words between a house number and "Street" that may be its name; outside English they need a capital."""
    words = view.text[match.start("words") : match.end("words")].split()
    lower = [word.lower() for word in words]
    if not is_street_word(lower[0]) or any(word[-1] == "." and len(word) > _LONGEST_SHORT for word in words):
        return False
    if view.text == view.lower or view.text.isupper():
        return WORDS["not_inside"].isdisjoint(lower) and (is_english or _ending(match) not in WORDS["everyday_endings"])
    if any(low in WORDS["not_inside"] and word == low for word, low in zip(words, lower, strict=True)):
        return False
    has_capital = any(not word[0].islower() for word in words)
    return has_capital or (is_english and _ending(match) not in WORDS["everyday_endings"] and len(words) <= 2)


def _ending(match: re.Match[str]) -> str:
    return match[0].split()[-1].strip(".,")


def _is_named(view: View, match: re.Match[str]) -> bool:
    """True where the words between two numbers are a name: capitals, and nothing that is numbered itself ("12 June 2025")."""
    words = view.text[match.start("words") : match.end("words")].split()
    lower = [word.lower().strip(".,") for word in words]
    if not is_street_word(lower[0]) or not WORDS["numbered_things"].isdisjoint(lower):
        return False
    return all(word[0].isupper() or low in WORDS["particles"] for word, low in zip(words, lower, strict=True)) and words[0][0].isupper()
