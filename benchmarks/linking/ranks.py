"""How far down the right one stands, and what that comes to."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nlp.evaluate.bootstrap import bootstrap_interval

Matrix = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Queries:
    """Texts with the columns that are right for each, and the unit that each belongs to: units are drawn again, not texts."""

    texts: tuple[str, ...]
    right: tuple[Set[int], ...]
    units: tuple[str, ...]


def rank_right(scores: Matrix, right: Sequence[Set[int]]) -> Ranks:
    """The place of the best right column of each row, 1 for the first; what is tied shares the middle of its places."""
    ranks = []
    for row, wanted in zip(scores, right, strict=True):
        best = max(row[each] for each in wanted)
        others = np.array([value for column, value in enumerate(row) if column not in wanted])
        ranks.append(1 + float((others > best).sum()) + float((others == best).sum()) / 2)
    return np.array(ranks)


def sum_up(ranks: Ranks, units: Sequence[str]) -> dict[str, Any]:
    """Recall at one and three and the mean reciprocal rank, each with its 95 % interval over units drawn again."""
    measured = {"recall_at_1": ranks <= 1, "recall_at_3": ranks <= 3, "mrr": 1 / ranks}
    told = {}
    for name, each in measured.items():
        values = each.astype(np.float64)
        told[name] = {"value": round(float(values.mean()), 3), "interval": _draw(values, units)}
    return told


def compare(ranks: Ranks, others: Ranks, units: Sequence[str]) -> dict[str, Any]:
    """By how much the reciprocal rank of one side is above that of another on the same texts, with its interval."""
    values = 1 / ranks - 1 / others
    return {"mrr_more": round(float(values.mean()), 3), "interval": _draw(values, units)}


def _draw(values: Ranks, units: Sequence[str]) -> list[float] | None:
    """Texts of one unit are alike: they are drawn together."""
    names, of = np.unique(np.array(units), return_inverse=True)
    sums, counts = np.bincount(of, weights=values), np.bincount(of)
    interval = bootstrap_interval(len(names), lambda rows: float(sums[rows].sum() / counts[rows].sum()))
    return None if interval is None else [round(each, 3) for each in interval]
