"""What recommendations ask for, as vectors, and where texts of staff lie for a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.ids import RecommendationId
from nlp.embed.encoder import Encoder, Vectors
from nlp.embed.reference import Mean, reference_means

TRUST = 20
"""Recommendations at which their own mean weighs as much as what is expected of it. Set beforehand, not learnt."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Every recommendation as the multilingual model sees it. `vectors` has a row an id, centred on `origin`, at length 1."""

    ids: tuple[RecommendationId, ...]
    vectors: npt.NDArray[np.float64]
    origin: Mean
    encoder: Encoder

    def read(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Other texts of staff, centred in the same way: shape (len(texts), dim)."""
        return centre(self.encoder.encode(list(texts)), self.origin)


def place_asked(ids: Sequence[RecommendationId], vectors: Vectors, encoder: Encoder, expected: Mean) -> Asked:
    """Centre the recommendations' vectors on a blend of their own mean and the mean that is expected of texts in their language."""
    weight = len(vectors) / (len(vectors) + TRUST)
    origin = weight * vectors.astype(np.float64).mean(axis=0) + (1 - weight) * expected if len(vectors) else expected
    return Asked(tuple(ids), centre(vectors, origin), origin, encoder)


def expect_mean(model: str, language: str) -> Mean | None:
    """Where texts of a language lie for a model whatever they speak of; None where nobody measured that."""
    return reference_means(model).get(language)


def centre(vectors: Vectors, origin: Mean) -> npt.NDArray[np.float64]:
    """The vectors less an origin, at length 1; what lies at the origin stays zero. Shape as given, float64."""
    rows = vectors.astype(np.float64).reshape(len(vectors), len(origin)) - origin
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(lengths > 1e-6, rows / np.maximum(lengths, 1e-6), 0.0)
