"""Merge near cores until a board can read them all: average linkage, and the number with the best silhouette."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from nlp.themes.passage import UNTHEMED, Floats, Labels

_Array = TypeVar("_Array", Floats, Labels)
# Rows of a core that stand for it, and rows that the silhouette looks at: distances grow with the square.
_ROWS_OF_CORE = 200
_ROWS_OF_ALL = 2000


def condense_cores(coordinates: Floats, cores: Labels, *, fewest: int, most: int) -> Labels:
    """The cores with the nearest merged, between `fewest` and `most` of them: shape (n,), -1 stays -1.

    Of the numbers in between, the one with the highest mean silhouette; of equals, the larger one.
    """
    steps = merge_steps(coordinates, cores, fewest=fewest)
    readable = [labels for labels in steps if count_themes(labels) <= most]
    if len(readable) <= 1:
        return readable[0] if readable else cores
    scores = [_score_silhouette(coordinates, labels) for labels in readable]
    return readable[int(np.argmax(scores))]


def count_themes(labels: Labels) -> int:
    """Number of themes among labels."""
    return len(np.unique(labels[labels != UNTHEMED]))


def merge_steps(coordinates: Floats, cores: Labels, *, fewest: int) -> list[Labels]:
    """The cores as they are, then with one more pair merged each, down to `fewest`."""
    names = sorted(int(name) for name in np.unique(cores[cores != UNTHEMED]))
    distances = _core_distances(coordinates, cores, names)
    sizes = np.array([(cores == name).sum() for name in names], dtype=np.float64)
    labels, steps = cores.copy(), [cores.copy()]
    while len(names) > fewest:
        keep, gone = sorted(int(each) for each in np.unravel_index(distances.argmin(), distances.shape))
        labels[labels == names[gone]] = names[keep]
        merged = (distances[keep] * sizes[keep] + distances[gone] * sizes[gone]) / (sizes[keep] + sizes[gone])
        distances[keep], distances[:, keep] = merged, merged
        distances[keep, keep] = np.inf
        sizes[keep] += sizes[gone]
        distances = np.delete(np.delete(distances, gone, axis=0), gone, axis=1)
        sizes, names = np.delete(sizes, gone), names[:gone] + names[gone + 1 :]
        steps.append(labels.copy())
    return steps


def _core_distances(coordinates: Floats, cores: Labels, names: list[int]) -> Floats:
    """Mean distance between the rows of two cores: shape (k, k), infinite to itself."""
    from scipy.spatial.distance import cdist

    rows = [_thin(coordinates[cores == name], _ROWS_OF_CORE) for name in names]
    distances = np.full((len(names), len(names)), np.inf)
    for one in range(len(names)):
        for other in range(one):
            distances[one, other] = distances[other, one] = cdist(rows[one], rows[other]).mean()
    return distances


def _score_silhouette(coordinates: Floats, labels: Labels) -> float:
    from sklearn.metrics import silhouette_score

    themed = np.flatnonzero(labels != UNTHEMED)
    looked_at = _thin(themed, _ROWS_OF_ALL)
    if count_themes(labels[looked_at]) < 2:
        return -1.0
    return float(silhouette_score(coordinates[looked_at], labels[looked_at]))


def _thin(rows: _Array, most: int) -> _Array:
    """Every so many-th row, so that at most about `most` are left."""
    return rows[:: max(1, -(-len(rows) // most))]
