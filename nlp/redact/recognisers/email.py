"""E-mail addresses, written as addresses or spelled out ("ana dot ruiz at example dot org")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import EDGE_AFTER, EDGE_BEFORE, Rules
from nlp.redact.view import View

_WRITTEN = re.compile(r"(?:(?<!\w)mailto:)?(?<![\w.%+-])[\w.%+'-]{1,64}(?:@|\s@\s?|\s?@\s)(?:[\w-]{1,63}\s?\.\s?){1,5}[a-z]{2,24}(?!\w)")
# A long local part has no edge within 64 characters: everything up to the sign goes, and what follows it, be it half a domain.
_GLUED = re.compile(r"[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}")
_OPEN, _SHUT = r"\s?[(\[{<]\s?", r"\s?[)\]}>]\s?"
_DOT = (
    rf"(?:{_OPEN}(?:dot|punto|point|ponto|точка|\.){_SHUT}"
    r"|\s(?:dot|period|punto|point|ponto|pwen|dhibic|nukta|chấm|точка|крапка|نقطة|نقطه|ነጥብ|tuldok|kropka)\s|\s?点\s?|\.)"
)
_AT = (
    rf"(?:{_OPEN}(?:at|@|arroba|arobase){_SHUT}"
    r"|\s(?:at|at sign|arroba|arobase|a commercial|собака|равлик|a còng|@|آت|ات|et|kwenye)\s|\s?艾特\s?)"
)
# What joins the parts of a name before the sign, besides dots.
_MARK = r"(?:\s(?:underscore|under score|dash|hyphen|minus|plus|guion bajo|guión bajo|guion|guión|tiret bas|tiret|traço|sublinhado|gạch dưới|gạch ngang|нижнее подчёркивание|дефис|tire)\s|\s?下划线\s?)"
_END = (
    r"(?:com|org|net|edu|gov|io|info|me|us|co|uk|ca|mx|es|fr|br|de|ru|ua|cn|vn|so|et|ke|tz|ht|ph|ir|af|biz|app|dev|mail|example|test|gob)"
)
_PROVIDER = r"(?:gmail|g mail|yahoo|hotmail|outlook|icloud|i cloud|protonmail|proton mail|aol|live|msn)"
_LETTERS = r"(?:[a-z0-9][ -]){2,30}[a-z0-9]"
_LOCAL = rf"(?:{_LETTERS}|[\w+-]{{1,40}}(?:(?:{_DOT}|{_MARK})[\w+-]{{1,40}}){{0,4}})"
_SPELLED = re.compile(rf"{EDGE_BEFORE}(?<![\w.])(?P<local>{_LOCAL}){_AT}(?:(?:[\w-]{{1,40}}{_DOT}){{1,4}}{_END}|{_PROVIDER}){EDGE_AFTER}")


def find_emails(view: View, rules: Rules) -> Iterator[Found]:
    """E-mail addresses in any language and case."""
    lower = view.lower
    if "@" in lower:
        for pattern in (_WRITTEN, _GLUED):
            yield from (Found(*match.span(), Kind.EMAIL) for match in pattern.finditer(lower))
    for match in _SPELLED.finditer(lower):
        # "write to me at gmail" names nobody.
        if match["local"] not in rules.own.stop_words:
            yield Found(*match.span(), Kind.EMAIL)
