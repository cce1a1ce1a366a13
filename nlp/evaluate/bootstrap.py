"""How sure a figure is: the same figure over units drawn again and again from those there are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

DRAWS = 1000
_SEED = 20261101
_TAILS = (2.5, 97.5)

Rows = npt.NDArray[np.int64]


def bootstrap_interval(count: int, measure: Callable[[Rows], float], *, draws: int = DRAWS) -> tuple[float, float] | None:
    """The 95 % percentile interval of `measure` over `count` units, from a fixed seed; None where there are under two units.

    `measure` is given the numbers of the units of one draw, shape (count,). Draws for which it is not a number do not count.
    """
    if count < 2:
        return None
    draw = np.random.default_rng(_SEED)
    values = np.array([measure(draw.integers(0, count, count)) for _ in range(draws)])
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, high = np.percentile(values, _TAILS)
    return float(low), float(high)
