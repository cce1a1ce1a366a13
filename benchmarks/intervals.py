"""How often do the intervals hold the truth, and how often is "more" or "less" said where nothing changed? Counted on invented rounds.

    python -m benchmarks.intervals [--rounds 4000] [--pairs 3000] > intervals.json

JSON to stdout. Rounds have 30 to 2,000 people and 5 to 50 themes that 2 to 90 in 100 would raise; none to all of the people sit in
sessions of 8 to 40, in which two people speak alike with a correlation of 0 to 0.3 (in half of the rounds one for all themes, in
half another for each). `coverage` is the share of 95 % intervals that hold the true share, `width` their mean width; `one_by_one` is
what Wilson's interval covers where sessions are not counted in. `false_digests` is the share of pairs of rounds in which any theme is
marked though nothing changed; `power` how many of the themes that a half more raise (or, in `power_of_ten`, ten more of a hundred) are
marked "more" while all others stay, and `false_marks` what part of a digest's marks then stands on a theme that stayed (on average,
0 where nothing is marked). `again` is of pairs
of rounds in which people are heard twice and say the same again with a likeness (phi).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.simulated.rounds import CORRELATIONS, IN_SESSIONS, draw_people, draw_round, draw_town, draw_twice
from digest.counting.changes import Both, measure_difference, tell_changes, weigh_changes
from digest.counting.heard import Counts
from digest.counting.shares import measure_share
from digest.counting.spread import estimate_spread, tell_design_effects
from domain.action import Change, Share

_SEED = 20261121
_MARKS = (Change.MORE, Change.LESS)


@dataclass(frozen=True, slots=True)
class Tried:
    """One interval of one theme of one round, and what is true."""

    is_held: bool
    is_held_one_by_one: bool
    width: float
    share: float
    correlation: float
    in_sessions: float
    sessions: int
    people: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw rounds and pairs of rounds and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=4000)
    parser.add_argument("--pairs", type=int, default=3000)
    asked = parser.parse_args(arguments)
    found = {"coverage": measure_coverage(asked.rounds), "changes": measure_changes(asked.pairs), "again": measure_again(asked.pairs)}
    json.dump(found, sys.stdout, indent=2)
    return 0


def measure_coverage(rounds: int, seed: int = _SEED) -> dict[str, Any]:
    """How often the interval of a share holds it: over all, and by what could make a difference."""
    tried = [each for number in range(rounds) for each in _try_round(np.random.default_rng([seed, number]), is_alike=number % 2 == 0)]
    splits: dict[str, Mapping[str, Callable[[Tried], bool]]] = {
        "sessions": {name: _between("sessions", *ends) for name, ends in _SESSIONS.items()},
        "correlation": {str(each): _equal("correlation", each) for each in CORRELATIONS},
        "in_sessions": {str(each): _equal("in_sessions", each) for each in IN_SESSIONS},
        "share": {name: _between("share", *ends) for name, ends in _SHARES.items()},
        "people": {name: _between("people", *ends) for name, ends in _PEOPLE.items()},
    }
    parts = {name: {label: _sum_up(filter(test, tried)) for label, test in tests.items()} for name, tests in splits.items()}
    return {"all": _sum_up(tried), **parts}


_SESSIONS: Mapping[str, tuple[float, float]] = {
    "0": (0, 1),
    "1": (1, 2),
    "2": (2, 3),
    "3 to 6": (3, 7),
    "7 to 15": (7, 16),
    "16 and more": (16, 1e9),
}
_SHARES: Mapping[str, tuple[float, float]] = {
    "2 to 5 %": (0, 0.05),
    "5 to 15 %": (0.05, 0.15),
    "15 to 50 %": (0.15, 0.5),
    "50 to 90 %": (0.5, 1),
}
_PEOPLE: Mapping[str, tuple[float, float]] = {"30 to 99": (0, 100), "100 to 499": (100, 500), "500 to 2,000": (500, 1e9)}


def _between(name: str, low: float, high: float) -> Callable[[Tried], bool]:
    return lambda each: bool(low <= getattr(each, name) < high)


def _equal(name: str, value: float) -> Callable[[Tried], bool]:
    """Of rounds with sessions, but for those that are asked for by having none."""
    return lambda each: bool(getattr(each, name) == value and (each.sessions or name == "in_sessions"))


def _sum_up(tried: Iterable[Tried]) -> dict[str, float]:
    every = list(tried)
    return {
        "intervals": len(every),
        "coverage": round(float(np.mean([each.is_held for each in every])), 4),
        "one_by_one": round(float(np.mean([each.is_held_one_by_one for each in every])), 4),
        "width": round(float(np.mean([each.width for each in every])), 4),
    }


def _try_round(chance: np.random.Generator, *, is_alike: bool) -> Iterator[Tried]:
    town = draw_town(chance, is_alike=is_alike)
    counts = draw_round(chance, town, draw_people(chance))
    truths = zip(town.shares, town.correlations, _measure(counts), _measure(counts, is_one_by_one=True), strict=True)
    for share, correlation, told, plain in truths:
        is_held, is_held_plain = (bool(each.low <= share <= each.high) for each in (told, plain))
        place = (float(share), float(correlation), town.in_sessions, len(counts.sizes), counts.heard)
        yield Tried(is_held, is_held_plain, told.high - told.low, *place)


def _measure(counts: Counts, *, is_one_by_one: bool = False) -> list[Share]:
    """Each theme's share, as findings tell it."""
    effects = [1.0] * len(counts.people) if is_one_by_one else tell_design_effects(estimate_spread(counts))
    return [measure_share(people, counts.heard, effect) for people, effect in zip(counts.people.tolist(), effects, strict=True)]


def measure_changes(pairs: int, seed: int = _SEED + 1) -> dict[str, Any]:
    """How often a pair of rounds is marked where nothing changed, and where one theme in five did."""
    tried = [_try_pair(np.random.default_rng([seed, number]), is_alike=number % 2 == 0) for number in range(pairs)]
    parts = {name: [each for each in tried if low <= each.people < high] for name, (low, high) in _PEOPLE.items()}
    return {"all": _sum_up_pairs(tried), "smaller_round": {name: _sum_up_pairs(each) for name, each in parts.items() if each}}


@dataclass(frozen=True, slots=True)
class TriedPair:
    """Two rounds of one town: the people of the smaller, whether any theme was marked though nothing changed, and what was found
    where one theme in five did change (`found` a half more, `found_ten` ten of a hundred more); `false_marks` is the part of the marks
    that then stand on a theme that stayed, 0 where there are none.
    """

    people: int
    is_false: bool
    found: float
    found_ten: float
    false_marks: float


def _try_pair(chance: np.random.Generator, *, is_alike: bool) -> TriedPair:
    town = draw_town(chance, is_alike=is_alike)
    people = draw_people(chance), draw_people(chance)
    before = draw_round(chance, town, people[0])
    is_changed = np.arange(len(town.shares)) % 5 == 0
    is_false = any(_mark(draw_round(chance, town, people[1]), before))
    found, false_marks = [], []
    for grown in (town.shares * 1.5, town.shares + 0.1):
        after = replace(town, shares=np.where(is_changed, np.minimum(grown, 0.97), town.shares))
        marked = np.array(_mark(draw_round(chance, after, people[1]), before))
        found.append(float(marked[is_changed].mean()))
        false_marks.append(int(marked[~is_changed].sum()) / max(int(marked.sum()), 1))
    return TriedPair(min(people), is_false, found[0], found[1], float(np.mean(false_marks)))


def _sum_up_pairs(tried: Sequence[TriedPair]) -> dict[str, float]:
    return {
        "pairs": len(tried),
        "false_digests": round(float(np.mean([each.is_false for each in tried])), 4),
        "power": round(float(np.mean([each.found for each in tried])), 4),
        "power_of_ten": round(float(np.mean([each.found_ten for each in tried])), 4),
        "false_marks": round(float(np.mean([each.false_marks for each in tried])), 4),
    }


def _mark(now: Counts, before: Counts, both: Both | None = None) -> list[bool]:
    nobody = Both(0, np.zeros(len(now.people)))
    return [each in _MARKS for each in tell_changes(now, before, weigh_changes(now, before, both or nobody))]


def measure_again(pairs: int, seed: int = _SEED + 2) -> dict[str, Any]:
    """Rounds that hear the same people again: coverage of the difference, and false digests, by how alike they speak."""
    return {str(likeness): _try_again(pairs // 4, likeness, seed) for likeness in (0.0, 0.3, 0.6, 0.9)}


def _try_again(pairs: int, likeness: float, seed: int) -> dict[str, float]:
    held: list[bool] = []
    false_digests: list[bool] = []
    for number in range(pairs):
        chance = np.random.default_rng([seed, number])
        shares = draw_town(chance, is_alike=True).shares
        people = draw_people(chance), draw_people(chance)
        now, before, both = draw_twice(chance, shares, people, min(people) // 2, likeness)
        weighed = weigh_changes(now, before, both)
        measured = zip(_measure(now), _measure(before), weighed.correlation.tolist(), strict=True)
        differences = [measure_difference(here, there, alike) for here, there, alike in measured]
        held += [each.low <= 0 <= each.high for each in differences]
        false_digests.append(any(_mark(now, before, both)))
    return {"coverage": round(float(np.mean(held)), 4), "false_digests": round(float(np.mean(false_digests)), 4)}


if __name__ == "__main__":
    sys.exit(main())
