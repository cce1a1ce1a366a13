"""Match groups that were found now with the themes that live: by shared passages first, by meaning where there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.themes.bind import Level
from nlp.themes.grouping import Space
from nlp.themes.passage import UNTHEMED, Floats, Labels, unit_mean

# A group goes on as a theme when they share this much of the passages that either had before,
ENOUGH_SHARED = 0.3
# or less of them but nearly the same meaning,
LITTLE_SHARED, NEARLY_SAME = 0.1, 0.75
# or, where they could not share any, this much of the meaning.
SAME_MEANING = 0.6
# Meaning decides between equals only.
_WEIGHT_OF_MEANING = 0.25


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a group being a theme.

    `shared` counts passages, `overlap` is their share of all that either had before, `nearness` the cosine of the
    centres (None where they are of different encoders).
    """

    shared: int
    overlap: float
    nearness: float | None


@dataclass(frozen=True, slots=True)
class Matching:
    """The slot of each group: one of a living theme, or a new one behind them; and the evidence for each pair of the two."""

    slots: dict[int, int]
    evidence: Mapping[tuple[int, int], Evidence]


def match_groups(space: Space, groups: Labels, level: Level) -> Matching:
    """The pairs with the most evidence together (assignment problem); a group has at most one theme, and a theme one group.

    A group that holds what a person put into a theme without a group of its own goes on as that theme. What is left is born.
    """
    numbers = sorted(set(groups[groups != UNTHEMED].tolist()))
    evidence = {
        (number, slot): each
        for number in numbers
        for slot, each in enumerate(_weigh_group(groups == number, unit_mean(space.vectors[groups == number]), level))
    }
    slots = _solve(numbers, level, evidence)
    slots |= _match_pinned(groups, level, slots)
    born = (number for number in numbers if number not in slots)
    slots |= {number: len(level.living) + place for place, number in enumerate(born)}
    return Matching(slots, evidence)


def _weigh_group(inside: Labels, centre: Floats, level: Level) -> list[Evidence]:
    """The evidence for a group and each living theme."""
    sizes = level.rows_before()
    known = level.before[inside & (level.before != UNTHEMED)]
    shared = np.bincount(known, minlength=len(level.living))
    return [
        Evidence(int(both), both / either if (either := len(known) + size - both) else 0.0, measure_likeness(centre, theme.centroid))
        for both, size, theme in zip(shared.tolist(), sizes.tolist(), level.living, strict=True)
    ]


def measure_likeness(one: Sequence[float] | Floats, other: Sequence[float] | Floats) -> float | None:
    """Cosine of two unit vectors, None where they are of different encoders."""
    if len(one) != len(other):
        return None
    return float(np.clip(np.asarray(one) @ np.asarray(other), -1.0, 1.0))


def is_same(evidence: Evidence, *, could_share: bool) -> bool:
    """True when the evidence is enough for a group to go on as a theme."""
    nearness = evidence.nearness if evidence.nearness is not None else -1.0
    if not could_share:
        return nearness >= SAME_MEANING
    return evidence.overlap >= ENOUGH_SHARED or (evidence.overlap >= LITTLE_SHARED and nearness >= NEARLY_SAME)


def _solve(numbers: Sequence[int], level: Level, evidence: Mapping[tuple[int, int], Evidence]) -> dict[int, int]:
    from scipy.optimize import linear_sum_assignment

    sizes = level.rows_before()
    weights = np.zeros((len(numbers), len(level.living)))
    for row, number in enumerate(numbers):
        for slot in range(len(level.living)):
            each = evidence[number, slot]
            if is_same(each, could_share=bool(sizes[slot])):
                weights[row, slot] = 0.01 + each.overlap + _WEIGHT_OF_MEANING * max(each.nearness or 0.0, 0.0)
    rows, slots = linear_sum_assignment(weights, maximize=True)
    return {numbers[row]: int(slot) for row, slot in zip(rows, slots, strict=True) if weights[row, slot] > 0}


def _match_pinned(groups: Labels, level: Level, slots: Mapping[int, int]) -> dict[int, int]:
    """For groups without a theme, the theme without a group that most of their pinned rows were put in."""
    found: dict[int, int] = {}
    for number in sorted(set(groups[groups != UNTHEMED].tolist()) - slots.keys()):
        pinned = level.pinned[(groups == number) & (level.pinned >= 0)]
        free = pinned[~np.isin(pinned, [*slots.values(), *found.values()])]
        if len(free):
            found[number] = int(np.bincount(free).argmax())
    return found
