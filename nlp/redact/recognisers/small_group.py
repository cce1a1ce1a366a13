"""Descriptions that fit one person or family in a small community: "the only Eritrean family at Lincoln School"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nlp.redact.found import Found, Kind
from nlp.redact.lists import read_words
from nlp.redact.recognisers.rules import Rules, compile_phrases, has_no_spaces
from nlp.redact.view import View

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
# Words before a place, in the languages that write them before it and apart.
_AT = read_words(__file__, "words.toml")["before_place"]
_STOPS = read_words(__file__, "words.toml")["ends_place"]
_ROLE_WORDS = 3
_PLACE_WORDS = 5
_BETWEEN = 30  # characters between "only" and what there is one of


def find_small_groups(view: View, rules: Rules) -> Iterator[Found]:
    """The phrase from "the only" (or "the" and a people's name) to the end of the place that it names."""
    yield from _find_people_at_place(view, rules)
    yield from _find_only_ones(view, rules)


def _find_only_ones(view: View, rules: Rules) -> Iterator[Found]:
    """A cue and a word for one of a kind, with a people or a place beside them; or with nothing else in other languages."""
    for cue in rules.pattern("small_group_cues").finditer(view.lower):
        noun = _noun_near(view.lower, cue, rules) or _people_after(view.lower, cue, rules)
        if noun is None:
            continue
        start, end = min(cue.start(), noun[0]), max(cue.end(), noun[1])
        place_end = _place_end(view, end)
        people = compile_phrases(rules.phrases("peoples")).search(view.lower, start, place_end or end)
        if people or place_end or rules.own.code != "en":
            yield Found(start, place_end or end, Kind.SMALL_GROUP_ID)


def _noun_near(lower: str, cue: re.Match[str], rules: Rules) -> tuple[int, int] | None:
    nouns = rules.pattern("group_nouns")
    found = None
    for match in nouns.finditer(lower, cue.end(), min(len(lower), cue.end() + _BETWEEN + 20)):
        if match.start() - cue.end() > _BETWEEN or re.search(r"[.!?,;]", lower[cue.end() : match.start()]):
            break
        found = match.span()
    if found or rules.own.code == "en":
        return found
    before = [
        each
        for each in nouns.finditer(lower, max(0, cue.start() - _BETWEEN), cue.start())
        if not re.search(r"[.!?,;]", lower[each.end() : cue.start()])
    ]
    return before[-1].span() if before else None


def _people_after(lower: str, cue: re.Match[str], rules: Rules) -> tuple[int, int] | None:
    """ "la seule Togolaise": a people's name may stand for its one person."""
    start = re.compile(r"\s*").match(lower, cue.end())
    people = compile_phrases(rules.own.peoples).match(lower, start.end()) if start else None
    return people.span() if people else None


def _find_people_at_place(view: View, rules: Rules) -> Iterator[Found]:
    """ "the Burundian crossing guard at Whitman Elementary": a people, a role in one, and a place."""
    peoples = compile_phrases(rules.phrases("peoples"))
    for match in re.finditer(r"(?<!\w)the\s", view.lower):
        people = peoples.match(view.lower, match.end())
        if people is None:
            continue
        role = rules.pattern("group_nouns").search(view.lower, people.end(), people.end() + _BETWEEN)
        end = _place_end(view, role.end()) if role and _is_short(view.lower[people.end() : role.end()]) else None
        if end:
            yield Found(match.start(), end, Kind.SMALL_GROUP_ID)


def _is_short(between: str) -> bool:
    return len(between.split()) <= _ROLE_WORDS and not re.search(r"[.!?,;]", between)


def _place_end(view: View, start: int) -> int | None:
    """The end of "at Lincoln Elementary" from `start`; None where no place follows."""
    words = list(_WORD.finditer(view.lower, start, min(len(view.lower), start + 80)))
    if has_no_spaces(view.lower[start : start + 4]) or not words or words[0][0] not in _AT or view.lower[start : words[0].start()].strip():
        return None
    last = None
    for left, word in pairwise(words[: _PLACE_WORDS + 1]):
        if view.lower[left.end() : word.start()].strip(" ") or word[0] in _STOPS:
            break
        last = word
    if last is None or words[1][0] in {"the", "a", "this", "that", "my", "our", "all", "any", "these", "those", "here", "there"}:
        return None
    return last.end()
