"""How solid a theme is: how much its passages agree with each other, and how well it is found again in parts of the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from domain.themes import Solidity
from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.votes.agreement import Agreement, Vote, agree_with_groups, count_votes

SOLID = 0.5
FAIR = 0.25
# Looked for again so many times, each time with half of the votes and at most this part of the rows.
_TIMES = 8
_PART_OF_ROWS = 0.8
_MOST_ROWS = 800
_SEED = 20261101


def solidity_of(value: float) -> Solidity:
    """Solid, fair or tentative; the bars were measured (docs/decisions/0012)."""
    if value >= SOLID:
        return Solidity.SOLID
    return Solidity.FAIR if value >= FAIR else Solidity.TENTATIVE


def measure_separation(agreement: Agreement, labels: Labels, weights: Floats) -> Floats:
    """Mean agreement within each group less that with the nearest other group: shape (groups,), in [0, 1]."""
    groups = int(labels.max(initial=UNTHEMED)) + 1
    near = agree_with_groups(agreement, labels, groups, weights)
    means = np.array([np.average(near[labels == group], axis=0, weights=weights[labels == group]) for group in range(groups)])
    means = means.reshape(groups, groups)
    within = np.diag(means).copy()
    outside = means - np.diag(np.diag(means) + 1.0)
    nearest = outside.max(axis=1, initial=0.0)
    return np.asarray(np.clip(within - nearest, 0.0, 1.0), dtype=np.float64)


def find_again(votes: Sequence[Vote], labels: Labels, look: Callable[[Agreement, Labels], Labels]) -> Floats:
    """How much of each group a search in half of the votes and a part of the rows finds again: shape (groups,), in [0, 1].

    `look` takes the agreement of some rows and their numbers and returns their groups. The value is the mean of the best
    Jaccard overlap over all searches (Hennig 2007), of which the same ones are made every time.
    """
    groups, random = int(labels.max(initial=UNTHEMED)) + 1, np.random.default_rng(_SEED)
    found = np.zeros(groups)
    for _ in range(_TIMES):
        rows = np.sort(random.permutation(len(labels))[: min(round(_PART_OF_ROWS * len(labels)), _MOST_ROWS)])
        some = [votes[number] for number in np.sort(random.permutation(len(votes))[: max(len(votes) // 2, 1)])]
        again = look(count_votes((part for vote in some if (part := _restrict(vote, rows))), len(rows)), rows)
        found += _overlap(labels[rows], again, groups)
    return found / _TIMES


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
