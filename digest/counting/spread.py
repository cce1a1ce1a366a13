"""How much less a person tells who spoke in a session, among others, than one who was asked alone. Pure.

Within a session people speak alike: by how much is its intra-session correlation. With few sessions no theme says it by
itself, so each theme's own figure is drawn towards that of the round's other themes, and both towards what is usual
(a moderated variance: Smyth, Statistical Applications in Genetics and Molecular Biology, 2004).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.counting.heard import Counts
from digest.counting.shares import Z_95

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Chosen by simulation (benchmarks/intervals.py): with these the intervals cover best over few and many sessions alike.
USUAL_CORRELATION = 0.1
USUAL_WEIGHT = 2.0  # as if so many more sessions had been held, with the usual correlation
OTHERS_WEIGHT = 6.0  # the other themes count for so many sessions at most
_LEAST, _MOST = -0.1, 0.95  # of a correlation: one theme's own estimate below, all together above
_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True)
class Likeness:
    """For each theme the correlation within sessions (in [0, 1)), and how many sessions' worth it is known by. Both of shape (themes,)."""

    correlation: NDArray[np.float64]
    known_by: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """For each theme how many times wider the variance is than of people asked one by one (at least 1), and the degrees of
    freedom that this is known with (infinite where nobody spoke in a session). Both of shape (themes,).
    """

    design_effect: NDArray[np.float64]
    freedom: NDArray[np.float64]


def estimate_spread(counts: Counts) -> Spread:
    """The design effect of each theme over the whole round."""
    return widen(estimate_likeness(counts), counts.alone, counts.sizes)


def widen(likeness: Likeness, alone: int, sizes: NDArray[np.int64]) -> Spread:
    """The design effect of each theme among people of whom these answered alone and these many sat in each session.

    Where everybody answered alone it is 1; it is never below.
    """
    import numpy as np

    in_sessions, themes = int(sizes.sum()), len(likeness.correlation)
    if not in_sessions:
        return Spread(np.ones(themes), np.full(themes, np.inf))
    # The size of the session that somebody of the sessions sat in, on average.
    heavy = float((sizes**2).sum() / in_sessions)
    widened = in_sessions * (1 + (heavy - 1) * likeness.correlation)
    whole = alone + widened
    # Satterthwaite (1946): neither those who answered alone nor those who sat with nobody are a source of doubt about the variance.
    doubtful = widened * (1 - 1 / heavy)
    with np.errstate(divide="ignore"):
        return Spread(whole / (alone + in_sessions), likeness.known_by * (whole / doubtful) ** 2)


def estimate_likeness(counts: Counts) -> Likeness:
    """How alike the people of one session speak, theme by theme."""
    import numpy as np

    own, weight = _correlate(counts)
    other_weight = np.maximum(weight.sum() - weight, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        others = np.where(other_weight > 0, ((weight * own).sum() - weight * own) / other_weight, 0.0)
    lent = np.minimum(other_weight, OTHERS_WEIGHT)
    known_by = weight + lent + USUAL_WEIGHT
    drawn = (weight * own + lent * others + USUAL_WEIGHT * USUAL_CORRELATION) / known_by
    return Likeness(np.clip(drawn, 0.0, _MOST), known_by)


def tell_design_effects(spread: Spread) -> tuple[float, ...]:
    """By how much each theme's interval is widened: with Student's t in place of the normal, and in steps of plain numbers.

    The steps keep a reader from learning more of who sat in which session than that they spoke alike.
    """
    from scipy.special import stdtrit

    return tuple(_step(float(each)) for each in spread.design_effect * (stdtrit(spread.freedom, 0.975) / Z_95) ** 2)


def _correlate(counts: Counts) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each theme's correlation within sessions, and how many sessions' worth it is known by: 0 where nothing can be told.

    The analysis-of-variance estimator for yes and no (Ridout, Demetrio and Firth 1999).
    """
    import numpy as np

    if not len(counts.sizes):
        return np.zeros(len(counts.people)), np.zeros(len(counts.people))
    sizes, raised, alike = _list_groups(counts)
    heard, found = int(sizes.sum()), raised.sum(axis=1)
    share, rarer = found / heard, np.minimum(found, heard - found)
    between = (sizes * (raised / sizes - share[:, None]) ** 2).sum(axis=1)
    groups, steep = len(sizes) - 1, float(((1 - sizes / heard) * alike).sum())
    if steep <= 0:
        return np.zeros(len(share)), np.zeros(len(share))
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(rarer > 0, (between / (share * (1 - share)) - groups) / steep, 0.0)
    # A theme that only a handful raised says little of how alike sessions are.
    return np.clip(own, _LEAST, 1.0), groups * rarer / (rarer + groups + 1)


def _list_groups(counts: Counts) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """What is held side by side: the sessions, their people who raised each theme, and how many others each person sat with.

    A single session is held against those who answered alone, as one group who did not hear one another.
    """
    import numpy as np

    sizes, raised = counts.sizes, counts.raised
    if len(sizes) > 1 or not counts.alone:
        return sizes, raised, sizes - 1
    alone = np.column_stack((raised, counts.raised_alone))
    return np.append(sizes, counts.alone), alone, np.append(sizes - 1, 0)


def _step(design_effect: float) -> float:
    """The nearest of the steps, as a ratio: 1, 1.2, 1.5, 2, … 8, 10, 12, 15, …"""
    return min(_near(design_effect), key=lambda step: (abs(math.log(step / design_effect)), step))


def _near(design_effect: float) -> Iterator[float]:
    decade = math.floor(math.log10(design_effect))
    return (step * 10.0**power for power in (decade, decade + 1) for step in _STEPS)
