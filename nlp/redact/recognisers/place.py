"""Where on the globe or on the net somebody is: GPS positions in all writings, addresses of machines."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules
from nlp.redact.view import View

_DEGREE = r"[-+]?\d{1,3}\.\d{3,10}°?"
_DECIMAL = re.compile(rf"(?<![\d.]){_DEGREE}\s?[ns]?\s?[,;/ ]\s?{_DEGREE}\s?[ewo]?(?!\.?\w)")
_LETTER_FIRST = re.compile(rf"(?<!\w)[ns]\s?{_DEGREE}\s?[,;/ ]?\s?[ewo]\s?{_DEGREE}(?![\w.])")
_LABELLED = re.compile(
    rf"(?<!\w)lat(?:itude?|itud|\.)?\s?[:=]?\s?{_DEGREE}[,;/ ]{{0,3}}(?:and |y |et |e )?(?:long?|lng)(?:itude?|itud|\.)?\s?[:=]?\s?{_DEGREE}(?![\w.])"
)
_DEGREES = re.compile(
    r"\d{1,3}\s?°\s?\d{1,2}(?:\.\d{1,6})?\s?['′](?:\s?\d{1,2}(?:\.\d{1,6})?\s?(?:[\"″”]|''))?\s?[ns]\b[\s,;]{0,3}\d{1,3}\s?°\s?\d{1,2}(?:\.\d{1,6})?\s?['′](?:\s?\d{1,2}(?:\.\d{1,6})?\s?(?:[\"″”]|''))?\s?[ewo]\b"
)
# Open Location Code: eight signs of twenty, or four and a town, then a plus and two or three.
_PLUS_CODE = re.compile(
    rf"{EDGE_BEFORE}(?:[23456789cfghjmpqrvwx]{{8}}|[23456789cfghjmpqrvwx]{{4}})\+[23456789cfghjmpqrvwx]{{2,3}}{EDGE_AFTER}"
)
# Three words with dots, after three strokes or the name of the service.
_THREE_WORDS = re.compile(
    r"(?:/{3}|(?<!\w)(?:what3words|what three words|w3w)\s?[:=]?\s?/{0,3})[^\W\d_]{2,20}[.。][^\W\d_]{2,20}[.。][^\W\d_]{2,20}"
)
_IP4 = re.compile(rf"{EDGE_BEFORE}(?<!\.)\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\w.]*\w)")
_IP6 = re.compile(r"(?<![\w:.])[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\w:])")
_MAC = re.compile(
    rf"{EDGE_BEFORE}(?:[0-9a-f]{{2}}(?P<sign>[:-])(?:[0-9a-f]{{2}}(?P=sign)){{4}}[0-9a-f]{{2}}|[0-9a-f]{{4}}\.[0-9a-f]{{4}}\.[0-9a-f]{{4}}){EDGE_AFTER}"
)


def find_positions(view: View, rules: Rules) -> Iterator[Found]:
    """GPS positions (decimal, degrees and minutes, plus codes), IP addresses of both versions and those of network cards."""
    for pattern in (_DECIMAL, _LETTER_FIRST, _LABELLED, _DEGREES, _PLUS_CODE):
        yield from (Found(*match.span(), Kind.GPS) for match in pattern.finditer(view.lower))
    yield from (Found(*match.span(), Kind.IP_ADDRESS) for match in _MAC.finditer(view.lower))
    for pattern in (_IP4, _IP6):
        for match in pattern.finditer(view.lower):
            if match[0].count(":") != 1 and _is_address(match[0]):
                yield Found(*match.span(), Kind.IP_ADDRESS)


def find_three_words(view: View, rules: Rules) -> Iterator[Found]:
    """A position as three words: "///word.word.word"."""
    yield from (Found(*match.span(), Kind.GPS) for match in _THREE_WORDS.finditer(view.lower))


def _is_address(text: str) -> bool:
    if not any(map(str.isalnum, text)):
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
