"""Statements of immigration status about oneself or another person. The topic ("papers", "undocumented workers") stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules, compile_phrases
from nlp.redact.view import View

_SENTENCE_START = re.compile(r"[.!?;\n。！？؟።]\s?")
_REACH = 90  # characters back to the person the statement is about


def find_status(view: View, rules: Rules) -> Iterator[Found]:
    """Statements that stand by themselves, and phrases after a person in the same sentence."""
    lower = view.lower
    for match in rules.pattern("status_statements").finditer(lower):
        yield Found(*match.span(), Kind.IMMIGRATION_STATUS)
    for match in rules.pattern("status_phrases").finditer(lower):
        if _is_about_someone(lower, match.start(), rules):
            yield Found(*match.span(), Kind.IMMIGRATION_STATUS)


def _is_about_someone(lower: str, start: int, rules: Rules) -> bool:
    before = lower[max(0, start - _REACH) : start]
    sentence = _SENTENCE_START.split(before)[-1]
    words = rules.phrases("person_words") + rules.phrases("kin_words")
    return compile_phrases(words).search(sentence) is not None
