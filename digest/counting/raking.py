"""Weights by which those who answered are made up like the town: iterative proportional fitting (Deming and Stephan 1940). Pure.

A weighted figure stands beside the unweighted one, never in its place. Weights mend that some groups answered less; they
cannot mend that those of a group who answered may think otherwise than those who did not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from digest.counting.answers import UNKNOWN, Answered
from digest.counting.indicators import Weighted, is_top_two

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_WEIGHT = 5.0  # times the mean: nobody speaks for more than five others (the cap of the American National Election Studies)
TOLERANCE = 1e-6  # of a margin's shares
_MOST_SWEEPS = 1_000
_MOST_TRIMS = 50
_TRUSTED = 0.01  # a margin that stays farther off than one in a hundred after trimming is not said to match


class Refusal(StrEnum):
    """Why an attribute is not weighted by."""

    FEW = "too few people in one of its groups"
    NO_REFERENCE = "no share of residents for one of its groups"
    NO_FIT = "the margins do not fit together"


@dataclass(frozen=True, slots=True)
class Margin:
    """The shares of residents by one attribute that weights are to match, adding up to 1."""

    attribute: str
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Raked:
    """A weight a person, 1 on average; `off` is the largest distance of a margin's share from what it should be."""

    weights: NDArray[np.float64]
    off: float
    is_trimmed: bool

    @property
    def effective(self) -> float:
        """So many people asked at random would tell as much (Kish 1965): at most as many as there are."""
        return float(self.weights.sum() ** 2 / (self.weights**2).sum())


def weigh_share(answers: Sequence[Answered], margins: Sequence[Margin], *, highest: float, fewest: int) -> Weighted:
    """The share in the top two answers with weights, by as many of the attributes as can be used, in their order.

    An attribute is refused where a group of it has fewer than `fewest` people on either side of the scale, where a group
    that was heard has no share of residents, and where no weights fit all margins.
    """
    used: list[Margin] = []
    refused: list[tuple[str, str]] = []
    share, effective = None, 0.0
    scored = [each for each in answers if each.score is not None]
    for margin in margins:
        wanted = [*used, margin]
        people = [each for each in scored if all(each.value_of(one.attribute) != UNKNOWN for one in wanted)]
        raked = None if (why := _find_refusal(people, scored, wanted, highest, fewest)) else _rake(people, wanted)
        if raked is None or raked.off > _TRUSTED:
            refused.append((margin.attribute, why or Refusal.NO_FIT))
            continue
        used, effective = wanted, raked.effective
        share = float(sum(raked.weights[[is_top_two(each, highest) for each in people]]) / raked.weights.sum())
    return Weighted(share, effective, tuple(each.attribute for each in used), tuple(refused))


def _find_refusal(
    people: Sequence[Answered], scored: Sequence[Answered], margins: Sequence[Margin], highest: float, fewest: int
) -> Refusal | None:
    """Those of whom the value is not known stand aside; where they are few, what is left would tell of them."""
    for margin in margins:
        sides = Counter((each.value_of(margin.attribute), is_top_two(each, highest)) for each in people)
        values = {value for value, _ in sides}
        if any(margin.shares.get(value, 0.0) <= 0 for value in values):
            return Refusal.NO_REFERENCE
        living = values | {value for value, share in margin.shares.items() if share > 0}
        if any(sides[value, side] < fewest for value in living for side in (True, False)):
            return Refusal.FEW
    aside = Counter(is_top_two(each, highest) for each in scored) - Counter(is_top_two(each, highest) for each in people)
    return Refusal.FEW if aside and min(aside[True], aside[False]) < fewest else None


def _rake(people: Sequence[Answered], margins: Sequence[Margin]) -> Raked:
    import numpy as np

    codes, targets = [], []
    for margin in margins:
        values = sorted({each.value_of(margin.attribute) for each in people})
        codes.append(np.array([values.index(each.value_of(margin.attribute)) for each in people]))
        targets.append(np.array([margin.shares[value] for value in values]))
    return rake(codes, targets)


def rake(codes: Sequence[NDArray[np.int64]], targets: Sequence[NDArray[np.float64]], *, most: float = MOST_WEIGHT) -> Raked:
    """Weights with which each attribute's shares are its targets.

    `codes` has an array an attribute, shape (people,), of places in its array of `targets`; targets need not add up to 1.
    Weights over `most` times the mean are cut there and the others raked anew, until both hold or the cap wins.
    """
    import numpy as np

    wanted = [each / each.sum() for each in targets]
    weights = _sweep(np.ones(len(codes[0])), codes, wanted)
    is_trimmed = False
    for _ in range(_MOST_TRIMS):
        if weights.max() <= most * (1 + TOLERANCE):
            break
        is_trimmed = True
        weights = _sweep(np.minimum(weights, most), codes, wanted)
    if weights.max() > most:
        weights = np.minimum(weights, most)
        weights /= weights.mean()
    return Raked(weights, _find_distance(weights, codes, wanted), is_trimmed)


def _sweep(weights: NDArray[np.float64], codes: Sequence[NDArray[np.int64]], targets: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Fit one margin after the other until all match, or nothing comes closer; weights are 1 on average."""
    import numpy as np

    for _ in range(_MOST_SWEEPS):
        for code, target in zip(codes, targets, strict=True):
            now = np.bincount(code, weights, minlength=len(target))
            factors = np.divide(target * len(weights), now, out=np.ones_like(target), where=now > 0)
            weights = weights * factors[code]
        if _find_distance(weights, codes, targets) < TOLERANCE / 10:
            break
    return np.asarray(weights / weights.mean(), dtype=np.float64)


def _find_distance(weights: NDArray[np.float64], codes: Sequence[NDArray[np.int64]], targets: Sequence[NDArray[np.float64]]) -> float:
    import numpy as np

    shares = (np.bincount(code, weights, minlength=len(target)) / weights.sum() for code, target in zip(codes, targets, strict=True))
    return max(float(abs(share - target).max()) for share, target in zip(shares, targets, strict=True))
