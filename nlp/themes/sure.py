"""How sure each text is of its theme, against the next one; who is unsure stays unthemed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import UNTHEMED, Floats, Labels

# A text is unsure where its theme has less than this share of its agreement, but never more than so many of all.
_UNSURE = 0.4
_MOST_UNSURE = 0.06


@dataclass(frozen=True, slots=True)
class Placing:
    """Arrays of shape (n,): `labels` (-1 unsure), `scores` of these, `second` likeliest themes (-1 none) and their scores.

    A score is the theme's share of a text's squared agreement with all themes, 0 to 1.
    """

    labels: Labels
    scores: Floats
    second: Labels
    second_scores: Floats


def place_surely(agreement: Floats, labels: Labels, decided: Labels) -> Placing:
    """The labels less the unsure ones, with scores; rows that somebody `decided` (not -1) are sure.

    `agreement` has the shape (n, themes).
    """
    rows = np.arange(len(labels))
    shares = agreement**2
    shares = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)
    own = shares[rows, labels].copy()
    is_decided = decided != UNTHEMED
    others = shares.copy()
    others[rows, labels] = -1.0
    second = others.argmax(axis=1)
    next_best = np.maximum(others[rows, second], 0.0)
    unsure = _find_unsure(np.where(is_decided, 1.0, own))
    return Placing(
        np.where(unsure, UNTHEMED, labels),
        np.where(unsure, 0.0, np.where(is_decided, 1.0, own)),
        np.where(next_best > 0, second, UNTHEMED),
        next_best,
    )


def _find_unsure(own: Floats) -> npt.NDArray[np.bool_]:
    bar = min(_UNSURE, float(np.quantile(own, _MOST_UNSURE, method="lower")))
    return np.asarray((own < bar) | (own <= 0.0))
