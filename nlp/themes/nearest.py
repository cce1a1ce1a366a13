"""Which themes a few plain words mean: links a recommendation to what it answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain.ids import ThemeId
from domain.themes import Theme
from nlp.embed.encoder import Encoder

FLOOR = 0.35
"""Cosine from which a link is suggested. Tried on the demo's twelve recommendations: right themes from .39, strangers mostly to .30."""

# A further theme is linked only when it is nearly as near as the nearest.
_NEARLY = 0.1


def nearest_themes(
    texts: Sequence[str],
    themes: Sequence[Theme],
    encoder: Encoder,
    *,
    origin: npt.NDArray[np.floating],
    floor: float = FLOOR,
) -> list[tuple[tuple[ThemeId, float], ...]]:
    """For each text the themes of at least this nearness, the nearest first: (id, cosine in [0, 1]) each.

    `origin` is the mean vector of the passages in the texts' language, shape (dim,): taken from a text's vector, it brings
    the text to where the themes' centroids lie, which are centred by language. What people said is nearer to plain words
    than a title is. A theme whose centre another encoder made, of another length, is near to nothing.
    """
    kept = sorted((theme for theme in themes if not theme.is_retired and len(theme.centroid) == encoder.dim), key=lambda theme: theme.id)
    if not kept or not texts:
        return [() for _ in texts]
    centred = encoder.encode(list(texts)).astype(np.float64) - origin
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    nearness = centred @ np.array([theme.centroid for theme in kept]).T
    return [_above(floor, kept, row.tolist()) if text.strip() else () for text, row in zip(texts, nearness, strict=True)]


def _above(floor: float, themes: Sequence[Theme], nearness: Sequence[float]) -> tuple[tuple[ThemeId, float], ...]:
    least = max(floor, max(nearness) - _NEARLY)
    near = [(theme.id, round(min(value, 1.0), 4)) for theme, value in zip(themes, nearness, strict=True) if value >= least]
    return tuple(sorted(near, key=lambda pair: (-pair[1], pair[0])))
