"""Do two codings of the same units agree? F1 a theme with its interval, Krippendorff's alpha, and coverage.

Alpha is 1 where both always agree and 0 where they agree as often as chance would have it (K. Krippendorff, Content
Analysis). Over all themes the distance of two sets of themes is MASI's (R. Passonneau 2006): 1 minus the Jaccard index times
1, 2/3, 1/3 or 0 for equal sets, one within the other, overlapping ones and others; two empty sets are equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.evaluate.bootstrap import bootstrap_interval

Coding = Mapping[str, frozenset[str]]
"""The themes of each unit, by the unit's id; an empty set: the coder found none."""

Themes = frozenset[str]


@dataclass(frozen=True, slots=True)
class ThemeAgreement:
    """One theme: units that each coding gave it, F1 of the two with its 95 % interval, and Krippendorff's alpha.

    `alpha` is None where the theme is in every unit of both or in none, since then chance has nothing to be compared with.
    """

    theme: str
    first: int
    second: int
    both: int
    f1: float
    interval: tuple[float, float] | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two codings beside each other. Shares lie in [0, 1]; `coverage` is the share of units with a theme, of each coding.

    `units` are those in both; `only_first` and `only_second` count the others, which are not compared.
    """

    units: int
    only_first: int
    only_second: int
    coverage: tuple[float, float]
    micro_f1: float
    alpha: float | None
    themes: tuple[ThemeAgreement, ...]


def compare_codings(first: Coding, second: Coding) -> Agreement:
    """Compare the units that both have; themes by name, the commonest first. Raises ValueError where they share no unit."""
    shared = [each for each in first if each in second]
    if not shared:
        raise ValueError("The two codings have no unit in common.")
    pairs = [(first[each], second[each]) for each in shared]
    counts = Counter(theme for pair in pairs for coded in pair for theme in coded)
    names = sorted(counts, key=lambda theme: (-counts[theme], theme))
    both = sum(len(one & other) for one, other in pairs)
    coverage = (sum(bool(one) for one, _ in pairs) / len(pairs), sum(bool(other) for _, other in pairs) / len(pairs))
    return Agreement(
        units=len(shared),
        only_first=len(first) - len(shared),
        only_second=len(second) - len(shared),
        coverage=coverage,
        micro_f1=2 * both / counts.total() if counts else 1.0,
        alpha=measure_alpha(pairs),
        themes=tuple(_compare_theme(name, pairs) for name in names),
    )


def _compare_theme(name: str, pairs: Sequence[tuple[Themes, Themes]]) -> ThemeAgreement:
    one, other = (np.array([name in pair[side] for pair in pairs]) for side in (0, 1))
    return ThemeAgreement(
        theme=name,
        first=int(one.sum()),
        second=int(other.sum()),
        both=int((one & other).sum()),
        f1=measure_f1(one, other),
        interval=bootstrap_interval(len(pairs), lambda rows: measure_f1(one[rows], other[rows])),
        alpha=measure_alpha([(pair[0] & {name}, pair[1] & {name}) for pair in pairs]),
    )


def measure_f1(one: npt.NDArray[np.bool_], other: npt.NDArray[np.bool_]) -> float:
    """F1 of two yes-or-no codings, the same whichever is called the truth; not a number where neither has a yes."""
    total = int(one.sum()) + int(other.sum())
    return 2 * int((one & other).sum()) / total if total else float("nan")


def measure_alpha(pairs: Sequence[tuple[Themes, Themes]]) -> float | None:
    """Krippendorff's alpha of two coders without gaps, by MASI distance; None where all values are alike."""
    values = Counter(value for pair in pairs for value in pair)
    kinds = list(values)
    total = values.total()
    expected = sum(values[one] * values[other] * measure_distance(one, other) for one in kinds for other in kinds)
    if not expected:
        return None
    observed = sum(measure_distance(*pair) for pair in pairs) / len(pairs)
    return 1 - observed / (expected / (total * (total - 1)))


def measure_distance(one: Themes, other: Themes) -> float:
    """MASI distance of two sets, 0 (equal) to 1 (nothing in common)."""
    if one == other:
        return 0.0
    shared = len(one & other)
    if not shared:
        return 1.0
    weight = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - weight * shared / len(one | other)
