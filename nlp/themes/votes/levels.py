"""Both levels from one tree: themes for a board, and the parts within them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.sizes import FEWEST_THEMES
from nlp.themes.votes.agreement import Agreement, agree_with_groups, bind_pairs
from nlp.themes.votes.settle import settle_rows
from nlp.themes.votes.tree import Tree, cut_tree, grow_tree

# Mean solidity of a theme's parts below which they are chance: clouds without parts stay below (docs/decisions/0012).
_WEAKEST_PARTS = 0.04
# A cut that stands out this much of the best is as good.
_NEARLY = 0.88
# Rows of a theme are joined with those of another where they are this share of what people put together.
_PART_OF_JOINED = 0.25


@dataclass(frozen=True, slots=True)
class Levels:
    """Of shape (n,): `themes` and `parts` (-1 none), each numbered from 0; `parents` gives each part's theme.

    `fine` is the cut that the parts were made of.
    """

    themes: Labels
    parts: Labels
    parents: tuple[int, ...]
    fine: Labels


def find_levels(
    agreement: Agreement, likeness: Agreement, weights: Floats, bound: Labels, *, least: float, most: int, parts: int
) -> Levels:
    """At most so many themes (more where people decided on more) and parts, each at least of the least weight.

    `agreement` and `likeness` have the shape (n, n), `weights` (texts a row) and `bound` (n,). How many themes there are follows
    from the texts; what people joined makes them fewer, and what they parted more.
    """
    tree = grow_tree(agreement, weights, least=least)
    top = choose_themes(agreement, likeness, tree, fewest=min(FEWEST_THEMES, most), most=most)
    if (bound != UNTHEMED).any():
        count = int(top.max(initial=UNTHEMED)) + 1 - _count_joined(top, bound)
        agreement = bind_pairs(agreement, bound)
        tree = grow_tree(agreement, weights, least=least)
        top = settle_rows(agreement, cut_tree(tree, max(count, 1)), weights, bound, least=least)
    fine = cut_tree(tree, parts)
    part_labels, parents = _find_parts(agreement, tree, top, fine)
    return Levels(top, part_labels, parents, fine)


def _count_joined(labels: Labels, bound: Labels) -> int:
    """By how many themes there are fewer because people put rows of several into one."""
    joined = 0
    for number in np.unique(bound[bound != UNTHEMED]).tolist():
        sizes = np.bincount(labels[(bound == number) & (labels != UNTHEMED)])
        joined += max(int((sizes >= max(_PART_OF_JOINED * sizes.sum(), 2)).sum()) - 1, 0)
    return joined


def drop_weak_parts(levels: Levels, solidity: Floats, weights: Floats) -> tuple[Levels, Floats]:
    """The levels without the parts of themes that fall apart by chance only, and the solidity of the parts that stay."""
    sizes = np.bincount(levels.parts[levels.parts != UNTHEMED], weights=weights[levels.parts != UNTHEMED], minlength=len(solidity))
    parents = np.array(levels.parents, dtype=np.int64)
    kept = [
        part
        for theme in sorted(set(levels.parents))
        for own in [np.flatnonzero(parents == theme)]
        if np.average(solidity[own], weights=sizes[own]) >= _WEAKEST_PARTS
        for part in own.tolist()
    ]
    numbers = np.full(len(solidity) + 1, UNTHEMED, dtype=np.int64)
    numbers[kept] = np.arange(len(kept))
    return replace(levels, parts=numbers[levels.parts], parents=tuple(parents[kept].tolist())), solidity[kept]


def cut_again(agreement: Agreement, weights: Floats, bound: Labels, *, least: float, counts: Sequence[int]) -> list[Labels]:
    """Settled groups of the agreement of some rows, once for each number of groups asked for: shapes (n,)."""
    tree = grow_tree(agreement, weights, least=least)
    return [settle_rows(agreement, cut_tree(tree, count), weights, bound, least=least) for count in counts]


def choose_themes(agreement: Agreement, likeness: Agreement, tree: Tree, *, fewest: int, most: int) -> Labels:
    """Of the cuts with `fewest` to `most` themes, settled, the one that stands out best: shape (n,).

    What stands out has a good silhouette both in agreement and in likeness. Of cuts that do so nearly as well the one with most
    themes is taken: a board can read two themes together, and cannot take one apart.
    """
    free = np.full(len(agreement), UNTHEMED, dtype=np.int64)
    tried = [
        settle_rows(agreement, cut_tree(tree, count), tree.weights, free, least=tree.least)
        for count in range(fewest, max(min(most, tree.most_cores()), fewest) + 1)
    ]
    plain = np.sqrt(agreement)
    scores = [
        max(score_silhouette(plain, labels, tree.weights), 0.0) * max(score_silhouette(likeness, labels, tree.weights), 0.0)
        for labels in tried
    ]
    return tried[max(number for number, score in enumerate(scores) if score >= max(scores) * _NEARLY)]


def score_silhouette(agreement: Agreement, labels: Labels, weights: Floats) -> float:
    """Mean over the rows of (own - next) / (1 - smaller of the two), own and next being the mean agreement (or likeness) with groups.

    That is Rousseeuw's silhouette (1987) with one less the agreement as the distance; -1 under two groups.
    """
    groups = int(labels.max(initial=UNTHEMED)) + 1
    if groups < 2:
        return -1.0
    near = agree_with_groups(agreement, labels, groups, weights)
    rows = np.arange(len(labels))
    own = near[rows, labels]
    near[rows, labels] = -1.0
    after = near.max(axis=1)
    return float(np.average((own - after) / np.maximum(1.0 - np.minimum(own, after), 1e-9), weights=weights))


def _find_parts(agreement: Agreement, tree: Tree, top: Labels, fine: Labels) -> tuple[Labels, tuple[int, ...]]:
    """The finer cut laid over the themes: a theme keeps the groups that are mostly its own, if there are two or more."""
    weights = tree.weights
    groups = int(fine.max(initial=UNTHEMED)) + 1
    homes = np.array([_find_home(top[fine == group], weights[fine == group]) for group in range(groups)], dtype=np.int64)
    near = agree_with_groups(agreement, fine, groups, weights) if groups else np.zeros((len(top), 0))
    parts = np.full(len(top), UNTHEMED, dtype=np.int64)
    parents: list[int] = []
    for theme in range(int(top.max(initial=UNTHEMED)) + 1):
        own, rows = np.flatnonzero(homes == theme), np.flatnonzero(top == theme)
        if len(own) < 2:
            continue
        chosen = own[near[np.ix_(rows, own)].argmax(axis=1)]
        kept = [group for group in own if weights[rows[chosen == group]].sum() >= tree.least]
        if len(kept) < 2:
            continue
        chosen = np.array(kept)[near[np.ix_(rows, kept)].argmax(axis=1)]
        parts[rows] = len(parents) + np.searchsorted(kept, chosen)
        parents += [theme] * len(kept)
    return parts, tuple(parents)


def _find_home(themes: Labels, weights: Floats) -> int:
    themed = themes != UNTHEMED
    return int(np.bincount(themes[themed], weights=weights[themed]).argmax()) if themed.any() else UNTHEMED
