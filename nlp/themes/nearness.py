"""How near passages lie to themes, as all encoders see it together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nlp.themes.grouping import Space
from nlp.themes.passage import UNTHEMED, Floats, Labels

_SHORTEST = 1e-9
# What is left of a theme without its only row is rounding.
_ALONE = 1e-2


def measure_nearness(spaces: Sequence[Space], labels: Labels, count: int) -> Floats:
    """Cosine of each row with each theme's centre: shape (n, count); the mean over the spaces that read the row.

    The centre of a row's own theme is taken without the row, or every passage would look at home where it happens to be. A
    theme without rows, and a row that no space reads, are at nearness 0.
    """
    total = np.zeros((len(labels), count))
    readers = np.zeros((len(labels), 1))
    for space in spaces:
        reads = space.vectors.any(axis=1)
        # A copy of all vectors is what memory is spent on, and most spaces read every row.
        rows = slice(None) if reads.all() else np.flatnonzero(reads)
        total[rows] += _measure_in_space(space.vectors[rows], labels[rows], count)
        readers[rows] += 1
    return np.asarray(total / np.maximum(readers, 1))


def _measure_in_space(vectors: npt.NDArray[np.float32], labels: Labels, count: int) -> Floats:
    sums = sum_rows(vectors, labels, count)
    dots = (vectors @ sums.T.astype(np.float32)).astype(np.float64)
    squares = (sums**2).sum(axis=1)
    near: Floats = dots / np.maximum(np.sqrt(squares), _SHORTEST)
    near[:, squares < _SHORTEST] = 0.0
    inside = np.flatnonzero(labels != UNTHEMED)
    own = labels[inside]
    # (S - v) / |S - v| for the sum S of the theme's rows, times v, where |v| = 1.
    without = np.sqrt(np.maximum(squares[own] - 2 * dots[inside, own] + 1, 0))
    near[inside, own] = np.where(without > _ALONE, (dots[inside, own] - 1) / np.maximum(without, _ALONE), 0.0)
    return near


def sum_rows(vectors: npt.NDArray[np.float32], labels: Labels, count: int) -> Floats:
    """Sum of each theme's rows: shape (count, dim)."""
    sums = np.zeros((count, vectors.shape[1]))
    for theme in range(count):
        sums[theme] = vectors[labels == theme].sum(axis=0, dtype=np.float64)
    return sums


def measure_separation(near: Floats, labels: Labels) -> Floats:
    """How much nearer a theme's rows lie to it than to the next theme, in the mean: shape (themes,); -1 without rows."""
    separation = np.full(near.shape[1], -1.0)
    for theme in np.unique(labels[labels != UNTHEMED]):
        rows = near[labels == theme]
        others = np.delete(rows, theme, axis=1)
        separation[theme] = (rows[:, theme] - (others.max(axis=1) if others.shape[1] else 0.0)).mean()
    return separation


def take_nearest(near: Floats, slots: Sequence[int]) -> tuple[Labels, Floats]:
    """The nearest of these themes a row, and how near: shapes (n,); -1 and 0 where there are none."""
    if not slots:
        return np.full(len(near), UNTHEMED, dtype=np.int64), np.zeros(len(near))
    best = near[:, list(slots)].argmax(axis=1)
    chosen = np.asarray(slots, dtype=np.int64)[best]
    return chosen, near[np.arange(len(near)), chosen]


def pick_own(near: Floats, labels: Labels) -> Floats:
    """Each row's nearness to its own theme, 0 for rows without one: shape (n,)."""
    own = np.zeros(len(labels))
    themed = np.flatnonzero(labels != UNTHEMED)
    own[themed] = near[themed, labels[themed]]
    return own
