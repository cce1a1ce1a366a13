"""A passage listens to its neighbours: scores spread over the graph of the nearest passages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import Floats

_NEIGHBOURS = 15
_SHARE = 0.5  # of a passage's score that comes from its neighbours
_ROUNDS = 10
_BLOCK = 1024
# All against all takes 3 s for 10,000 passages on one core and four times that for twice as many: beyond this a run of
# many thousands would wait minutes for one point of F1.
MOST = 20_000


def spread_scores(passages: Sequence[npt.NDArray[np.float32]], scores: Floats) -> Floats:
    """The scores (n, k), each row mixed with those of its neighbours in all spaces together; as they are beyond 20,000 rows."""
    count = len(scores)
    if count < 3 or count > MOST:
        return scores
    weights = _weigh_neighbours(passages, min(_NEIGHBOURS, count - 1))
    spread = scores
    for _ in range(_ROUNDS):
        spread = (1 - _SHARE) * scores + _SHARE * (weights @ spread)
    return np.asarray(spread, dtype=np.float64)


def _weigh_neighbours(passages: Sequence[npt.NDArray[np.float32]], neighbours: int):  # type: ignore[no-untyped-def] # scipy is untyped
    """A sparse matrix of cosines to the nearest passages, symmetric before its rows are made to add up to 1."""
    from scipy.sparse import csr_matrix, diags

    joined = _join_spaces(passages)
    count = len(joined)
    columns = np.empty((count, neighbours), dtype=np.int64)
    values = np.empty((count, neighbours))
    for start in range(0, count, _BLOCK):
        near = joined[start : start + _BLOCK] @ joined.T
        near[np.arange(len(near)), np.arange(start, start + len(near))] = -np.inf
        best = np.argpartition(-near, neighbours - 1, axis=1)[:, :neighbours]
        columns[start : start + _BLOCK] = best
        values[start : start + _BLOCK] = np.maximum(np.take_along_axis(near, best, axis=1), 0.0)
    rows = np.repeat(np.arange(count), neighbours)
    graph = csr_matrix((values.ravel(), (rows, columns.ravel())), shape=(count, count))
    graph = graph.maximum(graph.T)
    sums = np.asarray(graph.sum(axis=1)).ravel()
    return diags(np.where(sums > 1e-9, 1.0 / np.maximum(sums, 1e-9), 0.0)) @ graph


def _join_spaces(passages: Sequence[npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
    """The spaces side by side at length 1; a passage that one encoder cannot read is told by the others."""
    joined = np.hstack(list(passages)).astype(np.float32)
    return np.asarray(joined / np.maximum(np.linalg.norm(joined, axis=1, keepdims=True), 1e-9), dtype=np.float32)
