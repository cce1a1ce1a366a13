"""Web addresses: they often hold a name, and a private page finds a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View

_TAIL = r"[^\s<>\"'，。、）]"
_FULL = re.compile(rf"(?:(?:https?|ftp)://|(?<!\w)www\.){_TAIL}+")
_ENDINGS = r"(?:com|org|net|edu|gov|mil|int|io|info|biz|me|us|co|app|dev|tv|be|gl|ly|ca|mx|es|fr|br|de|ru|ua|cn|vn|so|et|ke|tz|ht|ph|ir|uk|it|nl|eu|blog|page|link|site|online)"
_BARE = re.compile(rf"(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,5}}{_ENDINGS}(?![\w@])(?:/{_TAIL}*)?")
_CLOSING = ".,;:!?)]}'\"»"


def find_urls(view: View, rules: Rules) -> Iterator[Found]:
    """Web addresses with or without their scheme."""
    for pattern in (_FULL, _BARE):
        for match in pattern.finditer(view.lower):
            yield Found(match.start(), match.start() + len(match[0].rstrip(_CLOSING)), Kind.URL)
