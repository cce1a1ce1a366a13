"""What a published figure says about the count behind it: rounding undone, exactly. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from digest.disclosing.policy import DisclosurePolicy, ShownShare, disclose_count, show_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNBOUNDED = math.inf
_Z = 1.959963984540054  # of the 95 % interval
_DOUBT = 1e-6  # per cent


@dataclass(frozen=True, slots=True)
class Range:
    """The whole numbers from `low` to `high`, both included; `high` may be infinite."""

    low: float
    high: float

    def __and__(self, other: Range) -> Range:
        """What lies in both; `low > high` where nothing does."""
        return Range(max(self.low, other.low), min(self.high, other.high))

    @property
    def is_empty(self) -> bool:
        """True where no number is left."""
        return self.low > self.high

    @property
    def numbers(self) -> float:
        """How many whole numbers it holds."""
        return self.high - self.low + 1


ANY = Range(0, UNBOUNDED)


@cache
def undo_rounding(shown: int, policy: DisclosurePolicy) -> Range:
    """Every count that is shown as this number. Raises ValueError where the policy would show no count so."""
    half = policy.round_to // 2
    # The lowest number shown stands for all from the threshold on: rounding never leads under it.
    low = policy.threshold if shown - policy.round_to < policy.threshold else shown - half
    found = Range(low, shown - half + policy.round_to - 1)
    if any(disclose_count(int(end), policy).count != shown for end in (found.low, found.high)):
        raise ValueError(f"No count is shown as {shown} under threshold {policy.threshold}, rounded to {policy.round_to}.")
    return found


def share_of(part: int, whole: int) -> ShownShare:
    """The share in whole per cent with its interval, as pages print it of two rounded counts."""
    return show_share(part, whole)


def find_wholes(shares: Iterable[tuple[int, ShownShare]], policy: DisclosurePolicy) -> tuple[int, ...]:
    """The rounded totals of which every one of these (rounded part, its share) could be, in order; none where nothing is known
    (no share, or none of half a per cent or more).

    A share with the count that it is of gives its total back: a reader who divides is a reader.
    """
    import numpy as np

    known = sorted(shares, key=lambda each: -each[0])
    if not known or known[0][1].value == 0:
        return ()
    part, share = known[0]  # the largest part leaves the fewest totals
    wholes = np.arange(part, math.ceil(part * 100 / (share.value - 0.5)) + policy.round_to, policy.round_to)
    for part, share in known:
        wholes = wholes[share_fits(np.minimum(part, wholes), wholes, share)]
    return tuple(wholes.tolist())


def find_parts(whole: int, share: ShownShare, policy: DisclosurePolicy) -> tuple[int, ...]:
    """The rounded counts that are this share of a rounded total, in order."""
    import numpy as np

    parts = np.arange(0, whole + policy.round_to, policy.round_to)
    return tuple(parts[share_fits(np.minimum(parts, whole), np.full_like(parts, whole), share)].tolist())


def share_fits(parts: NDArray[np.int64], wholes: NDArray[np.int64], share: ShownShare) -> NDArray[np.bool_]:
    """Which of these rounded counts of these totals read as this share, by Wilson's formula for many at once; a hair's breadth of doubt is for the reader.

    By how much it was widened for people who spoke in sessions stands beside it, so the reader knows that, too.
    """
    import numpy as np

    value, square, asked = parts / wholes, _Z**2, wholes / share.design_effect
    centre = (value + square / (2 * asked)) / (1 + square / asked)
    reach = _Z * np.sqrt(value * (1 - value) / asked + square / (4 * asked**2)) / (1 + square / asked)
    printed = ((value, share.value), (centre - reach, share.low), (centre + reach, share.high))
    found: NDArray[np.bool_] = np.all([np.abs(100 * each - shown) <= 0.5 + _DOUBT for each, shown in printed], axis=0)
    return found
