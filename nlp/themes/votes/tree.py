"""The tree of agreement, cut where it has as many real groups as asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.votes.agreement import Agreement


@dataclass(frozen=True, slots=True)
class Tree:
    """Rows merged by pairs, the most agreeing first: `merges` of shape (n - 1, 2), numbers below n are rows.

    `heights` tells how little agreement each merge was made at (0 to 1). `cores` of shape (n,) counts the real groups, those of
    the least weight, before the first merge, after it, and so on.
    """

    merges: Labels
    heights: Floats
    weights: Floats
    least: float
    cores: Labels

    def most_cores(self) -> int:
        """The largest number of real groups that any cut has."""
        return int(self.cores.max())


def grow_tree(agreement: Agreement, weights: Floats, *, least: float) -> Tree:
    """The tree by average linkage; `least` is the weight of a real group."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    distances = 1.0 - agreement.astype(np.float64)
    np.fill_diagonal(distances, 0.0)
    links = linkage(squareform(distances, checks=False), "average")
    merges = links[:, :2].astype(np.int64)
    return Tree(merges, links[:, 2], weights, least, _count_cores(merges, weights, least))


def _count_cores(merges: Labels, weights: Floats, least: float) -> Labels:
    heavy = np.concatenate([weights, np.zeros(len(merges))])
    counts = np.empty(len(merges) + 1, dtype=np.int64)
    counts[0] = (weights >= least).sum()
    for step, (one, other) in enumerate(merges):
        after = heavy[one] + heavy[other]
        counts[step + 1] = counts[step] + int(after >= least) - int(heavy[one] >= least) - int(heavy[other] >= least)
        heavy[len(weights) + step] = after
    return counts


def cut_tree(tree: Tree, groups: int) -> Labels:
    """Real groups of the highest cut that has at least so many of them, numbered from 0: shape (n,), -1 in no real group.

    Cuts of one tree lie within each other. Where no cut has so many, the one with the most.
    """
    wanted = min(groups, tree.most_cores())
    step = int(np.flatnonzero(tree.cores >= wanted)[-1])
    names = _name_after(tree.merges, len(tree.weights), step)
    _, labels = np.unique(names, return_inverse=True)
    sizes = np.bincount(labels, weights=tree.weights)
    numbers = np.full(len(sizes), UNTHEMED, dtype=np.int64)
    numbers[sizes >= tree.least] = np.arange((sizes >= tree.least).sum())
    return numbers[labels]


def _name_after(merges: Labels, count: int, step: int) -> Labels:
    """The number of the group of each row after so many merges."""
    owner = np.arange(count + step)
    # From the last merge down, so that each group learns where it ends before its members ask.
    for made in range(step - 1, -1, -1):
        owner[merges[made]] = owner[count + made]
    return owner[:count]
