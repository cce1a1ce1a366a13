"""Give every passage its theme and how near it lies; who is unsure stays unthemed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import UNTHEMED, Floats, Labels, unit_mean

_NEIGHBOURS = 10
# Of the nearness between core passages and the themes that they are not in: a passage must lie nearer than this share.
_FLOOR_QUANTILE = 0.75


@dataclass(frozen=True, slots=True)
class Placing:
    """A theme a row (-1 for none) and its nearness to that theme's centre (cosine, 0 to 1): both of shape (n,)."""

    labels: Labels
    scores: Floats


def place_rows(vectors: npt.NDArray[np.float32], coordinates: Floats, cores: Labels) -> Placing:
    """Each row outside the cores goes where most of its neighbours are, if it lies above the floor; else it stays unthemed."""
    names = np.unique(cores[cores != UNTHEMED])
    if len(names) == 0:
        return Placing(np.full(len(cores), UNTHEMED, dtype=np.int64), np.zeros(len(cores)))
    centres = np.stack([unit_mean(vectors[cores == name]) for name in names])
    nearness = vectors.astype(np.float64) @ centres.T
    labels = _ask_neighbours(coordinates, cores)
    own = nearness[np.arange(len(labels)), np.searchsorted(names, labels)]
    unsure = (cores == UNTHEMED) & (own < find_floor(nearness, cores, names))
    labels[unsure] = UNTHEMED
    return Placing(labels, np.where(unsure, 0.0, np.clip(own, 0.0, 1.0)))


def find_floor(nearness: Floats, cores: Labels, names: Labels) -> float:
    """How near a passage lies to a theme by chance: read off the core passages and the themes that they are not in.

    It follows from the data, because encoders differ in what a cosine means. `nearness` has the shape (n, themes).
    """
    inside = cores != UNTHEMED
    foreign = nearness[inside][cores[inside][:, None] != names[None, :]]
    return float(np.quantile(foreign, _FLOOR_QUANTILE)) if foreign.size else 0.0


def _ask_neighbours(coordinates: Floats, cores: Labels) -> Labels:
    """The core of each row, and for rows outside of all the one that their nearest core rows vote for."""
    from sklearn.neighbors import KNeighborsClassifier

    labels, outside = cores.copy(), cores == UNTHEMED
    if outside.any():
        inside = ~outside
        votes = KNeighborsClassifier(min(_NEIGHBOURS, int(inside.sum())), weights="distance", n_jobs=1)
        labels[outside] = votes.fit(coordinates[inside], cores[inside]).predict(coordinates[outside])
    return labels
