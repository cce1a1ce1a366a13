"""Partitions of a view, coarse to fine: Ward's tree cut at several sizes, then each row moved to its nearest centre."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nlp.themes.passage import Floats, Labels
from nlp.themes.votes.views import View

# From fewer groups than a board is shown to more than all sub-themes: what holds at many sizes is a theme.
_SIZES = (4, 5, 6, 8, 10, 12, 16, 20, 25, 30, 40)
# Groups of fewer rows than this on average are not asked for: they would part what belongs together.
_ROWS_A_GROUP = 12
_MOST_MOVES = 8


def cut_view(view: View) -> Iterator[Labels]:
    """A group number for each row of the view, once a size: shape (len(view.rows),). Nothing is drawn by chance."""
    from scipy.cluster.hierarchy import fcluster, ward

    count = len(view.rows)
    tree = ward(view.coordinates)
    for size in _SIZES:
        if size * _ROWS_A_GROUP <= count or size == _SIZES[0]:
            yield move_to_centres(view.coordinates, fcluster(tree, size, "maxclust").astype(np.int64) - 1)


def move_to_centres(coordinates: Floats, labels: Labels) -> Labels:
    """The groups after each row went to the nearest centre (Lloyd's steps), until none moves or eight times."""
    from scipy.sparse import csr_matrix

    count, groups = len(labels), int(labels.max()) + 1
    for _ in range(_MOST_MOVES):
        membership = csr_matrix((np.ones(count), (labels, np.arange(count))), shape=(groups, count))
        sizes = np.asarray(membership.sum(axis=1)).ravel()
        centres = (membership @ coordinates) / np.maximum(sizes, 1.0)[:, None]
        distances = (centres * centres).sum(axis=1)[None, :] - 2.0 * coordinates @ centres.T
        distances[:, sizes == 0] = np.inf
        moved = distances.argmin(axis=1).astype(np.int64)
        if (moved == labels).all():
            break
        labels = moved
    return labels
