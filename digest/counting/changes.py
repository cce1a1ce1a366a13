"""Two rounds -> more, less or about the same, and by how much. Pure.

A round with sessions says less than its number of people, on both sides (spread.py). Who was heard in both rounds is
counted in both, so the two shares go up and down together, or against one another: that is taken into account.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.counting.heard import Counts, Heard
from digest.counting.spread import Spread, estimate_spread
from domain.action import Change, Difference, Share
from domain.ids import ThemeId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FALSE_DISCOVERY_RATE = 0.05
FEWEST_TO_COMPARE = 10  # people heard in either round; below it, no difference could be told from chance
FEWEST_EXPECTED = 5  # the usual floor of the normal approximation; below it Fisher's exact test has the last word
FEWEST_IN_BOTH = 30  # people; with fewer, a likeness of what they said in both rounds narrows no interval
_MOST_ALIKE, _LEAST_VARIANCE = 0.95, 1e-12


@dataclass(frozen=True, slots=True)
class Both:
    """People heard in two rounds: how many, and for each theme how alike what they raised is (phi, in [-1, 1]), shape (themes,)."""

    people: int
    likeness: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """For each theme the chance (p, two-sided) of a difference this large if nothing had changed, and the correlation of the
    two shares. Both of shape (themes,).
    """

    chance: NDArray[np.float64]
    correlation: NDArray[np.float64]


def match_people(now: Heard, before: Heard, theme_ids: Sequence[ThemeId]) -> Both:
    """Who was heard in both rounds, by pseudonym."""
    import numpy as np

    both = now.people.keys() & before.people.keys()
    if not both:
        return Both(0, np.zeros(len(theme_ids)))
    found = ((now.tally(each).people & both, before.tally(each).people & both) for each in theme_ids)
    return Both(len(both), np.array([_liken(len(a), len(b), len(a & b), len(both)) for a, b in found]))


def _liken(now: int, before: int, twice: int, people: int) -> float:
    """Phi of a table of two by two; 0 where all or none raised it."""
    spread = now * (people - now) * before * (people - before)
    return (people * twice - now * before) / math.sqrt(spread) if spread else 0.0


def weigh_changes(now: Counts, before: Counts, both: Both) -> Weighed:
    """How surely each theme's share changed. With everybody alone and nobody twice this is Pearson's chi-square, or Fisher's test."""
    import numpy as np
    from scipy.special import stdtr

    spreads = estimate_spread(now), estimate_spread(before)
    pooled = (now.people + before.people) / (now.heard + before.heard)
    here, there = (spread.design_effect / counts.heard for spread, counts in zip(spreads, (now, before), strict=True))
    likeness = both.likeness if both.people >= FEWEST_IN_BOTH else np.minimum(both.likeness, 0)
    together = both.people * likeness / (now.heard * before.heard)
    correlation = np.clip(together / np.sqrt(here * there), -_MOST_ALIKE, _MOST_ALIKE)
    # Of one person's yes or no; where all or nobody raised it in both rounds the shares are equal, and nothing is divided by 0.
    unit = np.maximum(pooled * (1 - pooled), _LEAST_VARIANCE)
    variance = unit * (here + there - 2 * correlation * np.sqrt(here * there))
    freedom = _join_freedom(here, there, spreads[0].freedom, spreads[1].freedom)
    steps = np.abs(now.people / now.heard - before.people / before.heard) / np.sqrt(variance)
    return Weighed(np.maximum(2 * stdtr(freedom, -steps), _weigh_few(now, before, spreads, pooled)), correlation)


def weigh_difference(people: int, heard: int, people_before: int, heard_before: int) -> float:
    """The chance (p, two-sided) of a difference of two shares this large if nothing had changed, of people asked one by one, none twice."""
    import numpy as np

    nobody = Both(0, np.zeros(1))
    now, before = (_count_alone(*each) for each in ((people, heard), (people_before, heard_before)))
    return float(weigh_changes(now, before, nobody).chance[0])


def _count_alone(people: int, heard: int) -> Counts:
    import numpy as np

    return Counts(heard, np.zeros(0, np.int64), np.array([people]), np.zeros((1, 0), np.int64))


def _join_freedom(
    here: NDArray[np.float64], there: NDArray[np.float64], free_here: NDArray[np.float64], free_there: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Degrees of freedom of a sum of two variances (Satterthwaite 1946); infinite where both are known."""
    import numpy as np

    doubt = here**2 / free_here + there**2 / free_there
    with np.errstate(divide="ignore"):
        return (here + there) ** 2 / doubt


def _weigh_few(now: Counts, before: Counts, spreads: tuple[Spread, Spread], pooled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fisher's exact test where few are expected, on as many people as the sessions are worth; 0 elsewhere."""
    import numpy as np
    from scipy.stats import fisher_exact

    worth = [
        (counts.people / spread.design_effect, counts.heard / spread.design_effect)
        for counts, spread in zip((now, before), spreads, strict=True)
    ]
    expected = np.minimum(pooled, 1 - pooled) * np.minimum(worth[0][1], worth[1][1])
    chances = np.zeros(len(pooled))
    for place in np.flatnonzero(expected < FEWEST_EXPECTED):
        rows = [(round(float(people[place])), round(float(heard[place]))) for people, heard in worth]
        chances[place] = fisher_exact([[people, max(heard - people, 0)] for people, heard in rows]).pvalue
    return chances


def tell_changes(now: Counts, before: Counts, weighed: Weighed) -> list[Change]:
    """More, less or about the same, with the false-discovery rate held at 5 % over the themes (Benjamini and Hochberg 1995)."""
    from scipy.stats import false_discovery_control

    if not len(weighed.chance):
        return []
    chances = false_discovery_control(weighed.chance.clip(0, 1), method="bh")
    has_grown = now.people * before.heard > before.people * now.heard
    return [
        Change.SAME if chance > FALSE_DISCOVERY_RATE else Change.MORE if grown else Change.LESS
        for chance, grown in zip(chances, has_grown, strict=True)
    ]


def measure_difference(now: Share, before: Share, correlation: float = 0.0) -> Difference:
    """The difference of two shares with its 95 % interval from theirs (Newcombe's hybrid score, 1998; Zou and Donner 2008 with
    a `correlation` of the two).
    """
    value = now.value - before.value
    down = _reach(now.value - now.low, before.high - before.value, correlation)
    up = _reach(now.high - now.value, before.value - before.low, correlation)
    return Difference(value, max(value - down, -1.0), min(value + up, 1.0))


def _reach(one: float, other: float, correlation: float) -> float:
    return math.sqrt(max(one**2 + other**2 - 2 * correlation * one * other, 0.0))
