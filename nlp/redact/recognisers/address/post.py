"""Boxes, addresses of the armed forces abroad, and what follows a street: unit, town, state, post code, country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.recognisers.address.marks import UNIT, WORDS
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE
from nlp.redact.view import View

# "PSC 1234, Box 567" and "USS Larkspur", then APO, FPO or DPO: United States Postal Service, Publication 28, section 238.
_MILITARY = re.compile(
    r"(?<!\w)(?:psc \d{1,5},? box \d{1,6}|unit \d{1,6},? box \d{1,6}|(?:uss|usns|uscgc|usnv|usnm) [\w'-]{1,20}),?\s{1,6}[afd]po,? a[aep] \d{5}(?!\d)"
)
_BOX = re.compile(
    rf"{EDGE_BEFORE}(?:\d{{1,5}}\s)?(?:p\.?\s?o\.?\s?box|post(?:al)? ?box|postbo(?:ks|x)|postfach|postilokero|pl|apartado(?: postal)?|boîte postale|b\.?p\.|caixa postal|casilla)"
    rf"\s?#?\s?\d{{1,7}}{EDGE_AFTER}"
)
_TOKEN = re.compile(r"[^\s,]{1,30}|,")
_UNIT_AHEAD = re.compile(rf"\s{{0,3}}{UNIT}")
_CODE = re.compile(
    r"\d{3,7}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]?|\d[A-Z]{2}|[A-Z]\d[A-Z]|\d[A-Z]\d|[A-Z]{1,2}-?\d{3,6}|\d{2}-\d{3}|\d{4}[A-Z]{2}"
)
_MOST_UNITS = 4
_MOST = 14  # words and commas after the street
_US = re.compile(r",?\s{1,2}[a-z][a-z'.-]{1,20}(?:\s[a-z][a-z'.-]{1,20}){0,2},?\s{1,2}[a-z]{2}\s{1,2}\d{5}(?:-\d{4})?(?!\d)")
_CLOSE = ".?!;:)"
_SIGNS = re.compile(r"[>?|*-]+")  # what quotes a line in mail
# The same without capitals, for texts that have none: two parts after commas, or one with a post code.
_LOWER = re.compile(r"(?:,\s[^\W\d_]{2,20}(?:\s[^\W\d_]{2,20}){0,2}){1,2}\s\d{4,6}(?!\d)|(?:,\s[^\W\d_]{2,20}){2}(?=$|[.?!\n])")


def find_boxes(lower: str) -> Iterator[tuple[int, int]]:
    """Post office boxes and military addresses."""
    for pattern in (_MILITARY, _BOX):
        yield from (match.span() for match in pattern.finditer(lower))


def find_tail_end(view: View, end: int) -> int:
    """Where an address ends whose street ends at `end`: after its units, town, state, post code and country."""
    has_unit = False
    for _ in range(_MOST_UNITS):
        unit = _UNIT_AHEAD.match(view.lower, end)
        if unit is None:
            break
        end, has_unit = unit.end(), True
    american = _US.match(view.lower, end)
    if american:
        return american.end()
    plain = _LOWER.match(view.lower, end) if view.text == view.lower else None
    if plain:
        return plain.end()
    return _end_of_town(view, end, has_unit)


def _end_of_town(view: View, start: int, has_unit: bool) -> int:
    """Capitalised words, commas, codes and lines after a street, while they look like a town and its country."""
    end = last = start
    is_open = has_unit
    parts = 0
    tokens = iter(_TOKEN.finditer(view.text, start, min(len(view.text), start + 160)))
    token = next(tokens, None)
    while token and parts < _MOST:
        following = next(tokens, None)
        gap = view.text[last : token.start()]
        if _SIGNS.fullmatch(token[0]) and "\n" in gap:
            token = following
            continue
        is_open = is_open or "\n" in gap or token[0] == ","
        if not is_open or gap.count("\n") > 2 or not _belongs(token[0], following[0] if following else ""):
            break
        last, parts = token.end(), parts + 1
        if token[0] != "," and token[0] not in WORDS["particles"]:
            end = token.start() + len(token[0].rstrip(_CLOSE))
        if token[0][-1] in _CLOSE and not token[0].startswith("("):
            break
        token = following
    return end if has_unit or _is_town(view, start, end) else start


def _belongs(piece: str, following: str) -> bool:
    word = piece.strip("(>" + _CLOSE)
    if piece == ",":
        return True
    if not word or word == "I" or piece.endswith(":"):
        return False
    if word[0].isdigit():
        return _CODE.fullmatch(word) is not None and not following[:1].isdigit()
    return word.lower() in WORDS["particles"] or (word[0].isupper() and "@" not in word)


def _is_town(view: View, start: int, end: int) -> bool:
    """True where what follows is a town by more than a capital: a code, a state, a line of its own or the end of the sentence."""
    tail = view.text[start:end]
    return (
        any(map(str.isdigit, tail))
        or "\n" in tail
        or re.search(r"\b[A-Z]{2,3}$", tail) is not None
        or re.match(r"[.,;?!\n]|$", view.text[end : end + 1]) is not None
    )
