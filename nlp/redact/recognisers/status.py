"""Statements of immigration status about oneself or another person. The topic ("papers", "undocumented workers") stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.redact.found import Found, Kind
from nlp.redact.recognisers.rules import Rules, compile_phrases, has_no_spaces, join_phrases
from nlp.redact.view import View, fold_word

_SENTENCE_START = re.compile(r"[.!?;\n。！？؟።]\s?")
# What makes a topic of the words before it: "undocumented students", "a social life", "not legal advice".
_TOPIC_AFTER = re.compile(
    r"\s(?:students|workers|people|immigrants|migrants|families|neighbou?rs|residents|kids|children|youth|folks|persons|women|men|parents"
    r"|communit(?:y|ies)|populations?|life|worker|worker's|workers'|media|skills|counsel|advice|aid|services|center|centre|camps?|crisis|issue|policy)(?!\w)"
)
_REACH = 90  # characters back to the person the statement is about
_BEFORE = 14  # characters before a statement in which a word may make it a question or a fear
_GAP = r"(?:\s+[\w'-]{1,24}){0,2}?\s+"  # at most two words between the parts of a frame
_HAN_GAP = r"[^\W\d_]{0,4}?"
_WORD = re.compile(r"\w+")
_GLUED = re.compile(r"[\u0600-\u06ff\u1200-\u137f]")  # scripts that write small words together with the next
_KIN = "@kin"


def find_status(view: View, rules: Rules) -> Iterator[Found]:
    """Statements that stand by themselves, frames such as "I have ... visa", and phrases after a person in the same sentence."""
    lower = view.lower
    for match in rules.pattern("status_statements").finditer(lower):
        if not _is_asked(lower, match, rules):
            yield Found(*match.span(), Kind.IMMIGRATION_STATUS)
    words = frozenset(_WORD.findall(lower))
    for frame in rules.own.status_frames:
        if any(part.isdisjoint(words) for part in _first_words(frame, rules.own.kin_words)):
            continue
        for match in _compile_frame(frame, rules.own.kin_words).finditer(lower):
            if not _is_asked(lower, match, rules):
                yield Found(*match.span(), Kind.IMMIGRATION_STATUS)
    for match in rules.pattern("status_phrases").finditer(lower):
        if _is_about_someone(lower, match.start(), rules) and not _is_asked(lower, match, rules):
            yield Found(*match.span(), Kind.IMMIGRATION_STATUS)


def _is_about_someone(lower: str, start: int, rules: Rules) -> bool:
    before = lower[max(0, start - _REACH) : start]
    sentence = _SENTENCE_START.split(before)[-1]
    words = rules.phrases("person_words") + rules.phrases("kin_words")
    return compile_phrases(words).search(sentence) is not None


def _is_asked(lower: str, match: re.Match[str], rules: Rules) -> bool:
    """True where a word right before the statement, or in it, makes it a question, a fear or one about people in general."""
    start = max(0, match.start() - _BEFORE)
    before = _SENTENCE_START.split(lower[start : match.start()])[-1]
    if _TOPIC_AFTER.match(lower, match.end()):
        return True
    return rules.pattern("status_voids").search(f"{before}{match[0]}") is not None


@cache
def _first_words(frame: str, kin: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """For each part of a frame the words that its ways begin with; empty where words are written together."""
    parts = [[fold_word(phrase) for phrase in _expand(part, kin)] for part in frame.split("~")]
    if any(has_no_spaces(phrase) or _GLUED.search(phrase) for part in parts for phrase in part):
        return ()
    return tuple(frozenset(_WORD.findall(phrase)[0] for phrase in part) for part in parts)


@cache
def _compile_frame(frame: str, kin: tuple[str, ...]) -> re.Pattern[str]:
    """A frame of a pack as a pattern: parts split by "~", the ways to say each by "|", "@kin" for the pack's kin words."""
    parts = [_expand(part, kin) for part in frame.split("~")]
    gap = _HAN_GAP if any(map(has_no_spaces, frame.split("|"))) else _GAP
    return re.compile(gap.join(f"(?:{join_phrases(part)})" for part in parts))


def _expand(part: str, kin: tuple[str, ...]) -> tuple[str, ...]:
    phrases: list[str] = []
    for way in map(str.strip, part.split("|")):
        phrases += [way.replace(_KIN, word) for word in kin] if _KIN in way else [way]
    return tuple(phrases)
