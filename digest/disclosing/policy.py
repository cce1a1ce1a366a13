"""What may leave: counts of people rounded, small ones withheld, and no hidden cell that follows from the others. Pure.

Every number of a page passes here once. Shares are worked out from the rounded counts, so that they say no more
than those counts do.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from digest.counting.shares import measure_share

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class DisclosurePolicy:
    """Counts under `threshold` people are not shown; others go to the nearest `round_to`."""

    threshold: int = 10
    round_to: int = 5

    def __post_init__(self) -> None:
        if self.threshold < 1 or self.round_to < 1:
            raise ValueError("The threshold and the rounding of counts are at least 1.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as it may leave: rounded, or None where it is withheld. Why it is withheld does not leave either."""

    count: int | None

    @property
    def is_withheld(self) -> bool:
        """True where no number may be shown."""
        return self.count is None


@dataclass(frozen=True, slots=True)
class ShownShare:
    """A share and its 95 % interval in whole per cent: `0 <= low <= value <= high <= 100`.

    `design_effect` is by how much the interval was widened because people spoke in sessions; 1 where nobody did.
    """

    value: int
    low: int
    high: int
    design_effect: float = 1.0


WITHHELD = Shown(None)


def disclose_count(count: int, policy: DisclosurePolicy) -> Shown:
    """The count rounded, or withheld below the threshold. A count that is shown never reads as one below it."""
    return WITHHELD if count < policy.threshold else Shown(_round(count, policy))


def disclose_share(count: int, total: int, policy: DisclosurePolicy, design_effect: float = 1.0) -> ShownShare | None:
    """The share with its interval, or None where the count, or those of the total who are not in it, are too few."""
    if min(count, total - count) < policy.threshold:
        return None
    part, whole = _round(count, policy), _round(total, policy)
    return show_share(part, whole, design_effect)


def show_share(part: int, whole: int, design_effect: float = 1.0) -> ShownShare:
    """The share of two rounded counts in whole per cent, with its interval."""
    share = measure_share(min(part, whole), whole, design_effect)
    return ShownShare(round(share.value * 100), round(share.low * 100), round(share.high * 100), design_effect)


def disclose_parts(parts: Mapping[Key, int], policy: DisclosurePolicy, *, kept_back: Collection[Key] = ()) -> dict[Key, Shown]:
    """The parts of a total that is itself shown.

    Where one part is withheld, or those withheld are together below the threshold, the next smallest are withheld
    too, so that the total less the shown parts never gives a small one back. `kept_back` are withheld in any case. Order is kept.
    """
    hidden = {key for key, count in parts.items() if count < policy.threshold or key in kept_back}
    for key in sorted(parts, key=lambda each: (parts[each], str(each))):
        together = sum(parts[each] for each in hidden)
        if not hidden or (len(hidden) > 1 and together >= policy.threshold):
            break
        hidden.add(key)
    return {key: WITHHELD if key in hidden else Shown(_round(count, policy)) for key, count in parts.items()}


def _round(count: int, policy: DisclosurePolicy) -> int:
    """Half up; never under the threshold, so that rounding makes no small number of a safe one."""
    nearest = (count + policy.round_to // 2) // policy.round_to * policy.round_to
    lowest = -(-policy.threshold // policy.round_to) * policy.round_to
    return max(nearest, lowest)
