"""Several ways to see what is like what, made one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]


def standardise(rows: Matrix) -> Matrix:
    """Each row less its mean, in standard deviations; a row in which all is alike becomes zero. Same shape."""
    spread = rows.std(axis=1, keepdims=True)
    return np.where(spread > 1e-9, (rows - rows.mean(axis=1, keepdims=True)) / np.maximum(spread, 1e-9), 0.0)


def fuse(*views: Matrix) -> Matrix:
    """The sum of views of the same pairs, each in its own standard deviations, so that nothing has to be weighed or learnt."""
    return np.asarray(sum(standardise(each) for each in views))


def fuse_ranks(*views: Matrix, constant: int = 60) -> Matrix:
    """The sum of 1 / (constant + rank) over views (reciprocal rank fusion: Cormack, Clarke and Büttcher 2009)."""
    return np.asarray(sum(1.0 / (constant + 1 + np.argsort(np.argsort(-each, axis=1, kind="stable"), axis=1)) for each in views))
