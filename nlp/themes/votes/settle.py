"""From a cut of the tree to groups in which every row is where it agrees most, and what people decided holds."""

from __future__ import annotations

import numpy as np

from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.votes.agreement import Agreement, agree_with_groups

_MOST_ROUNDS = 5


def settle_rows(agreement: Agreement, cut: Labels, weights: Floats, bound: Labels, *, least: float) -> Labels:
    """A group for every row: shape (n,), numbered from 0. Groups that shrink below `least` are given up, but for bound ones.

    Rows of one bound number share a group, those of two numbers never; free rows go where they agree most.
    """
    labels, held = hold_bound(agreement, cut, weights, bound)
    for _ in range(_MOST_ROUNDS):
        moved = _move_rows(agreement, labels, weights, bound, held)
        moved = _give_up_small(agreement, moved, weights, held, least=least)
        if (moved == labels).all():
            break
        labels = moved
    return _move_rows(agreement, labels, weights, bound, held) if (labels == UNTHEMED).any() else labels


def hold_bound(agreement: Agreement, cut: Labels, weights: Floats, bound: Labels) -> tuple[Labels, dict[int, int]]:
    """The cut with bound rows in one group a number, and that group of each number.

    A number takes the group that its rows agree with most; of two that want the same, the one that agrees more has it, and
    the other gets a group of its own.
    """
    numbers = np.unique(bound[bound != UNTHEMED]).tolist()
    labels = np.where(bound != UNTHEMED, UNTHEMED, cut)
    groups = int(cut.max(initial=UNTHEMED)) + 1
    held: dict[int, int] = {}
    if groups:
        near = agree_with_groups(agreement, cut, groups, weights)
        wishes = [
            (float(mean[group]), number, group)
            for number in numbers
            for mean in [near[bound == number].mean(axis=0)]
            for group in range(groups)
        ]
        for wish, number, group in sorted(wishes, key=lambda each: (-each[0], each[1], each[2])):
            if wish > 0 and number not in held and group not in held.values():
                held[number] = group
    for number in numbers:
        held.setdefault(number, max([groups - 1, *held.values()]) + 1)
        labels[bound == number] = held[number]
    return labels.astype(np.int64), held


def _move_rows(agreement: Agreement, labels: Labels, weights: Floats, bound: Labels, held: dict[int, int]) -> Labels:
    groups = int(labels.max(initial=UNTHEMED)) + 1
    if groups == 0:
        return labels
    moved: Labels = agree_with_groups(agreement, labels, groups, weights).argmax(axis=1).astype(np.int64)
    for number, group in held.items():
        moved[bound == number] = group
    return moved


def _give_up_small(agreement: Agreement, labels: Labels, weights: Floats, held: dict[int, int], *, least: float) -> Labels:
    """The groups less those below the least weight, numbered anew in their order; the rows of those are nowhere for now."""
    groups = int(labels.max(initial=UNTHEMED)) + 1
    sizes = np.bincount(labels[labels != UNTHEMED], weights=weights[labels != UNTHEMED], minlength=groups)
    kept = [group for group in range(groups) if sizes[group] >= least or group in held.values()]
    numbers = np.full(groups + 1, UNTHEMED, dtype=np.int64)
    numbers[kept] = np.arange(len(kept))
    held.update({number: int(numbers[group]) for number, group in held.items()})
    return np.asarray(numbers[labels], dtype=np.int64)
