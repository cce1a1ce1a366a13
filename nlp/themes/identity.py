"""Match what the model found now with the themes that live: by shared passages first, by meaning where there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.ids import PassageId, ThemeId
from domain.themes import Theme
from nlp.themes.passage import Floats

# A candidate goes on as a theme when they share this much of the passages that either had before,
ENOUGH_SHARED = 0.3
# or less of them but nearly the same meaning,
LITTLE_SHARED, NEARLY_SAME = 0.1, 0.75
# or, where they could not share any, this much of the meaning.
SAME_MEANING = 0.6
# Meaning decides between equals only.
_WEIGHT_OF_MEANING = 0.25
# The part of a theme's passages that must go somewhere for a split or a merge.
PART_OF_SPLIT = 0.25
PART_OF_MERGE = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate theme as identity sees it: whose passages, and where its centre lies (unit vector)."""

    members: frozenset[PassageId]
    centroid: Floats


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a candidate being a theme.

    `shared` counts passages, `overlap` is their share of all that either had before, `nearness` the cosine of the
    centres (None where they are of different encoders).
    """

    shared: int
    overlap: float
    nearness: float | None


@dataclass(frozen=True, slots=True)
class Matching:
    """Which candidate goes on as which theme, the evidence for every pair, and each theme's passages that are here."""

    theme_of: dict[int, ThemeId]
    evidence: dict[tuple[int, ThemeId], Evidence]
    before: dict[ThemeId, frozenset[PassageId]]


def match_themes(
    found: Sequence[Found], living: Sequence[Theme], previous: Mapping[PassageId, ThemeId], here: frozenset[PassageId]
) -> Matching:
    """The pairs with the most evidence together (assignment problem); a candidate has at most one theme, and a theme one candidate."""
    themes = sorted((theme for theme in living if not theme.is_retired), key=lambda theme: theme.id)
    before = {theme.id: frozenset(p for p, owner in previous.items() if owner == theme.id and p in here) for theme in themes}
    known = frozenset(passage for passages in before.values() for passage in passages)
    evidence = {
        (number, theme.id): weigh_pair(candidate, theme, before[theme.id], known)
        for number, candidate in enumerate(found)
        for theme in themes
    }
    return Matching(_solve(len(found), [theme.id for theme in themes], evidence, before), evidence, before)


def weigh_pair(candidate: Found, theme: Theme, before: frozenset[PassageId], known: frozenset[PassageId]) -> Evidence:
    """The evidence for one pair; `known` are all passages that had a theme before."""
    shared = len(candidate.members & before)
    either = len((candidate.members & known) | before)
    return Evidence(shared, shared / either if either else 0.0, _measure_nearness(candidate.centroid, theme.centroid))


def _measure_nearness(one: Floats, other: Sequence[float]) -> float | None:
    if len(one) != len(other):
        return None
    return float(np.clip(one @ np.asarray(other), -1.0, 1.0))


def is_same(evidence: Evidence, *, could_share: bool) -> bool:
    """True when the evidence is enough for a candidate to go on as a theme."""
    nearness = evidence.nearness if evidence.nearness is not None else -1.0
    if not could_share:
        return nearness >= SAME_MEANING
    return evidence.overlap >= ENOUGH_SHARED or (evidence.overlap >= LITTLE_SHARED and nearness >= NEARLY_SAME)


def _solve(
    count: int, themes: list[ThemeId], evidence: Mapping[tuple[int, ThemeId], Evidence], before: Mapping[ThemeId, frozenset[PassageId]]
) -> dict[int, ThemeId]:
    from scipy.optimize import linear_sum_assignment

    weights = np.zeros((count, len(themes)))
    for column, theme in enumerate(themes):
        for row in range(count):
            each = evidence[row, theme]
            if is_same(each, could_share=bool(before[theme])):
                weights[row, column] = 0.01 + each.overlap + _WEIGHT_OF_MEANING * max(each.nearness or 0.0, 0.0)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return {int(row): themes[column] for row, column in zip(rows, columns, strict=True) if weights[row, column] > 0}
