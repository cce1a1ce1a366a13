"""Descriptions that fit one person or family in a small community: "the only Eritrean family at Lincoln School"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from nlp.redact.found import Found, Kind
from nlp.redact.lists import read_words
from nlp.redact.recognisers.rules import Rules, compile_phrases, has_no_spaces
from nlp.redact.view import View

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]{1,40}){0,4}")
_LISTS = read_words(__file__, "words.toml")
# Words before a place, in the languages that write them before it and apart.
_AT = _LISTS["before_place"]
_STOPS = _LISTS["ends_place"]
_ROLE_WORDS = 3
_PLACE_WORDS = 5
_BETWEEN = 30  # characters between "only" and what there is one of
_REST = 60  # characters in which a phrase may go on to name a people or a place
_CLAUSE = re.compile(r"[.!?,;،؟。，]")
# English cues that point to one only where a people is named: "the first Kurdish officer", not "the first time".
_WEAK_CUES = frozenset({"the one", "just one", "just the one", "the lone", "the first", "the last", "one of the few", "among the few"})
_WHO = re.compile(
    r"\s(?:in|wearing|with|who (?:speaks|wears|is|comes from)|that speaks|from|speaking|using|ee|oo)\s(?:(?:an?|the|his|her)\s)?"
)
# "the only person who helped" is about the help.
_RELATIVE = re.compile(
    r"\s(?:que|qui|quien|who|that|qu'|który|която|котор\w{2,3}|яка|який|ambaye|ambao)(?:\s|$)|\s?(?:اللي|الذي|التي|که)\s"
)
# What may follow a people's name that stands for a person: "the only Muslim on our block", not "the only Asian city".
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[.,;!?\n)])|\s(?:on|in|at|here|there|of|who|and|but|around|from|for|living|left|i|we|to|among|working)(?!\w)"
)
_NOBODY_ELSE = re.compile(
    r"(?<!\w)(?:nobody|no one|no-one|none) else\s(?:[\w'-]{1,15}\s){0,3}?(?:is|are|comes?|speaks?|looks?)\s(?:(?:from|like)\s)?[\w'-]{2,20}"
)
_NOT_A_ROLE = frozenset(
    {
        "restaurant",
        "community",
        "mall",
        "market",
        "food",
        "language",
        "neighborhood",
        "consulate",
        "embassy",
        "church",
        "mosque",
        "temple",
        "center",
    }
)


def find_small_groups(view: View, rules: Rules) -> Iterator[Found]:
    """The phrase from "the only" (or "the" and a people's name) to the end of the place that it names, or of the phrase."""
    yield from _find_people_at_place(view, rules)
    yield from _find_only_ones(view, rules)
    if rules.own.code == "en":
        yield from (Found(*match.span(), Kind.SMALL_GROUP_ID) for match in _NOBODY_ELSE.finditer(view.lower))


def _find_only_ones(view: View, rules: Rules) -> Iterator[Found]:
    """A cue and a word for one of a kind, with a people or a place beside them; or with nothing else in other languages."""
    for cue in rules.pattern("small_group_cues").finditer(view.lower):
        noun = _noun_near(view.lower, cue, rules) or _people_after(view.lower, cue, rules)
        if noun is None:
            continue
        start, end = min(cue.start(), noun[0]), max(cue.end(), noun[1])
        described = _described_end(view.lower, end, rules)
        place_end = _place_end(view, described or end)
        people = described or _peoples(rules).search(view.lower, start, place_end or end)
        if _is_one(view.lower, cue[0], end, rules, has_people=bool(people), has_place=bool(place_end)):
            known_end = place_end or described or end
            yield Found(start, known_end if rules.own.code == "en" else _phrase_end(view.lower, known_end), Kind.SMALL_GROUP_ID)


def _phrase_end(lower: str, end: int) -> int:
    """The end of the phrase that goes on from `end`: a people or place that stands there would point to the one as well.

    Outside of English no grammar here tells which words those are, so all go up to a comma, a full stop or a "who".
    """
    limit = min(len(lower), end + _REST)
    stops = (_CLAUSE.search(lower, end, limit), _RELATIVE.search(lower, end, limit))
    ends = [match.start() for match in stops if match]
    if ends or limit == len(lower):
        return end + len(lower[end : min(ends, default=limit)].rstrip())
    return max(end, lower.rfind(" ", end, limit))


def _is_one(lower: str, cue: str, end: int, rules: Rules, *, has_people: bool, has_place: bool) -> bool:
    """True where the cue points to one person or family by people or place, and not to whoever did something."""
    if has_people:
        return True
    if rules.own.code == "en":
        return has_place and cue not in _WEAK_CUES
    return not _RELATIVE.match(lower, end)


def _described_end(lower: str, end: int, rules: Rules) -> int | None:
    """The end of "in a hijab", "who speaks Tigrinya" right after what there is one of."""
    joined = _WHO.match(lower, end)
    people = _peoples(rules).match(lower, joined.end()) if joined else None
    return people.end() if people else None


def _noun_near(lower: str, cue: re.Match[str], rules: Rules) -> tuple[int, int] | None:
    nouns = rules.pattern("group_nouns")
    found = None
    for match in nouns.finditer(lower, cue.end(), min(len(lower), cue.end() + _BETWEEN + 20)):
        if match.start() - cue.end() > _BETWEEN or _CLAUSE.search(lower[cue.end() : match.start()]):
            break
        found = match.span()
    if found or rules.own.code == "en":
        return found
    before = [
        each
        for each in nouns.finditer(lower, max(0, cue.start() - _BETWEEN), cue.start())
        if not _CLAUSE.search(lower[each.end() : cue.start()])
    ]
    return before[-1].span() if before else None


def _people_after(lower: str, cue: re.Match[str], rules: Rules) -> tuple[int, int] | None:
    """ "la seule Togolaise": a people's name may stand for its one person."""
    start = re.compile(r"\s*").match(lower, cue.end())
    people = _compile_peoples(rules.own.peoples).match(lower, start.end()) if start else None
    if people is None or (rules.own.code == "en" and not _STANDS_ALONE.match(lower, people.end())):
        return None
    return people.span()


def _peoples(rules: Rules) -> re.Pattern[str]:
    return _compile_peoples(rules.phrases("peoples"))


@cache
def _compile_peoples(peoples: tuple[str, ...]) -> re.Pattern[str]:
    """Names of peoples, and their plurals in languages that make them with an s."""
    return compile_phrases((*peoples, *(f"{people}s" for people in peoples if people.isascii() or people[-1] in "aoeé")))


def _find_people_at_place(view: View, rules: Rules) -> Iterator[Found]:
    """ "the Burundian crossing guard at Whitman Elementary": a people, a role in one, and a place."""
    for match in re.finditer(r"(?<!\w)the\s", view.lower):
        people = _peoples(rules).match(view.lower, match.end())
        if people is None:
            continue
        role = rules.pattern("group_nouns").search(view.lower, people.end(), people.end() + _BETWEEN)
        if role is None or role[0] in _NOT_A_ROLE or not _is_short(view.lower[people.end() : role.end()]):
            continue
        end = _place_end(view, role.end())
        if end:
            yield Found(match.start(), end, Kind.SMALL_GROUP_ID)


def _is_short(between: str) -> bool:
    return len(between.split()) <= _ROLE_WORDS and not _CLAUSE.search(between)


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
