"""How solid a theme is: how much its passages agree with each other, and how well it is found again in parts of the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from domain.themes import Solidity
from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.votes.agreement import Agreement, Vote, agree_with_groups, count_votes

# Measured on data without structure and on labelled sets (docs/decisions/0012).
SOLID = 0.42
FAIR = 0.3
# A group of so many texts counts half: a few texts agree by chance.
_DOUBT = 10.0
# Looked for again so many times, each time with half of the votes and at most this part of the rows.
_TIMES = 8
_PART_OF_ROWS = 0.8
_MOST_ROWS = 800
_SEED = 20261101

Look = Callable[[Agreement, Labels], Sequence[Labels]]
"""Takes the agreement of some rows and their numbers; returns their groups at each level."""


def solidity_of(value: float) -> Solidity:
    """Solid, fair or tentative."""
    if value >= SOLID:
        return Solidity.SOLID
    return Solidity.FAIR if value >= FAIR else Solidity.TENTATIVE


def measure_solidity(agreement: Agreement, votes: Sequence[Vote], levels: Sequence[Labels], weights: Floats, look: Look) -> list[Floats]:
    """For each level the solidity of its groups, in [0, 1]: separation times how well found again, less for small groups.

    `agreement` is the squared one, shape (n, n); a level's labels and `weights` (texts a row) have the shape (n,).
    """
    plain = np.sqrt(agreement)
    again = find_again(votes, levels, look)
    return [
        measure_separation(plain, labels, weights) * found * _trust_size(labels, weights)
        for labels, found in zip(levels, again, strict=True)
    ]


def _trust_size(labels: Labels, weights: Floats) -> Floats:
    themed = labels != UNTHEMED
    sizes = np.bincount(labels[themed], weights=weights[themed], minlength=int(labels.max(initial=UNTHEMED)) + 1)
    return np.asarray(sizes / (sizes + _DOUBT), dtype=np.float64)


def measure_separation(agreement: Agreement, labels: Labels, weights: Floats) -> Floats:
    """Mean agreement within each group less that with the nearest other group: shape (groups,), in [0, 1]."""
    groups = int(labels.max(initial=UNTHEMED)) + 1
    near = agree_with_groups(agreement, labels, groups, weights)
    means = np.zeros((groups, groups))
    for group in range(groups):
        means[group] = np.average(near[labels == group], axis=0, weights=weights[labels == group])
    within = np.diag(means).copy()
    np.fill_diagonal(means, 0.0)
    return np.asarray(np.clip(within - means.max(axis=1, initial=0.0), 0.0, 1.0), dtype=np.float64)


def find_again(votes: Sequence[Vote], levels: Sequence[Labels], look: Look) -> list[Floats]:
    """How much of each group a search in half of the votes and a part of the rows finds again: in [0, 1], a level each.

    The value is the mean of the best Jaccard overlap over all searches (Hennig 2007), of which the same ones are made every time.
    """
    random, count = np.random.default_rng(_SEED), len(levels[0])
    found = [np.zeros(int(labels.max(initial=UNTHEMED)) + 1) for labels in levels]
    for _ in range(_TIMES):
        rows = np.sort(random.permutation(count)[: min(round(_PART_OF_ROWS * count), _MOST_ROWS)])
        some = [votes[number] for number in np.sort(random.permutation(len(votes))[: max(len(votes) // 2, 1)])]
        agreement = count_votes((part for vote in some if (part := _restrict(vote, rows))), len(rows))
        again = look(agreement, rows)
        found = [total + _overlap(labels[rows], other, len(total)) for total, labels, other in zip(found, levels, again, strict=True)]
    return [total / _TIMES for total in found]


def _restrict(vote: Vote, rows: Labels) -> Vote | None:
    """The vote on these rows alone, by their place among them."""
    places = np.searchsorted(vote.rows, rows)
    is_seen = (places < len(vote.rows)) & (vote.rows[np.minimum(places, len(vote.rows) - 1)] == rows)
    if not is_seen.any():
        return None
    return Vote(np.flatnonzero(is_seen), vote.labels[places[is_seen]], vote.weight)


def _overlap(labels: Labels, again: Labels, groups: int) -> Floats:
    """The best Jaccard overlap of each group with a group found again."""
    others = int(again.max(initial=UNTHEMED)) + 1
    shared = np.zeros((groups + 1, others + 1))
    np.add.at(shared, (labels, again), 1.0)
    either = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0, keepdims=True) - shared
    overlap = (shared / np.maximum(either, 1.0))[:groups, :others]
    return overlap.max(axis=1) if others else np.zeros(groups)
