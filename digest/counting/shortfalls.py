"""Who is heard less than they live here, and how many of them to hear next. Exact, for staff; pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

SESSION_SIZE = 25
"""People whom one more session is planned for, at most."""
FEWEST = 5
"""Fewer people than these are no shortfall: chance alone makes such differences."""
MOST_SESSIONS = 8


@dataclass(frozen=True, slots=True)
class Shortfall:
    """People of one value who are missing, so that their share of those heard were that of residents.

    `heard` are those of the round, `planned` those whom planned sessions expect, `residents` is in [0, 1].
    """

    attribute: str
    value: str
    residents: float
    heard: int
    planned: int
    missing: int


@dataclass(frozen=True, slots=True)
class SessionIdea:
    """A session that would help most: the values that it should reach (one an attribute), and for how many people."""

    reaches: tuple[tuple[str, str], ...]
    people: int


def find_shortfalls(
    attribute: str, heard: Mapping[str, int], residents: Sequence[tuple[str, float]], planned: Mapping[str, int]
) -> tuple[Shortfall, ...]:
    """The values of one attribute that are heard too little, largest shortfall first.

    Held against all whose value is known and all who are expected: so many of them there would be, were they heard as often
    as they live here.
    """
    total = sum(heard.values()) + sum(planned.values())
    found = [
        Shortfall(
            attribute,
            value,
            share,
            heard.get(value, 0),
            planned.get(value, 0),
            math.ceil(round(share * total, 6)) - heard.get(value, 0) - planned.get(value, 0),
        )
        for value, share in residents
    ]
    return sort_shortfalls([each for each in found if each.missing >= FEWEST])


def sort_shortfalls(shortfalls: Sequence[Shortfall]) -> tuple[Shortfall, ...]:
    """Largest first, whatever the attribute."""
    return tuple(sorted(shortfalls, key=lambda each: (-each.missing, each.attribute, each.value)))


def suggest_sessions(shortfalls: Sequence[Shortfall]) -> tuple[SessionIdea, ...]:
    """Sessions by which the shortfalls shrink most, at most eight: each takes the largest one, and with it the largest of each other attribute.

    Reference tables do not say how many people live in one neighbourhood and speak one language: a suggestion is a place
    to begin, and staff know better who lives where.
    """
    left = list(sort_shortfalls(shortfalls))
    ideas: list[SessionIdea] = []
    while left and len(ideas) < MOST_SESSIONS:
        first_of = {each.attribute: each for each in reversed(sort_shortfalls(left))}
        chosen = sorted(first_of.values(), key=lambda each: (-each.missing, each.attribute))
        people = min(chosen[0].missing, SESSION_SIZE)
        ideas.append(SessionIdea(tuple((each.attribute, each.value) for each in chosen), people))
        left = [replace(each, missing=each.missing - people) if each in chosen else each for each in left]
        left = [each for each in left if each.missing >= FEWEST]
    return tuple(ideas)
