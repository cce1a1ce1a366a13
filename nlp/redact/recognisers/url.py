"""Web addresses: they often hold a name, and a private page finds a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import View

_TAIL = r"[^\s<>\"'，。、）]"
_FULL = re.compile(rf"(?:(?:h(?:tt|xx)ps?|ftp)://|(?<!\w)www\.){_TAIL}+")
_ENDINGS = r"(?:com|org|net|edu|gov|mil|int|io|info|biz|me|us|co|app|dev|tv|be|gl|ly|ca|mx|es|fr|br|de|ru|ua|cn|vn|so|et|ke|tz|ht|ph|ir|uk|it|nl|eu|blog|page|link|site|online)"
_BARE = re.compile(rf"(?<![\w@.-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,5}}{_ENDINGS}(?![\w@])(?:/{_TAIL}*)?")
# With a path behind it any ending is a web address's: linktr.ee/name.
_WITH_PATH = re.compile(rf"(?<![a-z0-9@.-])(?:[a-z0-9][a-z0-9-]{{1,62}}\.){{1,5}}[a-z]{{2,12}}/(?=[\w@~$]){_TAIL}{{2,}}")
_DOT = r"\s(?:dot|punto|point|ponto|точка)\s"
_SAID = re.compile(
    rf"(?<!\w)(?:(?:w\s?w\s?w|h\s?t\s?t\s?p\s?s?){_DOT})?[\w-]{{2,40}}(?:{_DOT}[\w-]{{1,40}}){{0,2}}{_DOT}(?:com|org|net|edu|gov|info|io|co|uk|tv|app|fr|mx|br)(?!\w)"
    rf"(?:\s(?:slash|forward slash|barra|barre|diagonal|слэш)\s[\w@-]{{1,40}}(?:{_DOT}[\w-]{{1,40}}){{0,3}}){{0,4}}"
)
_CLOSING = ".,;:!?)]}'\"»"


def find_urls(view: View, rules: Rules) -> Iterator[Found]:
    """Web addresses with or without their scheme, written or said."""
    for pattern in (_FULL, _BARE, _WITH_PATH):
        for match in pattern.finditer(view.lower):
            yield Found(match.start(), match.start() + len(match[0].rstrip(_CLOSING)), Kind.URL)
    yield from (Found(*match.span(), Kind.URL) for match in _SAID.finditer(view.lower))
