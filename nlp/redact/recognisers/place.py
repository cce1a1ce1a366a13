"""Where on the net or on the globe somebody is: GPS positions and IP addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View

_DECIMAL = re.compile(r"(?<![\d.])[-+]?\d{1,3}\.\d{3,10}°?\s?[ns]?\s?[,;/ ]\s?[-+]?\d{1,3}\.\d{3,10}°?\s?[ewo]?(?!\.?\w)")
_DEGREES = re.compile(
    r"\d{1,3}\s?°\s?\d{1,2}(?:\.\d{1,6})?\s?['′](?:\s?\d{1,2}(?:\.\d{1,6})?\s?(?:[\"″”]|''))?\s?[ns]\b[\s,;]{0,3}\d{1,3}\s?°\s?\d{1,2}(?:\.\d{1,6})?\s?['′](?:\s?\d{1,2}(?:\.\d{1,6})?\s?(?:[\"″”]|''))?\s?[ewo]\b"
)
_PLUS_CODE = re.compile(r"(?<!\w)(?:[23456789cfghjmpqrvwx]{8}|[23456789cfghjmpqrvwx]{4})\+[23456789cfghjmpqrvwx]{2,3}(?!\w)")
_IP4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\w)")
_IP6 = re.compile(r"(?<![\w:.])[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\w:])")


def find_positions(view: View, rules: Rules) -> Iterator[Found]:
    """GPS positions (decimal, degrees and minutes, plus codes) and IP addresses of both versions."""
    for pattern in (_DECIMAL, _DEGREES, _PLUS_CODE):
        yield from (Found(*match.span(), Kind.GPS) for match in pattern.finditer(view.lower))
    for pattern in (_IP4, _IP6):
        for match in pattern.finditer(view.lower):
            if match[0].count(":") != 1 and _is_address(match[0]):
                yield Found(*match.span(), Kind.IP_ADDRESS)


def _is_address(text: str) -> bool:
    if not any(map(str.isalnum, text)):
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
