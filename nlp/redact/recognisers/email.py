"""E-mail addresses, written as addresses or spelled out ("ana dot ruiz at example dot org")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View

_WRITTEN = re.compile(r"(?<![\w.%+-])[\w.%+'-]{1,64}(?:@|\s@\s)(?:[\w-]{1,63}\s?\.\s?){1,5}[a-z]{2,24}(?!\w)")
# A long local part has no edge within 64 characters: everything up to the sign goes.
_GLUED = re.compile(r"[\w.%+'-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}")
_DOT = r"(?:\s?[(\[]\s?(?:dot|punto|point|ponto|точка)\s?[)\]]\s?|\s(?:dot|period|punto|point|ponto|pwen|dhibic|nukta|chấm|точка|крапка|نقطة|نقطه|ነጥብ|tuldok)\s|\s?点\s?|\.)"
_AT = r"(?:\s?[(\[]\s?(?:at|@|arroba|arobase)\s?[)\]]\s?|\s(?:at|arroba|arobase|a commercial|собака|равлик|a còng|@|آت|ات|et)\s|艾特)"
_END = (
    r"(?:com|org|net|edu|gov|io|info|me|us|co|uk|ca|mx|es|fr|br|de|ru|ua|cn|vn|so|et|ke|tz|ht|ph|ir|af|biz|app|dev|mail|example|test|gob)"
)
_SPELLED = re.compile(rf"(?<![\w.])[\w+-]{{1,40}}(?:{_DOT}[\w+-]{{1,40}}){{0,4}}{_AT}(?:[\w-]{{1,40}}{_DOT}){{1,4}}{_END}(?!\w)")


def find_emails(view: View, rules: Rules) -> Iterator[Found]:
    """E-mail addresses in any language and case."""
    lower = view.lower
    if "@" in lower:
        for pattern in (_WRITTEN, _GLUED):
            yield from (Found(*match.span(), Kind.EMAIL) for match in pattern.finditer(lower))
    yield from (Found(*match.span(), Kind.EMAIL) for match in _SPELLED.finditer(lower))
