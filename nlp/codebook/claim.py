"""How strongly each theme of a codebook claims each passage: nearness to its words, then to the passages nearest to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.codebook.anchors import to_unit
from nlp.codebook.spread import spread_scores
from nlp.themes.passage import Floats

Vectors = npt.NDArray[np.float32]

# Chosen on sib200's categories, on eight consultations and on a town's topics, with the titles alone as codebooks:
# see docs/decisions/0015-a-codebook-looks-for-its-themes.md.
_FEWEST_NEAREST, _MOST_NEAREST = 20, 40
_NEAREST_SHARE = 0.5  # of the passages that a theme would have, were all alike in size
_MOST_WEIGHT_OF_NEAREST = 0.5
# Passages a theme at which what is learnt from them weighs half of that: among few passages the nearest are mostly chance.
_HALF_LEARNT = 80
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Claims:
    """How strongly each theme claims each passage; both of shape (passages, themes).

    `scores` say by how many standard deviations a passage lies nearer to a theme than passages usually do; they can be
    compared between themes. `nearness` is the cosine to the theme's own words (-1 to 1), before anything was learnt from
    passages: what a theme that nobody speaks of lacks.
    """

    scores: Floats
    nearness: Floats


def claim_passages(passages: Sequence[Vectors], themes: Sequence[Floats]) -> Claims:
    """Claims from centred unit vectors: for each encoder its passages (n, dim) and its themes (k, dim), zeros where unread.

    The passages nearest to a theme's words pull its centre towards themselves, twice, the further the more passages there
    are; then each passage listens to its neighbours. The same passages in another order get the same claims.
    """
    if not themes or not len(themes[0]) or not len(passages[0]):
        empty = np.zeros((len(passages[0]) if passages else 0, len(themes[0]) if themes else 0))
        return Claims(empty, empty)
    rows, centres = list(passages), list(themes)
    nearness = _mean_nearness(rows, centres)
    nearest = nearness
    for _ in range(_ROUNDS):
        centres = _pull_centres(rows, centres, standardise(nearest))
        nearest = _mean_nearness(rows, centres)
    return Claims(standardise(spread_scores(passages, standardise(nearest))), nearness)


def standardise(nearness: Floats) -> Floats:
    """Each column less its mean, in its own standard deviations; a column in which all are alike becomes zeros."""
    spread = nearness.std(axis=0)
    return np.where(spread > 1e-9, (nearness - nearness.mean(axis=0)) / np.maximum(spread, 1e-9), 0.0)


def _mean_nearness(passages: Sequence[Vectors], themes: Sequence[Floats]) -> Floats:
    """The mean cosine over the encoders that read both passage and theme; 0 where none does."""
    total = np.zeros((len(passages[0]), len(themes[0])))
    readers = np.zeros_like(total)
    for rows, centres in zip(passages, themes, strict=True):
        # In float32: a hundred thousand passages in double precision would take a gigabyte.
        total += rows @ centres.T.astype(np.float32)
        readers += np.outer(rows.any(axis=1), centres.any(axis=1))
    return total / np.maximum(readers, 1.0)


def _count_nearest(passages: int, themes: int) -> int:
    """How many passages a theme learns from: few enough to be its own, enough to be more than chance."""
    return min(passages, max(_FEWEST_NEAREST, min(_MOST_NEAREST, round(_NEAREST_SHARE * passages / themes))))


def _pull_centres(passages: Sequence[Vectors], centres: Sequence[Floats], scores: Floats) -> list[Floats]:
    """The centres, moved towards the passages that are each theme's own: near to it, and nearer than to any other."""
    count, weight = _count_nearest(*scores.shape), _weigh_nearest(*scores.shape)
    own = scores + 0.5 * (scores - _best_other(scores))
    taken = [np.argsort(-own[:, column], kind="stable")[:count] for column in range(scores.shape[1])]
    pulled = []
    for rows, mine in zip(passages, centres, strict=True):
        nearest = to_unit(np.stack([rows[each].mean(axis=0, dtype=np.float64) for each in taken]))
        pulled.append(to_unit((1 - weight) * mine + weight * nearest))
    return pulled


def _weigh_nearest(passages: int, themes: int) -> float:
    """How far a theme follows its passages: hardly among few, up to half of the way among many."""
    return _MOST_WEIGHT_OF_NEAREST * passages / (passages + _HALF_LEARNT * themes)


def _best_other(scores: Floats) -> Floats:
    """For each theme the best score among the others; with one theme alone its own mean, 0."""
    if scores.shape[1] == 1:
        return np.zeros_like(scores)
    ordered = np.sort(scores, axis=1)
    is_best = scores == ordered[:, -1:]
    return np.where(is_best, ordered[:, -2:-1], ordered[:, -1:])
