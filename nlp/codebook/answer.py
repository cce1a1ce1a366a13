"""Several themes of a codebook for a comment: what all of it is about, and what one of its passages is about."""

from __future__ import annotations

import numpy as np

from nlp.codebook.claim import Claims, standardise
from nlp.themes.passage import Floats, Labels

# A theme is an answer too when it claims a comment by this much less than the strongest does, in standard deviations.
_ALSO = 0.5
# And only where it claims it by this much more than it claims comments usually: a comment can be about none of them.
_LEAST = 0.5


def join_claims(whole: Claims, parts: Claims, comment_of: Labels) -> Floats:
    """Scores of comments, shape (comments, themes): a comment's own claims and the strongest of its passages', half each.

    `comment_of` of shape (passages,) says which row of `whole` each passage of `parts` was cut from; every comment has one.
    """
    strongest = np.full(whole.scores.shape, -np.inf)
    np.maximum.at(strongest, comment_of, parts.scores)
    return standardise(whole.scores + standardise(np.where(np.isfinite(strongest), strongest, parts.scores.min(initial=0.0))))


def choose_all(scores: Floats, *, also: float = _ALSO, least: float = _LEAST) -> list[tuple[int, ...]]:
    """The strongest theme of each row and those that claim it nearly as strongly: their columns, the strongest first.

    A row that no theme claims more than usual has none.
    """
    answers = []
    for row in scores:
        order = np.argsort(-row, kind="stable")
        floor = max(least, row[order[0]] - also) if len(order) else least
        answers.append(tuple(int(column) for column in order if row[column] >= floor))
    return answers
