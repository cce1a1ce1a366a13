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
    for corner in _CORNER.finditer(lower):
        if any(_same_sentence(lower, home, corner.span()) for home in homes):
            yield corner.span("value")
    for _, end in homes:
        street = _LIVED_ON.match(lower, end)
        if street and is_street_word(street["words"].split()[0]):
            yield street.span("value")


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
