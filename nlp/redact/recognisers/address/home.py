"""Corners and streets that somebody calls home. The same corner as the topic ("needs a light") stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.recognisers.address.marks import DIRECTION, SUFFIX, UNIT, is_street_word
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View

_ONE = rf"(?:{DIRECTION}\s)?(?:\d{{1,5}}\s)?(?:\d{{1,3}}(?:st|nd|rd|th)|(?!(?:the|my|our)\b)[\w'.-]{{2,20}})(?:\s{SUFFIX}){{0,2}}"
# With a house's number in it a corner is an address: "the corner of Pachergasse 64 and Mill Harbour".
_HOUSE = r"[\w'.-]{1,20}(?: [\w'.-]{1,20}){0,3}"
_CORNER_HOUSE = re.compile(
    rf"(?P<value>(?:the\s)?corner\sof\s(?=(?:[\w'.-]{{1,20}}\s){{0,4}}\d{{1,5}}\s)(?:{_HOUSE}\s)and\s(?P<last>{_HOUSE}))"
)
_CORNER = re.compile(
    rf"(?P<value>(?:the\s)?(?:corner|intersection|crossing|crossroads|cross streets?)\s(?:of|at)\s{_ONE}\s(?:and|&|y|at)\s{_ONE})"
)
# The same in other languages, where somebody says that it is home.
_NAME = r"(?:[\w'.-]{1,20}\s){0,4}?[\w'.-]{1,20}"
_CORNER_ABROAD = re.compile(
    rf"(?:la\s)?esquina\s(?:de|da|do|entre)\s{_NAME}\s(?:y|con|com|e)\s(?:la\s|a\s|o\s)?[\w'.-]{{1,20}}(?:\s\d{{1,3}})?"
    rf"|(?:l'angle|au coin|le coin|coin)\s(?:de|du|des|d')\s?{_NAME}\set\s(?:de\s|du\s|des\s)?(?:la\s)?{_NAME}(?=[\s,.;!?]|$)"
    rf"|(?:на\s)?угл[уа]\s{_NAME}\s(?:и|с)\s[\w'.-]{{1,20}}|(?:на\s)?розі\s{_NAME}\s(?:та|і|й)\s[\w'.-]{{1,20}}"
    rf"|kwen\s(?:ri\s)?{_NAME}\sak\s[\w'.-]{{1,20}}|geeska\s{_NAME}\siyo\s[\w'.-]{{1,20}}|kona ya\s{_NAME}\sna\s[\w'.-]{{1,20}}"
    rf"|góc\s(?:đường\s)?{_NAME}\svà\s[\w'.-]{{1,20}}|(?:زاویه|تقاطع|ناصیه)\s{_NAME}\s(?:و\s?|مع\s)[\w'.-]{{1,20}}|kanto ng\s{_NAME}\sat\s[\w'.-]{{1,20}}"
)
# "we live at 2718 Larkspur": a house number right after the words for home needs no word for street.
_HOUSE_AT = re.compile(
    r"(?:\s?:\s?|\s(?:at|on|is|is at|over at)\s)(?P<value>\d{3,6}\s(?P<words>[^\W\d_][\w'-]{2,20})(?:\s(?P<more>[^\W\d_][\w'-]{2,20}))?)"
)
_LIVED_ON = re.compile(
    rf"\s(?:on|at|near|in|off|by)\s(?P<value>(?:{DIRECTION}\s)?(?P<words>(?:[\w'-]{{1,20}}\s){{1,3}}?){SUFFIX}(?:\s{SUFFIX})?{UNIT}?)"
)
_SENTENCE_END = re.compile(r"[.!?\n](?=\s|$)")


def find_homes(view: View, rules: Rules) -> Iterator[tuple[int, int]]:
    """Corners in a sentence that says where somebody lives, and streets right after "I live"."""
    lower = view.lower
    for corner in _CORNER_HOUSE.finditer(lower):
        yield corner.start("value"), _end_of_capitals(view, corner)
    homes = [match.span() for match in rules.pattern("home_cues").finditer(lower)]
    if not homes:
        return
    for pattern in (_CORNER, _CORNER_ABROAD):
        for corner in pattern.finditer(lower):
            if any(_same_sentence(lower, home, corner.span()) for home in homes):
                yield corner.span()
    for _, end in homes:
        street = _LIVED_ON.match(lower, end)
        if street and is_street_word(street["words"].split()[0]) and not street["words"].split()[0].isdigit():
            yield street.span("value")
        house = _HOUSE_AT.match(lower, end)
        if house and is_street_word(house["words"]) and not rules.pattern("unit_words").fullmatch(house["words"]):
            has_more = house["more"] is not None and view.text[house.start("more")].isupper()
            yield house.start("value"), house.end("more") if has_more else house.end("words")


def _end_of_capitals(view: View, corner: re.Match[str]) -> int:
    """The end of the second street's name: its words with a capital, all of them where the text has none."""
    end = corner.start("last")
    for word in re.finditer(r"\S+", view.text[end : corner.end("last")]):
        if word.start() and word[0][0].islower() and view.text != view.lower:
            break
        end = corner.start("last") + word.end()
    return end


def _same_sentence(lower: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    left, right = sorted((one, other))
    return not _SENTENCE_END.search(lower, left[1], right[0])
