"""Both levels from one tree: themes for a board, and the parts within them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.votes.agreement import Agreement, agree_with_groups
from nlp.themes.votes.settle import settle_rows
from nlp.themes.votes.tree import Tree, cut_tree, grow_tree


@dataclass(frozen=True, slots=True)
class Levels:
    """Of shape (n,): `themes` and `parts` (-1 none), each numbered from 0; `parents` gives each part's theme."""

    themes: Labels
    parts: Labels
    parents: tuple[int, ...]


def find_levels(agreement: Agreement, weights: Floats, bound: Labels, *, least: float, themes: int, parts: int) -> Levels:
    """At most so many themes (more where people decided on more) and parts, each at least of the least weight."""
    tree = grow_tree(agreement, weights, least=least)
    top = settle_rows(agreement, cut_tree(tree, themes), weights, bound, least=least)
    part_labels, parents = _find_parts(agreement, tree, weights, top, parts)
    return Levels(top, part_labels, parents)


def _find_parts(agreement: Agreement, tree: Tree, weights: Floats, top: Labels, count: int) -> tuple[Labels, tuple[int, ...]]:
    """The finer cut laid over the themes: a theme keeps the groups that are mostly its own, if there are two or more."""
    fine = cut_tree(tree, count)
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
