"""How many of the partitions put two passages together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import UNTHEMED, Labels

Agreement = npt.NDArray[np.float32]

# Agreement is squared: pairs that half of the partitions join count a quarter, so that chains of them do not make a theme.
_POWER = 2


@dataclass(frozen=True, slots=True)
class Vote:
    """One partition of some rows: `rows` ascending, `labels` from 0, both of shape (m,); `weight` in votes."""

    rows: Labels
    labels: Labels
    weight: float = 1.0


def count_votes(votes: Iterable[Vote], count: int) -> Agreement:
    """The squared share of votes that join each pair, of those that see both: shape (count, count), in [0, 1].

    A pair that no vote sees has 0; the diagonal is 1.
    """
    joined = np.zeros((count, count), dtype=np.float32)
    asked = np.zeros((count, count), dtype=np.float32)
    for together in _group_by_rows(votes):
        rows = together[0].rows
        grid = np.ix_(rows, rows)
        marks = np.hstack([_mark(vote) for vote in together])
        joined[grid] += marks @ marks.T
        asked[grid] += sum(vote.weight for vote in together)
    agreement = (joined / np.maximum(asked, 1e-9)) ** _POWER
    np.fill_diagonal(agreement, 1.0)
    return np.clip(agreement, 0.0, 1.0)


def _group_by_rows(votes: Iterable[Vote]) -> list[list[Vote]]:
    """Votes that see the same rows, which are counted in one product."""
    groups: dict[bytes, list[Vote]] = defaultdict(list)
    for vote in votes:
        groups[vote.rows.tobytes()].append(vote)
    return list(groups.values())


def _mark(vote: Vote) -> Agreement:
    """A column a group, with the root of the vote's weight where a row is in it."""
    marks = np.zeros((len(vote.rows), int(vote.labels.max()) + 1), dtype=np.float32)
    marks[np.arange(len(vote.rows)), vote.labels] = np.sqrt(vote.weight)
    return marks


def agree_with_groups(agreement: Agreement, labels: Labels, groups: int, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Mean agreement of each row with each group, itself left out: shape (n, groups), in [0, 1]; 0 with an empty group."""
    members = np.zeros((len(labels), groups))
    themed = np.flatnonzero(labels != UNTHEMED)
    members[themed, labels[themed]] = weights[themed]
    totals = np.broadcast_to(members.sum(axis=0), members.shape) - members
    sums = agreement.astype(np.float64) @ members - members
    return np.clip(np.where(totals > 1e-9, sums / np.maximum(totals, 1e-9), 0.0), 0.0, 1.0)


def bind_pairs(agreement: Agreement, bound: Labels) -> Agreement:
    """The agreement with what is decided put in: 1 for two rows of one number, 0 for two of different numbers.

    A free row agrees with all rows of a number as much as with those of them that it agrees with best.
    """
    known = np.flatnonzero(bound != UNTHEMED)
    if len(known) == 0:
        return agreement
    decided = agreement.copy()
    for number in np.unique(bound[known]).tolist():
        rows = np.flatnonzero(bound == number)
        # The best quarter: who is like a part of what people joined is like all of it.
        best = -np.sort(-agreement[:, rows], axis=1)[:, : -(-len(rows) // 4)].mean(axis=1)
        decided[:, rows], decided[rows, :] = best[:, None], best[None, :]
    decided[np.ix_(known, known)] = bound[known][:, None] == bound[known][None, :]
    return decided


def voice_before(before: Labels, share: float, votes: Sequence[Vote]) -> list[Vote]:
    """The run before as one vote of this share of all votes; none where nothing was known."""
    known = np.flatnonzero(before != UNTHEMED)
    if len(known) == 0 or share <= 0:
        return []
    _, labels = np.unique(before[known], return_inverse=True)
    return [Vote(known, labels.astype(np.int64), share * sum(vote.weight for vote in votes))]
