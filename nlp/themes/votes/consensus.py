"""Distinct texts in, themes and parts out: landmarks, votes, agreement, levels, and everybody's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.sizes import LANDMARKS, most_parts, most_themes, smallest_core
from nlp.themes.solidity import find_again, measure_separation
from nlp.themes.votes.agreement import Agreement, Vote, agree_with_groups, bind_pairs, count_votes, voice_before
from nlp.themes.votes.landmarks import follow_landmarks, join_units, pair_translations, pick_landmarks
from nlp.themes.votes.levels import Levels, find_levels
from nlp.themes.votes.partitions import cut_view
from nlp.themes.votes.views import Vectors, see_views

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


def reach_consensus(said: Texts, *, smallest: int | None) -> Consensus:
    """Themes and parts of distinct texts. The same texts and vectors, the same consensus."""
    seen = _gather_votes(said)
    count = len(said.texts)
    agreement = bind_pairs(count_votes(seen.votes, len(seen.weights)), seen.bound)
    least = smallest_core(count, len(seen.landmarks), smallest)
    levels = find_levels(agreement, seen.weights, seen.bound, least=least, themes=most_themes(count), parts=most_parts(count))
    return _place_all(said, seen, agreement, levels, least)


def _gather_votes(said: Texts) -> _Units:
    landmarks = pick_landmarks(said.texts, said.bound, LANDMARKS)
    spaces, bound = [vectors[landmarks] for vectors in said.spaces], said.bound[landmarks]
    units = pair_translations(spaces, [said.languages[row] for row in landmarks], bound)
    joined = [join_units(vectors, units) for vectors in spaces]
    votes = [Vote(view.rows, labels) for view in see_views(joined) for labels in cut_view(view)]
    first = np.unique(units, return_index=True)[1]
    votes += voice_before(said.before[landmarks][first], WEIGHT_BEFORE, votes)
    return _Units(landmarks, units, np.bincount(units).astype(np.float64), bound[first], votes)


def _place_all(said: Texts, seen: _Units, agreement: Agreement, levels: Levels, least: float) -> Consensus:
    count = int(levels.themes.max(initial=UNTHEMED)) + 1
    near = agree_with_groups(agreement, levels.themes, count, seen.weights)
    near_parts = agree_with_groups(agreement, levels.parts, len(levels.parents), seen.weights)
    followed = follow_landmarks(said.spaces, seen.landmarks, np.hstack([near, near_parts])[seen.units])
    labels = _keep_own(followed[:, :count].argmax(axis=1), seen, levels.themes)
    for number in np.unique(seen.bound[seen.bound != UNTHEMED]).tolist():
        labels[said.bound == number] = levels.themes[seen.bound == number][0]
    parts = _keep_own(_pick_parts(followed[:, count:], labels, levels.parents), seen, levels.parts)
    return Consensus(
        followed[:, :count],
        labels,
        parts,
        levels.parents,
        _measure_solidity(agreement, seen, levels.themes, count, least),
        _measure_solidity(agreement, seen, levels.parts, len(levels.parents), least),
    )


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


def _measure_solidity(agreement: Agreement, seen: _Units, labels: Labels, groups: int, least: float) -> Floats:
    if groups == 0:
        return np.zeros(0)

    def look(some: Agreement, rows: Labels) -> Labels:
        part = len(rows) / len(labels)
        bound = seen.bound[rows]
        decided = bind_pairs(some, bound)
        return find_levels(decided, seen.weights[rows], bound, least=max(least * part, 2.0), themes=groups, parts=0).themes

    return np.sqrt(measure_separation(np.sqrt(agreement), labels, seen.weights) * find_again(seen.votes, labels, look))
