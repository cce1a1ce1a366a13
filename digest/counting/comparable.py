"""Whether two rounds can be held against one another, and if not, why. Pure.

Each rule is one reason. A rule speaks where what it looks at moved by much and by more than chance: two rounds never
reach quite the same people. Why the thresholds stand where they do is told in docs/findings.md.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from digest.counting.changes import weigh_difference
from domain.action import Incomparable
from domain.ids import SourceId

MOST_MOVED = 0.25  # of the people: by so much may sessions, languages, sources and groups shift between two rounds
CLEARLY_THERE, HARDLY_THERE = 0.10, 0.01  # of the people: what comes or goes is at least this in one round, at most that in the other
RARELY_CHANCE = 0.01  # what chance alone makes more often than this is no reason
MOSTLY_KNOWN = 0.5  # of the people: a group of which less is known says nothing of who was reached

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is answered in words: its code, and how it is asked; `words` are empty where no source says."""

    code: str
    words: str = ""

    def is_same(self, other: Asked) -> bool:
        """By its words where both are known, else by its code: another survey may ask the same under another code."""
        return self.words == other.words if self.words and other.words else self.code == other.code


@dataclass(frozen=True, slots=True)
class Makeup:
    """Who was heard in a round, in their own words, and how; all are counts of people.

    `in_sessions` of `people` spoke in a session. `sources` and `asked` are of those who answered alone. `languages` and
    `groups` may count somebody twice. `held` are questions in words that were changed and that nobody has looked at since.
    """

    people: int
    in_sessions: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    sources: Mapping[SourceId, int] = field(default_factory=dict)
    asked: Mapping[Asked, int] = field(default_factory=dict)
    held: frozenset[str] = frozenset()

    @property
    def alone(self) -> int:
        """Who answered one by one."""
        return self.people - self.in_sessions


def find_reasons(now: Makeup, before: Makeup) -> tuple[Incomparable, ...]:
    """Why these two rounds cannot be compared; none where they can."""
    rules: Mapping[Incomparable, Callable[[Makeup, Makeup], bool]] = {
        Incomparable.QUESTION: _is_asked_else,
        Incomparable.WORDING: _is_worded_else,
        Incomparable.MODE: _is_heard_else,
        Incomparable.LANGUAGES: _are_languages_other,
        Incomparable.REACH: _are_people_other,
    }
    return tuple(reason for reason, speaks in rules.items() if speaks(now, before))


def _is_asked_else(now: Makeup, before: Makeup) -> bool:
    """A question that many answered in one round was not asked in the other, under whatever code or words."""
    return any(
        _came(asked, here, there) and not any(each.code == asked.code for each in there.asked)
        for here, there in ((now, before), (before, now))
        for asked in here.asked
    )


def _is_worded_else(now: Makeup, before: Makeup) -> bool:
    """A question of the same code is asked in other words, or was changed and waits for a person to look at it."""
    if any(each.code in now.held | before.held for makeup in (now, before) for each in makeup.asked):
        return True
    return any(
        _came(asked, here, there) and any(each.code == asked.code for each in there.asked)
        for here, there in ((now, before), (before, now))
        for asked in here.asked
    )


def _came(asked: Asked, here: Makeup, there: Makeup) -> bool:
    if not here.alone or not there.alone or any(asked.is_same(each) for each in there.asked):
        return False
    people = here.asked[asked]
    return people >= CLEARLY_THERE * here.alone and weigh_difference(people, here.alone, 0, there.alone) < RARELY_CHANCE


def _is_heard_else(now: Makeup, before: Makeup) -> bool:
    """Many more, or many fewer, of the people spoke in sessions."""
    return _has_moved({"session": now.in_sessions, "alone": now.alone}, {"session": before.in_sessions, "alone": before.alone})


def _are_languages_other(now: Makeup, before: Makeup) -> bool:
    """The shares of the languages moved by much, or a language that many speak came or went."""
    if _has_moved(now.languages, before.languages):
        return True
    return any(_came_or_went(each, now.languages, before.languages) for each in now.languages.keys() | before.languages.keys())


def _are_people_other(now: Makeup, before: Makeup) -> bool:
    """A source that stayed brings another part of the people than before, or a public group is made up otherwise."""
    if now.sources.keys() & before.sources.keys() and _has_moved(now.sources, before.sources):
        return True
    return any(_is_group_other(name, now, before) for name in now.groups.keys() & before.groups.keys())


def _is_group_other(name: str, now: Makeup, before: Makeup) -> bool:
    """Over the values that both rounds know: where a group's values were called otherwise, nothing can be told by it."""
    here, there = now.groups[name], before.groups[name]
    shared = here.keys() & there.keys()
    known = (_only(here, shared), now.people), (_only(there, shared), before.people)
    if any(sum(counts.values()) < MOSTLY_KNOWN * people for counts, people in known):
        return False
    return _has_moved(known[0][0], known[1][0])


def _only(counts: Mapping[Value, int], wanted: set[Value]) -> dict[Value, int]:
    return {each: count for each, count in counts.items() if each in wanted}


def _has_moved(now: Mapping[Value, int], before: Mapping[Value, int]) -> bool:
    """Half of what the shares moved by, all added up, is over the threshold and more than chance makes."""
    here, there = sum(now.values()), sum(before.values())
    if not here or not there:
        return False
    values = [each for each in sorted(now.keys() | before.keys(), key=str) if now.get(each, 0) + before.get(each, 0)]
    moved = sum(abs(now.get(each, 0) / here - before.get(each, 0) / there) for each in values) / 2
    if moved <= MOST_MOVED:
        return False
    from scipy.stats import chi2_contingency

    table = [[counts.get(each, 0) for each in values] for counts in (now, before)]
    return bool(chi2_contingency(table, correction=False).pvalue < RARELY_CHANCE)


def _came_or_went(value: Value, now: Mapping[Value, int], before: Mapping[Value, int]) -> bool:
    here, there = sum(now.values()), sum(before.values())
    if not here or not there:
        return False
    shares = sorted((now.get(value, 0) / here, before.get(value, 0) / there))
    is_clear = shares[1] >= CLEARLY_THERE and shares[0] <= HARDLY_THERE
    return is_clear and weigh_difference(now.get(value, 0), here, before.get(value, 0), there) < RARELY_CHANCE
