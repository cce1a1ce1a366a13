"""Which themes a few plain words mean: links a recommendation to what it answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain.ids import ThemeId
from domain.themes import Theme
from nlp.embed.encoder import Encoder

FLOOR = 0.27
"""Cosine from which a link is suggested. Tried on thirteen sentences and five themes: right ones from .28, strangers to .14."""

# A further theme is linked only when it is nearly as near as the nearest: wrong ones came to .31 beside a right one of .45.
_NEARLY = 0.1

# Sentences of our own on many subjects. All vectors of an encoder lean one way; their mean tells which.
_REFERENCE = (
    "The bus comes too late in the evening.",
    "Rents went up again this year.",
    "The clinic closes before people finish work.",
    "Officers should learn the languages of the town.",
    "Nobody explained the form to us.",
    "The park needs benches and shade.",
    "Children cannot cross the road safely.",
    "We want to know what became of our complaint.",
    "The water tastes of metal.",
    "There are no jobs for young people here.",
    "Garbage is not picked up on time.",
    "The school does not answer messages from parents.",
    "Interpreters are hard to get at the court.",
    "Shops on the main street are closing.",
    "The library is a good place to meet.",
    "Our street floods when it rains.",
)


def nearest_themes(
    texts: Sequence[str], themes: Sequence[Theme], encoder: Encoder, *, floor: float = FLOOR
) -> list[tuple[tuple[ThemeId, float], ...]]:
    """For each text the themes of at least this nearness, the nearest first: (id, cosine in [0, 1]) each.

    A text is compared with a theme's own words (title and keywords), both encoded here and centred on plain sentences of
    our own: a theme's centroid lies among passages centred by language, where a lone sentence has no place.
    """
    kept = sorted((theme for theme in themes if not theme.is_retired), key=lambda theme: theme.id)
    if not kept or not texts:
        return [() for _ in texts]
    vectors = encoder.encode([*_REFERENCE, *map(_say_theme, kept), *texts]).astype(np.float64)
    centred = vectors - vectors[: len(_REFERENCE)].mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    own = centred[len(_REFERENCE) : len(_REFERENCE) + len(kept)]
    nearness = centred[len(_REFERENCE) + len(kept) :] @ own.T
    return [_above(floor, kept, row.tolist()) if text.strip() else () for text, row in zip(texts, nearness, strict=True)]


def _say_theme(theme: Theme) -> str:
    return f"{theme.title}. {', '.join(theme.keywords[:6])}"


def _above(floor: float, themes: Sequence[Theme], nearness: Sequence[float]) -> tuple[tuple[ThemeId, float], ...]:
    least = max(floor, max(nearness) - _NEARLY)
    near = [(theme.id, round(min(value, 1.0), 4)) for theme, value in zip(themes, nearness, strict=True) if value >= least]
    return tuple(sorted(near, key=lambda pair: (-pair[1], pair[0])))
