"""Series from other records -> how they are laid out: an axis for amounts, and each series with its places and categories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from digest.pages.tables import OutcomeSeries
from digest.rendering.charts import place

_STEPS = (1, 2, 5, 10)
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class AmountScale:
    """An axis from 0 to the last of `ticks`. `is_mirrored` puts 0 at the right."""

    ticks: tuple[float, ...]
    is_mirrored: bool

    def x(self, amount: float) -> str:
        """The place of an amount, as a percentage of the width."""
        return place(amount / self.ticks[-1], is_mirrored=self.is_mirrored)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One series: the whole of it, and a line for each place and category."""

    whole: OutcomeSeries
    parts: tuple[OutcomeSeries, ...]


def fit_amounts(series: OutcomeSeries, *, is_mirrored: bool) -> AmountScale:
    """An axis from zero that holds all values of a series, with round ticks, at most six."""
    highest = max((each.value for each in series.points if each.value is not None), default=0.0) or 1.0
    rough = highest / MOST_STEPS
    power = 10 ** floor(log10(rough))
    step = next(each * power for each in _STEPS if each * power >= rough)
    return AmountScale(tuple(step * number for number in range(ceil(round(highest / step, 9)) + 1)), is_mirrored)


def lay_out(outcomes: Sequence[OutcomeSeries]) -> tuple[LaidOut, ...]:
    """The series of a page: each begins with the whole of it."""
    starts = [number for number, each in enumerate(outcomes) if not each.place and not each.category]
    ends = [*starts[1:], len(outcomes)]
    return tuple(LaidOut(outcomes[start], tuple(outcomes[start + 1 : end])) for start, end in zip(starts, ends, strict=True))


def count_decimals(ticks: Iterable[float]) -> int:
    """How many decimals tell these ticks apart: none for whole numbers."""
    return max((len(f"{round(each, 9):g}".partition(".")[2]) for each in ticks), default=0)
