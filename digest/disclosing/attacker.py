"""The attacker: the feasible range of every count, by integer programming over all that was published. Pure.

The range of a group is the least and the most people that it can have in any table which agrees with every figure.
They are found by linear programs, and by integer programs where the optimum of the linear one is not whole.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from digest.disclosing.known import Group, GroupKind, Known, Narrowed, Terms, is_narrowed
from digest.disclosing.ranges import Range
from domain.errors import HearbackError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

_WHOLE = 1e-6  # a solver's number this near a whole one is that one
_INFEASIBLE = 2  # status of scipy.optimize.milp


class Contradiction(HearbackError):
    """No counts agree with all that is said to be known."""


class Attacker:
    """A reader with everything that was published about one set of counts."""

    def __init__(self, known: Known) -> None:
        """Raises Contradiction where no counts can be so."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint
        from scipy.sparse import coo_array

        self._place = {each: number for number, each in enumerate(known.unknowns)}
        most = _cap(known)
        self._bounds = Bounds(
            np.array([float(each.low) for each in known.unknowns.values()]),
            np.array([min(each.high, most) for each in known.unknowns.values()], dtype=float),
        )
        self._constraints: list[Any] = []
        if known.sums:
            entries = [(row, self._place[each], times) for row, one in enumerate(known.sums) for each, times in one.terms.items()]
            rows, columns, times = (np.array(each) for each in zip(*entries, strict=True))
            matrix = coo_array((times.astype(float), (rows, columns)), shape=(len(known.sums), len(self._place))).tocsr()
            within = [each.within for each in known.sums]
            self._constraints = [LinearConstraint(matrix, [each.low for each in within], [each.high for each in within])]
        self._seen: list[Vector] = [self._solve(np.zeros(len(self._place)))]

    def find_range(self, terms: Terms) -> Range:
        """The fewest and the most that this sum can be."""
        group = self._vector(terms)
        return Range(self._least(group), -self._least(-group))

    def find_narrowed(self, groups: Iterable[Group], threshold: int) -> Iterator[Narrowed]:
        """The groups that a reader knows too much about, in their order, each with its range."""
        for each in groups:
            within = self._judge(each, threshold)
            if within is not None:
                yield Narrowed(each, within)

    def _judge(self, group: Group, threshold: int) -> Range | None:
        """The range, where it says too much; None as soon as the tables found so far show that it does not."""
        terms = self._vector(group.terms)
        found = [self._count(each, terms) for each in self._seen]
        if _is_open(group, Range(min(found), max(found)), threshold):
            return None
        most = -self._least(-terms)
        if _is_open(group, Range(min(found), most), threshold) or (group.kind is not GroupKind.CHANGE and most <= 0):
            return None
        within = Range(self._least(terms), most)
        return within if is_narrowed(group.kind, within, threshold) else None

    def _vector(self, terms: Terms) -> Vector:
        import numpy as np

        vector = np.zeros(len(self._place))
        for each, times in terms.items():
            vector[self._place[each]] += times
        return vector

    def _count(self, table: Vector, terms: Vector) -> int:
        return round(float(table @ terms))

    def _least(self, terms: Vector) -> int:
        """The least that a sum can be, and the table where it is so among those that were seen."""
        table = self._solve(terms)
        self._seen.append(table)
        return self._count(table, terms)

    def _solve(self, terms: Vector) -> Vector:
        """A whole table with the least of this sum: the linear program's own optimum wherever that is whole."""
        import numpy as np

        found = self._minimise(terms, whole=0)
        nearest: Vector = np.round(found)
        if np.abs(found - nearest).max(initial=0) > _WHOLE:
            nearest = np.round(self._minimise(terms, whole=1))
        return nearest

    def _minimise(self, terms: Vector, *, whole: int) -> Vector:
        import numpy as np
        from scipy.optimize import milp

        integrality = np.full(len(terms), whole)
        solved = milp(terms, constraints=self._constraints, bounds=self._bounds, integrality=integrality, options={"mip_rel_gap": 0})
        if solved.x is None:
            if solved.status == _INFEASIBLE:
                raise Contradiction("What was published contradicts itself: no counts agree with all of it.")
            raise HearbackError(f"The feasible range could not be found: the solver ended with {solved.status}.")
        return np.asarray(solved.x, dtype=np.float64)


def _is_open(group: Group, seen: Range, threshold: int) -> bool:
    """True where tables that agree with everything differ so much in this group that its range says too little to matter."""
    if group.kind is GroupKind.CELL:
        return seen.numbers >= threshold
    if group.kind is GroupKind.CHANGE:
        return seen.low <= 0 <= seen.high or seen.high >= threshold or seen.low <= -threshold
    return seen.low <= 0 or seen.high >= threshold


def _cap(known: Known) -> float:
    """More than any count could be: a solver wants a bound where there is none."""
    ends: Sequence[Range] = [*known.unknowns.values(), *(each.within for each in known.sums)]
    return 1000 + sum(max(abs(each), 0) for one in ends for each in (one.low, one.high) if math.isfinite(each))
