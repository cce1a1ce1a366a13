"""Structure is read from landmarks; the other texts follow those that they are nearest to."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.votes.views import Vectors, to_unit, weigh_distances

# Rows of which the nearness to all landmarks is held at a time: 2,000 landmarks make 16 MB of it.
_ROWS_AT_A_TIME = 2000
_NEIGHBOURS = 15
# A text's nearest one in another language is the same said twice where it stands out by this much cosine.
_STANDS_OUT = 0.1
_SURROUNDINGS = 10


def pick_landmarks(texts: Sequence[str], bound: Labels, most: int) -> Labels:
    """Rows of at most so many texts, ascending: those with the smallest hashes, which stay the same ones as texts are added.

    Texts that a person placed come first, up to half of them.
    """
    if len(texts) <= most:
        return np.arange(len(texts))
    keys = np.array([int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") for text in texts], dtype=np.uint64)
    order = np.argsort(keys, kind="stable")
    decided = order[bound[order] != UNTHEMED][: most // 2]
    others = np.setdiff1d(order, decided, assume_unique=True)
    others = order[np.isin(order, others)][: most - len(decided)]
    return np.sort(np.concatenate([decided, others])).astype(np.int64)


def pair_translations(spaces: Sequence[Vectors], languages: Sequence[str], bound: Labels) -> Labels:
    """The same number for two texts of different languages that are each other's nearest by far: shape (n,), from 0.

    Such a pair says one thing twice, and one voice for both keeps a theme from parting by language.
    """
    count, rows = len(languages), np.arange(len(languages))
    if len(set(languages)) < 2 or count <= _SURROUNDINGS + 1:
        return rows
    nearness = spaces[0] @ spaces[0].T
    np.fill_diagonal(nearness, -2.0)
    nearest = nearness.argmax(axis=1)
    top = -np.sort(np.partition(-nearness, _SURROUNDINGS, axis=1)[:, : _SURROUNDINGS + 1], axis=1)
    around = top[:, 1:].mean(axis=1)
    stands_out = top[:, 0] - (around + around[nearest]) / 2 >= _STANDS_OUT
    numbers = np.unique(np.asarray(languages, dtype=str), return_inverse=True)[1]
    is_pair = (nearest[nearest] == rows) & (numbers != numbers[nearest]) & stands_out & (bound == bound[nearest])
    return np.unique(np.where(is_pair, np.minimum(rows, nearest), rows), return_inverse=True)[1].astype(np.int64)


def join_units(vectors: Vectors, units: Labels) -> Vectors:
    """One vector a unit, the unit mean of its rows': shape (units, dim)."""
    sums = np.zeros((int(units.max()) + 1, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, units, vectors)
    return np.asarray(to_unit(sums), dtype=np.float32)


def follow_landmarks(spaces: Sequence[Vectors], landmarks: Labels, agreement: Floats) -> Floats:
    """Agreement of all rows with each group: a landmark's own, and for others the mean of their nearest landmarks'.

    `agreement` has the shape (len(landmarks), groups); the result (n, groups).
    """
    count = len(spaces[0])
    followed = np.zeros((count, agreement.shape[1]))
    followed[landmarks] = agreement
    others = np.setdiff1d(np.arange(count), landmarks, assume_unique=True)
    for start in range(0, len(others), _ROWS_AT_A_TIME):
        rows = others[start : start + _ROWS_AT_A_TIME]
        followed[rows] = _follow(_measure_nearness(spaces, rows, landmarks), agreement)
    return followed


def _measure_nearness(spaces: Sequence[Vectors], rows: Labels, landmarks: Labels) -> npt.NDArray[np.float32]:
    """Mean cosine over the encoders that see both: shape (len(rows), len(landmarks))."""
    total = np.zeros((len(rows), len(landmarks)), dtype=np.float32)
    asked = np.zeros_like(total) if len(spaces) > 1 else np.ones_like(total)
    for vectors in spaces:
        total += vectors[rows] @ vectors[landmarks].T
        if len(spaces) > 1:
            asked += np.outer(vectors[rows].any(axis=1), vectors[landmarks].any(axis=1)).astype(np.float32)
    return np.asarray(total / np.maximum(asked, 1.0), dtype=np.float32)


def _follow(nearness: npt.NDArray[np.float32], agreement: Floats) -> Floats:
    neighbours = min(_NEIGHBOURS, nearness.shape[1])
    columns = np.argpartition(-nearness, neighbours - 1, axis=1)[:, :neighbours]
    distances = 1.0 - np.take_along_axis(nearness, columns, axis=1).astype(np.float64)
    weights = weigh_distances(distances - distances.min(axis=1, keepdims=True)) if neighbours > 1 else np.ones((len(nearness), 1))
    weights /= weights.sum(axis=1, keepdims=True)
    followed: Floats = np.einsum("rn,rng->rg", weights, agreement[columns])
    return followed
