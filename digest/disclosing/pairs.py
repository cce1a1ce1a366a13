"""Rows of two counts and their sum, added up in a line: the exact range of every part, without a solver. Pure.

Those who raised something, those who did not, and both together: three ranges a row. Sets of whole pairs that are bounded
in these three ways stay so when they are added up, subtracted and intersected (they are generalised polymatroids: Frank and
Tardos 1988), so that bounds which are added up are the exact bounds of the sums. A table of one column is one whose second
column is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.disclosing.ranges import ANY, Range

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

FIRST, SECOND, BOTH = 0, 1, 2  # the columns of `low` and `high`
MOST = 10**9  # stands for "no bound": more people than there are in any town
Three = tuple[Range, Range, Range]  # the first count, the second, and their sum
ANYTHING: Three = (ANY, ANY, ANY)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of ranges: `low` and `high` have shape (rows, 3), int64, and hold the first count, the second and their sum."""

    low: Whole
    high: Whole

    def __and__(self, other: Pairs) -> Pairs:
        """What is in both, row by row, each range as narrow as the other two of its row make it."""
        import numpy as np

        return _tighten(np.maximum(self.low, other.low), np.minimum(self.high, other.high))

    def __add__(self, other: Pairs) -> Pairs:
        """Sums, row by row."""
        return Pairs(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Pairs) -> Pairs:
        """Differences that are not negative, row by row."""
        import numpy as np

        return Pairs(np.maximum(self.low - other.high, 0), self.high - other.low)

    def total(self) -> Pairs:
        """All rows together, as one row."""
        return Pairs(self.low.sum(axis=0, keepdims=True), self.high.sum(axis=0, keepdims=True))

    def among(self, chosen: NDArray[np.bool_]) -> Pairs:
        """Some of the rows together, as one row."""
        return Pairs(self.low[chosen], self.high[chosen]).total()

    def range(self, row: int, column: int) -> Range:
        """One of the ranges."""
        low, high = int(self.low[row, column]), int(self.high[row, column])
        return Range(low, high if high < MOST else ANY.high)

    @property
    def is_empty(self) -> bool:
        """True where some row cannot be so."""
        return bool((self.low > self.high).any())


def make_pairs(rows: Iterable[Sequence[Range]]) -> Pairs:
    """Ranges of first, second and both, a row each."""
    import numpy as np

    ranges = [[(each.low, min(each.high, MOST)) for each in row] for row in rows]
    ends = np.array(ranges, dtype=np.float64).astype(np.int64).reshape(len(ranges), 3, 2)
    return _tighten(ends[:, :, 0], ends[:, :, 1])


def _tighten(low: Whole, high: Whole) -> Pairs:
    """Each range as narrow as the other two make it: one step of shortest paths, which over three nodes is all of them."""
    import numpy as np

    (a, b, c), (x, y, z) = low.T, high.T
    return Pairs(
        np.stack([np.maximum(a, c - y), np.maximum(b, c - x), np.maximum(c, a + b)], axis=1),
        np.stack([np.minimum(x, z - b), np.minimum(y, z - a), np.minimum(z, x + y)], axis=1),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """Rows that add up to `known`; with `untold`, a row that no table names, they add up to `everybody` (a row each)."""

    rows: Pairs
    known: Pairs
    untold: Pairs
    everybody: Pairs

    def find_known(self) -> Pairs:
        """All named rows together."""
        return self.rows.total() & self._known_from_above()

    def find_untold(self) -> Pairs:
        """The row that no table names."""
        return self.untold & (self.everybody - (self.rows.total() & self.known))

    def find_everybody(self) -> Pairs:
        """Everybody."""
        return self.everybody & ((self.rows.total() & self.known) + self.untold)

    def find_rows(self) -> Pairs:
        """Each row."""
        import numpy as np

        total = self.rows.total()
        others = Pairs(total.low - self.rows.low, total.high - self.rows.high)
        above = self._known_from_above()
        rest = Pairs(np.maximum(above.low - others.high, 0), above.high - others.low)
        return self.rows & rest

    def find_among(self, chosen: NDArray[np.bool_]) -> Pairs:
        """Some of the named rows together."""
        return self.rows.among(chosen) & (self._known_from_above() - self.rows.among(~chosen))

    def find_among_and_untold(self, chosen: NDArray[np.bool_]) -> Pairs:
        """Some of the named rows and the one that is not, together."""
        rest = self.rows.among(~chosen) & (self._known_from_above() - self.rows.among(chosen))
        return (self.find_among(chosen) + self.find_untold()) & (self.find_everybody() - rest)

    def _known_from_above(self) -> Pairs:
        return self.known & (self.everybody - self.untold)
