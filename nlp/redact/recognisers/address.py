"""Street addresses: a number and a street, or a corner that somebody calls home. A street as the topic stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View, fold_word

_DIRECTION = r"(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|n|s|e|w|ne|nw|se|sw)\b\.?)"
_NOT_A_STREET = (
    r"(?!(?:the|a|an|at|in|on|of|to|and|or|my|our|their|his|her|for|from|per|by|is|was|are|were|with|we|i|they|it|that|this|times?|minutes?|hours?|days?|weeks?|"
    r"months?|years?|people|persons?|cars?|miles?|blocks?|cops?|officers?|police|kids?|men|women|feet|percent|am|pm|o'clock|more|other|different|big|small|new|old)\b)"
)
_SUFFIX = (
    r"(?:street|str|st|avenue|ave|av|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|way|terrace|ter|circle|cir|highway|hwy|parkway|pkwy|trail|trl|alley|"
    r"square|sq|loop|crescent|cres|close|row|pike|path|plaza|expressway|freeway|route|run|ridge|crossing|xing|broadway|point|pt|cove|cv|bend|hollow|glen|grove|gardens|heights|hill|hills|view|park|walk|mews|commons|turnpike|bypass)\b\.?"
)
_UNIT = r"(?:,?\s{0,2}(?:(?:apt|apartment|unit|suite|ste|room|rm|floor|fl|bldg|building|lot|trailer|spc|space|no|number|apto|piso|depto|int)\b\.?\s?#?\s?[a-z]?-?\d{0,5}[a-z]?\b|#\s?[\w-]{1,8}))"
_TAIL = r"(?:,?\s{1,2}[a-z][a-z'.-]{1,20}(?:\s[a-z][a-z'.-]{1,20}){0,2},?\s{1,2}[a-z]{2}\s{1,2}\d{5}(?:-\d{4})?)"
_NUMBERED = re.compile(
    rf"(?<![\w$.,/-])#?\d{{1,6}}(?:-\d{{1,5}})?[a-z]?,?\s{{1,2}}(?:{_DIRECTION}\s)?(?:{_NOT_A_STREET}[\w'.-]{{1,20}}\s){{1,3}}?{_SUFFIX}(?:\s{_DIRECTION}(?!\s\w+\s{_SUFFIX}))?{_UNIT}{{0,2}}{_TAIL}?"
)
_LETTERED = re.compile(
    rf"(?<![\w$.,/-])\d{{1,6}}\s{{1,2}}(?:{_DIRECTION}\s)?(?:avenue|highway|route|broadway|calle|rue|county road)\s?(?:[a-z]|\d{{1,4}})?\b(?:\s{_DIRECTION})?{_UNIT}{{0,2}}"
)
_ROOM = re.compile(r"(?<!\w)(?:apt|apartment|suite|ste|apartamento|appartement|apto)\.?\s?(?:#\s?|no\.?\s?)?\d{1,5}[a-z]?\b")
_BOX = re.compile(r"(?<!\w)(?:p\.?\s?o\.?\s?box|apartado(?: postal)?|boîte postale|caixa postal)\s?#?\s?\d{1,7}\b")
_ONE = rf"(?:{_DIRECTION}\s)?(?:\d{{1,3}}(?:st|nd|rd|th)|(?!(?:the|my|our)\b)[\w'-]{{2,20}})(?:\s{_SUFFIX})?"
_CORNER = re.compile(
    rf"(?:the\s)?(?P<value>(?:corner|intersection|crossing|crossroads|cross streets?)\s(?:of|at)\s{_ONE}\s(?:and|&|y|at)\s{_ONE})"
)
_LIVED_ON = re.compile(
    rf"\s(?:on|at|near|in|off|by)\s(?P<value>(?:{_DIRECTION}\s)?(?:{_NOT_A_STREET}[\w'-]{{1,20}}\s){{1,3}}?{_SUFFIX}{_UNIT}?)"
)
_SENTENCE_END = re.compile(r"[.!?\n](?=\s|$)")
_LATIN_PREFIXES = ("es", "fr", "pt", "ht", "so", "sw", "vi", "tl", "ru", "uk", "ar", "fa", "am", "ti", "ps")
_HAN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:路|街|大道|巷|弄|胡同)\s?\d{1,5}\s?(?:号|號)(?:\s?\d{1,4}\s?(?:室|楼|單元|单元|号楼))?")


def find_addresses(view: View, rules: Rules) -> Iterator[Found]:
    """Addresses with a house number, boxes, and corners or streets where somebody says they live."""
    lower = view.lower
    for pattern in (_NUMBERED, _LETTERED, _ROOM, _BOX, _HAN):
        yield from (Found(*match.span(), Kind.STREET_ADDRESS) for match in pattern.finditer(lower))
    if rules.own.code in _LATIN_PREFIXES:
        pattern = _street_first(rules.own.street_words)
        yield from (Found(*match.span(), Kind.STREET_ADDRESS) for match in pattern.finditer(lower))
    yield from _find_homes(lower, rules)


def _find_homes(lower: str, rules: Rules) -> Iterator[Found]:
    homes = [match.span() for match in rules.pattern("home_cues").finditer(lower)]
    if not homes:
        return
    for corner in _CORNER.finditer(lower):
        if any(_same_sentence(lower, home, corner.span()) for home in homes):
            yield Found(*corner.span("value"), Kind.STREET_ADDRESS)
    for _, end in homes:
        street = _LIVED_ON.match(lower, end)
        if street:
            yield Found(*street.span("value"), Kind.STREET_ADDRESS)


def _same_sentence(lower: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    left, right = sorted((one, other))
    return not _SENTENCE_END.search(lower, left[1], right[0])


@cache
def _street_first(street_words: tuple[str, ...]) -> re.Pattern[str]:
    """ "calle Olmo 12", "12 rue des Lilas", "số 8 đường Hoa": a street word, its name and a number on either side."""
    words = "|".join(sorted((re.escape(fold_word(word)) for word in street_words), key=len, reverse=True))
    name = r"(?:\s[\w'.-]{1,20}){1,5}?"
    number = r"(?:#|n[°ºo.]{1,2}|no\.?|núm\.?|número|numéro|nimewo|дом|д\.|буд\.|số|رقم|شماره)?\s?\d{1,5}[a-z]?\b"
    unit = r"(?:,?\s(?:apto|apt|appartement|depto|departamento|piso|кв|квартира|căn hộ|apatman)\.?\s?#?\s?\w{1,6})?"
    return re.compile(
        rf"(?<!\w)(?:(?:{words})\.?{name},?\s{number}|(?:số\s)?\d{{1,5}}(?:\s(?:bis|ter))?,?\s(?:{words})\b\.?(?:\s[\w'.-]{{1,20}}){{1,3}}){unit}"
    )
