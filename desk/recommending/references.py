"""What needs what: circles among steps and among recommendations, references that are not there, and names like one."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from desk.recommending.problems import Problem, show_safely
from domain.recommendations import Recommendation
from warehouse.store import Store


def check_needs(value: Recommendation, known: Mapping[str, Recommendation]) -> Iterator[Problem]:
    """References of what comes before: each is there, none is itself, none leads back to it."""
    for each in value.needs:
        if each == value.reference:
            yield Problem("needs", f"{value.reference} needs itself.", "Take it out of what comes before it.")
        elif each not in known:
            yield Problem(
                "needs", f"It needs {show_safely(each)}, which is no recommendation.{suggest(each, known)}", "Mend the reference."
            )
    circle = find_circle(value.reference, lambda name: value.needs if name == value.reference else _needs_of(known, name))
    if len(circle) > 2:
        yield Problem("needs", f"They wait for one another: {_say_circle(circle)}.", "One of them has to come first.")


def check_step_needs(value: Recommendation) -> Iterator[Problem]:
    """Steps that come before steps: each is of this recommendation, none is itself, none leads back to it."""
    steps = {each.id: each for each in value.milestones}
    for each in value.milestones:
        if each.id in each.needs:
            yield Problem("milestones", f"The milestone “{each.title}” needs itself.", "Take it out of what comes before it.")
        if not set(each.needs) <= steps.keys():
            yield Problem("milestones", f"“{each.title}” needs a milestone that is not there.", "Name one of this recommendation.")
    for circle in _find_step_circles(value):
        names = _say_circle([f"“{each}”" for each in circle])
        yield Problem("milestones", f"These milestones wait for one another: {names}.", "One of them has to come first.")


def find_circle(start: str, needs: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """The way from a name over what it needs back to itself, both ends named; () where there is none."""
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        for each in needs(name):
            if each == start:
                return (*_walk_back(name, start, came_from), start)
            if each not in came_from:
                came_from[each] = name
                waiting.append(each)
    return ()


def suggest(name: str, known: Iterable[str]) -> str:
    """ " Did you mean …?" where a known name is like this one, else ""."""
    folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(name.casefold().strip(), folded, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(folded[each] for each in near)}?" if near else ""


def gather_needed(store: Store, value: Recommendation) -> dict[str, Recommendation]:
    """By reference, what a recommendation needs, what that needs, and so on: as much as a circle could go through."""
    known: dict[str, Recommendation] = {}
    asked: set[str] = set()
    waiting = set(value.needs) | {value.reference}
    while waiting:
        asked |= waiting
        found = store.recommendations.referred(sorted(waiting))
        known |= {each.reference: each for each in found}
        waiting = {name for each in found for name in each.needs} - asked
    return known


def _needs_of(known: Mapping[str, Recommendation], name: str) -> Sequence[str]:
    return known[name].needs if name in known else ()


def _find_step_circles(value: Recommendation) -> Iterator[tuple[str, ...]]:
    """Titles around each circle of two steps or more; each circle once."""
    steps = {str(each.id): each for each in value.milestones}
    told: set[str] = set()
    for each in value.milestones:
        circle = find_circle(each.id, lambda name: steps[name].needs if name in steps else ())
        if len(circle) > 2 and not told & set(circle):
            told |= set(circle)
            yield tuple(steps[name].title for name in circle)


def _walk_back(name: str, start: str, came_from: Mapping[str, str]) -> tuple[str, ...]:
    way = [name]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def _say_circle(names: Sequence[str]) -> str:
    return ", ".join(f"{one} needs {other}" for one, other in pairwise(names))
