"""Place new passages among the themes there are, and leave all others where they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.themes.bind import Level
from nlp.themes.grouping import Space
from nlp.themes.nearness import measure_nearness, pick_own
from nlp.themes.passage import UNTHEMED, Floats, Labels

_NEIGHBOURS = 5
# What the nearest passages of a theme count beside its centre.
_WEIGHT_OF_NEIGHBOURS = 0.5
# Rows that neighbours are looked for among, and rows that the floor is read from: time grows with both.
_MOST_KNOWN = 12_000
_MOST_TRIED = 1_500
_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Placed:
    """Slot and score of each row (-1 and 0 for none), shape (n,), and how the new rows fit beside the known ones.

    `unthemed_new` and `unthemed_known` are shares that the same rule leaves without a theme; `shift` says how much farther
    from their theme new rows lie than known ones, in standard deviations.
    """

    labels: Labels
    scores: Floats
    unthemed_new: float
    unthemed_known: float
    shift: float


def place_new(spaces: Sequence[Space], level: Level, is_new: npt.NDArray[np.bool_]) -> Placed:
    """Known rows keep their theme; a new one goes to the theme that is nearest by centre and by neighbours.

    The floor is where as many known rows would be left out as are unthemed among them: so new rows are no more often
    unthemed than known ones, as long as they speak of the same. Rows that follow a copy of their text count as known.
    """
    labels = level.before.copy()
    count = len(level.living)
    near = measure_nearness(spaces, labels, count)
    asks = is_new & (labels == UNTHEMED)
    known = np.flatnonzero(~is_new)
    tried = _thin(known, _MOST_TRIED)
    themed = _thin(known[labels[known] != UNTHEMED], _MOST_KNOWN)
    best, fit = _find_best(spaces, near, labels, themed, np.flatnonzero(asks))
    _, fit_known = _find_best(spaces, near, labels, themed, tried)
    unthemed = float((labels[known] == UNTHEMED).mean()) if len(known) else 0.0
    floor = float(np.quantile(fit_known, unthemed)) if len(fit_known) else 0.0
    labels[asks] = np.where(fit >= floor, best, UNTHEMED)
    scores = np.where(labels == UNTHEMED, 0.0, np.clip(pick_own(near, labels), 0.0, 1.0))
    return Placed(labels, scores, float((fit < floor).mean()) if len(fit) else 0.0, unthemed, _measure_shift(fit, fit_known))


def _measure_shift(fit: Floats, fit_known: Floats) -> float:
    if not len(fit) or not len(fit_known):
        return 0.0
    return float((fit_known.mean() - fit.mean()) / max(float(fit_known.std()), 1e-9))


def _find_best(spaces: Sequence[Space], near: Floats, labels: Labels, known: Labels, rows: Labels) -> tuple[Labels, Floats]:
    """The best theme of each of these rows, and how well it fits: shapes (len(rows),)."""
    if not len(known) or not len(rows):
        return np.full(len(rows), UNTHEMED, dtype=np.int64), np.zeros(len(rows))
    best, fit = [], []
    for start in range(0, len(rows), _CHUNK):
        some = rows[start : start + _CHUNK]
        scores = (1 - _WEIGHT_OF_NEIGHBOURS) * near[some] + _WEIGHT_OF_NEIGHBOURS * _ask_neighbours(
            spaces, labels, known, some, near.shape[1]
        )
        best.append(scores.argmax(axis=1))
        fit.append(scores.max(axis=1))
    return np.concatenate(best), np.concatenate(fit)


def _ask_neighbours(spaces: Sequence[Space], labels: Labels, known: Labels, rows: Labels, count: int) -> Floats:
    """Mean likeness of each row to the nearest known rows of each theme, itself left out: shape (len(rows), count)."""
    likeness = np.zeros((len(rows), len(known)), dtype=np.float32)
    readers = np.zeros((len(rows), 1), dtype=np.float32)
    for space in spaces:
        likeness += space.vectors[rows] @ space.vectors[known].T
        readers += space.vectors[rows].any(axis=1, keepdims=True)
    likeness /= np.maximum(readers, 1)
    likeness[rows[:, None] == known[None, :]] = -1.0
    found = np.zeros((len(rows), count))
    for slot in range(count):
        mine = likeness[:, labels[known] == slot]
        if mine.shape[1]:
            nearest = min(_NEIGHBOURS, mine.shape[1])
            found[:, slot] = np.partition(mine, -nearest, axis=1)[:, -nearest:].mean(axis=1)
    return found


def _thin(rows: Labels, most: int) -> Labels:
    """Every so many-th row, so that at most about `most` are left."""
    return rows[:: max(1, -(-len(rows) // most))]
