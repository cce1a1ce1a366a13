"""Whether those of one group raised a theme more often than all others, by the figures that a page shows of them. Pure.

Worked out from the shown figures alone, a standing says nothing of a figure that is not shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from digest.counting.changes import FALSE_DISCOVERY_RATE

_LEAST = 1e-12  # of a variance: where all raised it on both sides nothing is divided by 0


class RaisedStanding(StrEnum):
    """How often those of one group value raised a theme, against all others whose value is known."""

    ABOVE = "above"
    BELOW = "below"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Side:
    """Some people as they are shown: `raised` of `heard`, rounded; `design_effect` as in `ShownShare`."""

    raised: int
    heard: int
    design_effect: float = 1.0

    @property
    def rate(self) -> float:
        """The share of them who raised it; those heard are at least one."""
        return self.raised / self.heard


def tell_standings(pairs: Sequence[tuple[Side, Side]], *, round_to: int) -> tuple[RaisedStanding, ...]:
    """For each pair of one value's people and all others, with the false-discovery rate held at 5 % over all of them.

    `round_to` is what the figures were rounded to: what rounding adds to chance is counted in.
    """
    if not pairs:
        return ()
    from scipy.special import ndtr
    from scipy.stats import false_discovery_control

    chances = false_discovery_control([2 * float(ndtr(-_count_steps(*pair, round_to))) for pair in pairs], method="bh")
    return tuple(_tell(*pair, is_clear=bool(chance <= FALSE_DISCOVERY_RATE)) for pair, chance in zip(pairs, chances, strict=True))


def _count_steps(one: Side, others: Side, round_to: int) -> float:
    """How many standard errors the two rates lie apart."""
    pooled = min((one.raised + others.raised) / (one.heard + others.heard), 1.0)
    chance = pooled * (1 - pooled) * (one.design_effect / one.heard + others.design_effect / others.heard)
    rounding = (round_to**2 - 1) / 12 * (1 / one.heard**2 + 1 / others.heard**2)
    return abs(one.rate - others.rate) / math.sqrt(max(chance + rounding, _LEAST))


def _tell(one: Side, others: Side, *, is_clear: bool) -> RaisedStanding:
    if not is_clear:
        return RaisedStanding.ALIKE
    return RaisedStanding.ABOVE if one.rate > others.rate else RaisedStanding.BELOW
