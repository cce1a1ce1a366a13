"""Centre vectors by language: raw multilingual vectors group by language first and by topic second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from nlp.embed.encoder import Vectors
from nlp.embed.reference import Mean, reference_means

# Rows at which a language's own mean weighs as much as what is expected of it, where a reference mean says what that is, and
# where only the other languages do; chosen in docs/decisions/0013.
TRUST = 72
TRUST_ALONE = 8


def centre_by_language(vectors: Vectors, languages: Sequence[str], *, model: str = "", trust: float | None = None) -> Vectors:
    """The vectors less their language's mean, at length 1 again: shape (n, dim), float32.

    A language of n rows is centred on n/(n + trust) of its own mean and the rest of the mean that is expected of it, because
    the mean of few rows is mostly their topic. Expected is the reference mean that comes with Hearback for `model`, moved to where
    these rows lie, or the mean of all languages where there is none. `trust` follows from that unless it is given. A row of zeros
    (a text that the model cannot read) stays zero and counts nowhere; a vector that equals its mean becomes zero.
    """
    origins = find_origins(vectors, languages, model=model, trust=trust)
    centred = np.zeros(vectors.shape, dtype=np.float64)
    rows = vectors.astype(np.float64)
    is_read = rows.any(axis=1)
    of = np.asarray(languages, dtype=object)
    for language, origin in origins.items():
        mine = is_read & (of == language)
        centred[mine] = rows[mine] - origin
    return _to_unit(centred)


def find_origins(vectors: Vectors, languages: Sequence[str], *, model: str = "", trust: float | None = None) -> dict[str, Mean]:
    """Where each language's texts lie, shape (dim,) each: what `centre_by_language` subtracts from them."""
    if len(vectors) != len(languages):
        raise ValueError(f"{len(vectors)} vectors, but {len(languages)} languages.")
    rows = vectors.astype(np.float64)
    is_read = rows.any(axis=1)
    of = np.asarray(languages, dtype=object)
    places = {language: np.flatnonzero(is_read & (of == language)) for language in sorted(set(of[is_read]))}
    means = {language: rows[mine].mean(axis=0) for language, mine in places.items()}
    reference = reference_means(model)
    weights = {language: _weigh(len(mine), trust, has_reference=language in reference) for language, mine in places.items()}
    expected = _expect_means(means, weights, reference)
    return {language: weights[language] * mean + (1 - weights[language]) * expected[language] for language, mean in means.items()}


def _weigh(rows: int, trust: float | None, *, has_reference: bool) -> float:
    """How much a language's own mean weighs against what is expected of it: 0 to 1."""
    trusted = trust if trust is not None else (TRUST if has_reference else TRUST_ALONE)
    return rows / (rows + trusted)


def _expect_means(means: Mapping[str, Mean], weights: Mapping[str, float], reference: Mapping[str, Mean]) -> dict[str, Mean]:
    """What each language's mean would be if it spoke of what all speak of."""
    if not means:
        return {}
    # The plain mean of the languages, not of the rows: the commonest language must not pull a rare one to itself.
    overall: Mean = np.mean(list(means.values()), axis=0)
    known = [language for language in means if language in reference]
    if not known:
        return dict.fromkeys(means, overall)
    weigh = np.array([weights[each] for each in known])
    own, kept = (np.stack([side[each] for each in known]) for side in (means, reference))
    # How these rows differ from the reference sentences whatever the language: other subjects, longer or shorter texts.
    middle, kept_middle = (np.average(side, axis=0, weights=weigh) for side in (own, kept))
    stretch = _fit_stretch(own - middle, kept - kept_middle, weigh)
    return {each: middle + stretch * (reference[each] - kept_middle) if each in reference else overall for each in means}


def _fit_stretch(own: Mean, kept: Mean, weigh: Mean) -> float:
    """How far languages lie apart in these rows, against the reference sentences: 0 not at all, 1 as far (at most).

    Least squares over all languages at once: one number, which few rows already tell.
    """
    apart = float(weigh @ (kept**2).sum(axis=1))
    return float(np.clip(weigh @ (own * kept).sum(axis=1) / apart, 0.0, 1.0)) if apart > 0 else 0.0


def _to_unit(rows: npt.NDArray[np.float64]) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    # What is left of a vector that equals its mean is rounding noise; blown up to length 1 it would look like a topic.
    return np.where(lengths > 1e-6, rows / np.maximum(lengths, 1e-6), 0.0).astype(np.float32)
