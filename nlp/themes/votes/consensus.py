"""Distinct texts in, themes and parts out: landmarks, votes, agreement, levels, and everybody's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.sizes import LANDMARKS, most_parts, most_themes, smallest_core
from nlp.themes.solidity import measure_solidity
from nlp.themes.votes.agreement import Agreement, Vote, agree_with_groups, bind_pairs, count_votes, voice_before
from nlp.themes.votes.landmarks import follow_landmarks, join_units, pair_translations, pick_landmarks
from nlp.themes.votes.levels import Levels, cut_again, drop_weak_parts, find_levels
from nlp.themes.votes.partitions import cut_view
from nlp.themes.votes.views import Vectors, measure_likeness, see_views

WEIGHT_BEFORE = 0.5
"""What the run before weighs, in all votes of this run together: it keeps passages where they were, and loses to clear news."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Distinct texts, in an order that follows from them, as each encoder sees them; arrays of shape (n,), -1 for nothing."""

    texts: Sequence[str]
    languages: Sequence[str]
    spaces: Sequence[Vectors]
    bound: Labels
    before: Labels


@dataclass(frozen=True, slots=True)
class Consensus:
    """Agreement of every text with every theme and part: shapes (n, themes) and (n, parts), in [0, 1].

    `labels` and `parts` are each text's own (parts -1 none), `parents` each part's theme.
    """

    agreement: Floats
    labels: Labels
    parts: Labels
    parents: tuple[int, ...]
    solidity: Floats
    part_solidity: Floats


@dataclass(frozen=True, slots=True)
class _Units:
    """What stands for the landmarks: pairs that say the same are one."""

    landmarks: Labels
    units: Labels
    weights: Floats
    bound: Labels
    votes: Sequence[Vote]
    likeness: Agreement


def reach_consensus(said: Texts, *, smallest: int | None) -> Consensus:
    """Themes and parts of distinct texts. The same texts and vectors, the same consensus."""
    seen = _gather_votes(said)
    count = len(said.texts)
    agreement = count_votes(seen.votes, len(seen.weights))
    least = smallest_core(count, len(seen.landmarks), smallest)
    levels = find_levels(agreement, seen.likeness, seen.weights, seen.bound, least=least, most=most_themes(count), parts=most_parts(count))
    agreement = bind_pairs(agreement, seen.bound)
    solidity, part_solidity = _measure_solidity(agreement, seen, levels, least)
    levels, part_solidity = drop_weak_parts(levels, part_solidity, seen.weights)
    return _place_all(said, seen, agreement, levels, (solidity, part_solidity))


def _gather_votes(said: Texts) -> _Units:
    landmarks = pick_landmarks(said.texts, said.bound, LANDMARKS)
    spaces, bound = [vectors[landmarks] for vectors in said.spaces], said.bound[landmarks]
    units = pair_translations(spaces, [said.languages[row] for row in landmarks], bound)
    joined = [join_units(vectors, units) for vectors in spaces]
    votes = [Vote(view.rows, labels) for view in see_views(joined) for labels in cut_view(view)]
    first = np.unique(units, return_index=True)[1]
    votes += voice_before(said.before[landmarks][first], WEIGHT_BEFORE, votes)
    return _Units(landmarks, units, np.bincount(units).astype(np.float64), bound[first], votes, measure_likeness(joined))


def _measure_solidity(agreement: Agreement, seen: _Units, levels: Levels, least: float) -> tuple[Floats, Floats]:
    counts = [int(labels.max(initial=UNTHEMED)) + 1 for labels in (levels.themes, levels.fine)]

    def look(some: Agreement, rows: Labels) -> list[Labels]:
        bound = seen.bound[rows]
        fewer = max(least * len(rows) / len(seen.weights), 2.0)
        return cut_again(bind_pairs(some, bound), seen.weights[rows], bound, least=fewer, counts=counts)

    themes, parts = measure_solidity(agreement, seen.votes, (levels.themes, levels.parts), seen.weights, look)
    return themes, parts


def _place_all(said: Texts, seen: _Units, agreement: Agreement, levels: Levels, solidity: tuple[Floats, Floats]) -> Consensus:
    count = int(levels.themes.max(initial=UNTHEMED)) + 1
    near = agree_with_groups(agreement, levels.themes, count, seen.weights)
    near_parts = agree_with_groups(agreement, levels.parts, len(levels.parents), seen.weights)
    followed = follow_landmarks(said.spaces, seen.landmarks, np.hstack([near, near_parts])[seen.units])
    labels = _keep_own(followed[:, :count].argmax(axis=1), seen, levels.themes)
    for number in np.unique(seen.bound[seen.bound != UNTHEMED]).tolist():
        labels[said.bound == number] = levels.themes[seen.bound == number][0]
    parts = _keep_own(_pick_parts(followed[:, count:], labels, levels.parents), seen, levels.parts)
    return Consensus(followed[:, :count], labels, parts, levels.parents, *solidity)


def _keep_own(labels: Labels, seen: _Units, own: Labels) -> Labels:
    """The labels with the landmarks' own in them."""
    kept = labels.astype(np.int64)
    kept[seen.landmarks] = own[seen.units]
    return kept


def _pick_parts(near: Floats, labels: Labels, parents: Sequence[int]) -> Labels:
    """The part of each row's theme that it agrees with most, -1 where the theme has none."""
    picked = np.full(len(labels), UNTHEMED, dtype=np.int64)
    for theme in sorted(set(parents)):
        own, rows = np.flatnonzero(np.array(parents) == theme), np.flatnonzero(labels == theme)
        picked[rows] = own[near[np.ix_(rows, own)].argmax(axis=1)]
    return picked
