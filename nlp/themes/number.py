"""Groups in their final order: campaigns added, small ones given up, numbered by size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nlp.themes.grouping import Grouping
from nlp.themes.passage import UNTHEMED, Labels, PassageToTheme
from nlp.themes.words import split_words

# A campaign is a text of at least this many words: "no" and "none" from thirty people are not one concern.
_CAMPAIGN_WORDS = 4
# Passages that make up a sub-theme at least.
_SMALLEST_PART = 3


def add_campaigns(grouping: Grouping, passages: Sequence[PassageToTheme], texts: Labels, *, least: int) -> Grouping:
    """A text that many sent in the same words is a theme of its own where it belongs to no other; nothing is more solid."""
    labels, solidity = grouping.labels.copy(), list(grouping.solidity)
    numbers, counts = np.unique(texts[labels == UNTHEMED], return_counts=True)
    for number in numbers[counts >= least].tolist():
        rows = np.flatnonzero((texts == number) & (labels == UNTHEMED))
        if sum(map(len, split_words(passages[rows[0]].text))) >= _CAMPAIGN_WORDS:
            labels[rows] = len(solidity)
            solidity.append(1.0)
    added = (labels != UNTHEMED) & (grouping.labels == UNTHEMED)
    return replace(grouping, labels=labels, solidity=tuple(solidity), scores=np.where(added, 1.0, grouping.scores))


def hold_decided(grouping: Grouping, bound: Labels) -> Grouping:
    """Every row that a person placed in the group of its number: a new one where the number has none yet."""
    labels, solidity = grouping.labels.copy(), list(grouping.solidity)
    for number in np.unique(bound[bound != UNTHEMED]).tolist():
        rows = bound == number
        placed = labels[rows & (labels != UNTHEMED)]
        if len(placed) == 0:
            solidity.append(0.0)
        labels[rows] = placed[0] if len(placed) else len(solidity) - 1
    return replace(grouping, labels=labels, solidity=tuple(solidity), scores=np.where(bound != UNTHEMED, 1.0, grouping.scores))


def number_by_size(grouping: Grouping, bound: Labels, *, least: int) -> Grouping:
    """Themes of at least `least` passages, and those that a person bound some to, numbered from 0, the largest first.

    The passages of the others are unthemed. Sub-themes are numbered in the same way, under theirs.
    """
    bound_to = np.unique(grouping.labels[bound != UNTHEMED]).tolist()
    themes = _order(grouping.labels, len(grouping.solidity), least, bound_to)
    labels = themes[grouping.labels]
    inside = np.where(labels == UNTHEMED, UNTHEMED, grouping.parts)
    parts = _order(_without_only_children(inside, grouping.parents), len(grouping.parents), _SMALLEST_PART, ())
    second = themes[grouping.second]
    second = np.where((labels == UNTHEMED) | (second == labels), UNTHEMED, second)
    return Grouping(
        labels=labels,
        scores=np.where(labels == UNTHEMED, 0.0, grouping.scores),
        parts=parts[inside],
        parents=tuple(int(themes[grouping.parents[part]]) for part in _invert(parts)),
        second=second,
        second_scores=np.where(second == UNTHEMED, 0.0, grouping.second_scores),
        solidity=tuple(grouping.solidity[theme] for theme in _invert(themes)),
        part_solidity=tuple(grouping.part_solidity[part] for part in _invert(parts)),
    )


def _order(labels: Labels, count: int, least: int, kept: Sequence[int]) -> Labels:
    """The new number of each group, -1 for one that is given up, and of -1: shape (count + 1,)."""
    sizes = np.bincount(labels[labels != UNTHEMED], minlength=count)
    stay = [group for group in range(count) if sizes[group] >= least or (group in kept and sizes[group])]
    numbers = np.full(count + 1, UNTHEMED, dtype=np.int64)
    for number, group in enumerate(sorted(stay, key=lambda group: (-sizes[group], group))):
        numbers[group] = number
    return numbers


def _without_only_children(parts: Labels, parents: Sequence[int]) -> Labels:
    """The parts less those that would be the only one of their theme."""
    sizes = np.bincount(parts[parts != UNTHEMED], minlength=len(parents))
    siblings = np.bincount(np.array(parents, dtype=np.int64)[sizes >= _SMALLEST_PART], minlength=max(parents, default=-1) + 1)
    alone = [part for part in range(len(parents)) if siblings[parents[part]] < 2]
    return np.where(np.isin(parts, alone), UNTHEMED, parts)


def _invert(numbers: Labels) -> list[int]:
    """The old groups in the order of their new numbers."""
    kept = np.flatnonzero(numbers[:-1] != UNTHEMED)
    return [int(group) for group in kept[np.argsort(numbers[kept])]]
