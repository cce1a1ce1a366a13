"""Centre vectors by language: raw multilingual vectors group by language first and by topic second."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nlp.embed.encoder import Vectors

# Rows at which a language's own mean weighs as much as the mean of all.
TRUST = 8


def centre_by_language(vectors: Vectors, languages: Sequence[str], *, trust: float = TRUST) -> Vectors:
    """The vectors less their language's mean, at length 1 again: shape (n, dim), float32.

    A language of n rows is centred on n/(n + trust) of its own mean and the rest of the mean of all languages, because
    the mean of few rows is mostly their topic. A vector that equals its mean stays zero.
    """
    if len(vectors) != len(languages):
        raise ValueError(f"{len(vectors)} vectors, but {len(languages)} languages.")
    if len(vectors) == 0:
        return np.zeros_like(vectors, dtype=np.float32)
    rows = vectors.astype(np.float64)
    of = np.asarray(languages, dtype=object)
    means = {language: rows[of == language].mean(axis=0) for language in sorted(set(languages))}
    # The plain mean of the languages, not of the rows: the commonest language must not pull a rare one to itself.
    overall = np.mean(list(means.values()), axis=0)
    centred = np.empty_like(rows)
    for language, mean in means.items():
        mine = of == language
        share = mine.sum() / (mine.sum() + trust)
        centred[mine] = rows[mine] - (share * mean + (1 - share) * overall)
    return _to_unit(centred)


def _to_unit(rows: npt.NDArray[np.float64]) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    # What is left of a vector that equals its mean is rounding noise; blown up to length 1 it would look like a topic.
    return np.where(lengths > 1e-6, rows / np.maximum(lengths, 1e-6), 0.0).astype(np.float32)
