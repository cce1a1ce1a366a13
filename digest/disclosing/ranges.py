"""What a published figure says about the count behind it: rounding undone, exactly. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from digest.disclosure import DisclosurePolicy, ShownShare, disclose_count
from digest.findings import measure_share

UNBOUNDED = math.inf


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
    share = measure_share(min(part, whole), whole)
    return ShownShare(round(share.value * 100), round(share.low * 100), round(share.high * 100))


def find_wholes(shares: Iterable[tuple[int, ShownShare]], policy: DisclosurePolicy) -> tuple[int, ...]:
    """The rounded totals of which every one of these (rounded part, its share) could be, in order; none where nothing is known.

    A share with the count that it is of gives its total back: a reader who divides is a reader.
    """
    known = sorted(shares, key=lambda each: each[0])
    if not known:
        return ()
    part, share = known[-1]  # the largest part leaves the fewest totals
    most = math.ceil(part * 100 / max(share.value - 0.5, 0.5))
    wholes = range(part, most + policy.round_to, policy.round_to)
    return tuple(whole for whole in wholes if all(_could_be(one, whole, seen) for one, seen in reversed(known)))


def _could_be(part: int, whole: int, share: ShownShare) -> bool:
    # The cheap half first: the interval takes a hundred times as long as the division.
    return abs(min(part, whole) / whole * 100 - share.value) <= 0.5 and share_of(part, whole) == share
