"""Ways to look at the same passages: each encoder's vectors, as they are and damped, as graphs of neighbours and smoothed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import Floats, Labels

Vectors = npt.NDArray[np.float32]
Graph = Any  # scipy.sparse.csr_matrix, which has no types

# How far the strongest directions of the vectors are damped: 0 not at all, 1 until all weigh alike.
_DAMPING = 0.25
_NEIGHBOURS = (10, 15, 25)
_DIMENSIONS = 40
_STRONGEST = 48
# Above 1, or the coordinates of a graph in several pieces would be infinite (diffusion over all times, as far as it goes).
_BEYOND_ONE = 1.02


@dataclass(frozen=True, slots=True)
class View:
    """Coordinates of the rows that this view can see: `rows` ascending, `coordinates` of shape (len(rows), dimensions)."""

    rows: Labels
    coordinates: Floats


def see_views(spaces: Sequence[Vectors]) -> Iterator[View]:
    """Each encoder's views, then those of all encoders together; a row of zeros is not seen by that encoder.

    Every view is worth one voice or several (see partitions.py). Nothing is drawn by chance: the same rows, the same views.
    """
    count = len(spaces[0])
    faces = _list_faces(spaces)
    for neighbours in _NEIGHBOURS:
        graphs = [(rows, link_neighbours(face, neighbours)) for rows, face in faces]
        for (rows, graph), (_, face) in zip(graphs, faces, strict=True):
            yield View(rows, spread_out(graph))
            yield View(rows, smooth_over(face, graph))
        yield View(np.arange(count), spread_out(sum(_widen(graph, rows, count) for rows, graph in graphs)))


def measure_likeness(spaces: Sequence[Vectors]) -> npt.NDArray[np.float32]:
    """How near rows lie in all encoders' smoothed views together: shape (n, n), 1 for the same place, in [0, 1]."""
    count = len(spaces[0])
    smoothed = []
    for rows, face in _list_faces(spaces):
        wide = np.zeros((count, min(_STRONGEST, face.shape[1])))
        wide[rows] = to_unit(smooth_over(face, link_neighbours(face, _NEIGHBOURS[1])))
        smoothed.append(wide)
    together = to_unit(np.hstack(smoothed)).astype(np.float32)
    # Half the Euclidean distance of two unit vectors.
    return np.asarray(1.0 - np.sqrt(np.clip(0.5 - 0.5 * (together @ together.T), 0.0, 1.0)), dtype=np.float32)


def _list_faces(spaces: Sequence[Vectors]) -> list[tuple[Labels, Vectors]]:
    """Each encoder's vectors as they are and damped, with the rows that it sees; none of a further encoder that sees few."""
    rows_of = [np.flatnonzero(vectors.any(axis=1)) for vectors in spaces]
    used = [number for number, rows in enumerate(rows_of) if number == 0 or len(rows) > 2 * max(_NEIGHBOURS)]
    seen = [(rows_of[number], spaces[number][rows_of[number]]) for number in used]
    return [(rows, face) for rows, vectors in seen for face in (vectors, damp_strongest(vectors))]


def damp_strongest(vectors: Vectors) -> Vectors:
    """The vectors with their strongest common directions damped, at length 1: shape (n, dim), float32.

    A survey on one subject shares most of its variance; what tells its concerns apart lies in weaker directions.
    """
    rows = vectors.astype(np.float64)
    rows -= rows.mean(axis=0)
    strength, directions = np.linalg.eigh(rows.T @ rows)
    kept = strength > max(strength.max() * 1e-9, 1e-9)
    if not kept.any():  # all rows are alike
        return vectors
    damped = (rows @ directions[:, kept]) / np.sqrt(strength[kept]) ** _DAMPING
    return to_unit(damped).astype(np.float32)


def to_unit(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The rows at length 1; a row of zeros stays one."""
    unit: npt.NDArray[Any] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit


def link_neighbours(vectors: Vectors, neighbours: int) -> Graph:
    """A symmetric graph that links each row with its nearest: weights in (0, 1], shape (n, n).

    A weight falls with the distance beyond the nearest neighbour's, at a pace that gives each row the same weight in all,
    as UMAP does (McInnes 2018, fuzzy simplicial sets).
    """
    from scipy.sparse import csr_matrix

    count = len(vectors)
    neighbours = min(neighbours, count - 1)
    nearness = vectors @ vectors.T
    np.fill_diagonal(nearness, -2.0)
    columns = np.argpartition(-nearness, neighbours - 1, axis=1)[:, :neighbours]
    distances = 1.0 - np.take_along_axis(nearness, columns, axis=1).astype(np.float64)
    weights = weigh_distances(distances - distances.min(axis=1, keepdims=True))
    one_way = csr_matrix((weights.ravel(), (np.repeat(np.arange(count), neighbours), columns.ravel())), shape=(count, count))
    return one_way + one_way.T - one_way.multiply(one_way.T)


def weigh_distances(beyond: Floats) -> Floats:
    """exp(-distance / pace), with each row's pace such that its weights add up to log2 of their number."""
    target = np.log2(beyond.shape[1])
    low, high = np.full(len(beyond), 1e-6), np.full(len(beyond), 10.0)
    for _ in range(30):
        pace = (low + high) / 2
        is_wide = np.exp(-beyond / pace[:, None]).sum(axis=1) > target
        low, high = np.where(is_wide, low, pace), np.where(is_wide, pace, high)
    weights: Floats = np.exp(-beyond / ((low + high) / 2)[:, None])
    return weights


def spread_out(graph: Graph) -> Floats:
    """Coordinates in which what many short ways join lies near: shape (n, up to 40).

    Eigenvectors of the normalised graph, each scaled by how far a walk along it goes (diffusion maps, Coifman and Lafon 2006).
    """
    from scipy.sparse import diags

    degrees = np.asarray(graph.sum(axis=1)).ravel()
    inverse = 1.0 / np.sqrt(np.maximum(degrees, 1e-9))
    values, directions = _find_strongest(diags(inverse) @ graph @ diags(inverse))
    # Rounding could make a value a hair more than 1.
    values = np.minimum(values, 1.0)
    reach: Floats = np.sqrt(degrees.sum()) * values / (_BEYOND_ONE - values)
    coordinates: Floats = directions * inverse[:, None] * reach[None, :]
    return coordinates


def _find_strongest(walk: Graph) -> tuple[Floats, Floats]:
    """The largest eigenvalues but the first, and their eigenvectors; found the same way every time."""
    from scipy.sparse.linalg import ArpackNoConvergence, eigsh

    count = walk.shape[0]
    wanted = min(_DIMENSIONS, count - 2)
    if count > 8 * wanted:
        try:
            # The start must not be an eigenvector, and must be the same every time.
            start = np.cos(np.arange(count, dtype=np.float64)) + 1.5
            values, directions = eigsh(walk, k=wanted + 1, which="LA", v0=start, tol=1e-5, maxiter=20 * count, rng=0)
            order = np.argsort(-values)[1:]
            return values[order], directions[:, order]
        except ArpackNoConvergence:
            pass  # A graph in very many pieces: solved in full, which is slower.
    values, directions = np.linalg.eigh(walk.toarray())
    return values[::-1][1 : wanted + 1], directions[:, ::-1][:, 1 : wanted + 1]


def smooth_over(vectors: Vectors, graph: Graph) -> Floats:
    """Each vector drawn half way to the mean of its neighbours, in its 48 strongest directions: shape (n, up to 48)."""
    from scipy.sparse import diags

    shares = diags(1.0 / np.maximum(np.asarray(graph.sum(axis=1)).ravel(), 1e-9)) @ graph
    rows = to_unit(vectors + shares @ vectors).astype(np.float64)
    rows -= rows.mean(axis=0)
    _, directions = np.linalg.eigh(rows.T @ rows)
    strongest: Floats = rows @ directions[:, -_STRONGEST:]
    return strongest


def _widen(graph: Graph, rows: Labels, count: int) -> Graph:
    """The graph of some rows as one of all: shape (count, count)."""
    from scipy.sparse import csr_matrix

    links = graph.tocoo()
    return csr_matrix((links.data, (rows[links.row], rows[links.col])), shape=(count, count))
