"""Which themes the words of staff mean: links a recommendation to what it answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain.ids import ThemeId
from domain.linking import Nearness
from domain.themes import Theme

FLOOR = 0.4
"""Cosine from which a link is near, and suggested by a run. Looked at on the demo's town, which `python -m benchmarks.links` prints."""

MAYBE = 0.28
"""Cosine from which a person who asks is shown a link."""

# A further theme is linked only when it is nearly as near as the nearest.
_NEARLY = 0.1


def list_linkable(themes: Sequence[Theme], dim: int) -> tuple[Theme, ...]:
    """The themes that texts can be held against, by id: living, with a centre of this length.

    A theme whose centre another encoder made, of another length, is near to nothing.
    """
    return tuple(sorted((each for each in themes if not each.is_retired and len(each.centroid) == dim), key=lambda each: each.id))


def measure_nearness(vectors: npt.NDArray[np.float64], themes: Sequence[Theme]) -> npt.NDArray[np.float64]:
    """Cosines of centred texts and the themes' centres: shape (len(vectors), len(themes)).

    What people said is nearer to plain words than a title is.
    """
    if not len(vectors) or not themes:
        return np.zeros((len(vectors), len(themes)))
    return np.asarray(vectors @ np.array([theme.centroid for theme in themes]).T, dtype=np.float64)


def nearest_themes(
    vectors: npt.NDArray[np.float64], themes: Sequence[Theme], *, floor: float = FLOOR
) -> list[tuple[tuple[ThemeId, float], ...]]:
    """For each text the themes of at least this nearness, the nearest first: (id, cosine in [0, 1]) each.

    `vectors` are centred on where texts of their language lie, shape (n, dim): that brings them to where the themes' centres lie,
    which are centred by language.
    """
    kept = list_linkable(themes, vectors.shape[1])
    return [_above(floor, kept, row.tolist()) if kept else () for row in measure_nearness(vectors, kept)]


def tell_nearness(score: float) -> Nearness | None:
    """A cosine in words, None where a link is not worth a look."""
    if score >= FLOOR:
        return Nearness.NEAR
    return Nearness.MAYBE if score >= MAYBE else None


def _above(floor: float, themes: Sequence[Theme], nearness: Sequence[float]) -> tuple[tuple[ThemeId, float], ...]:
    least = max(floor, max(nearness) - _NEARLY)
    near = [(theme.id, round(min(value, 1.0), 4)) for theme, value in zip(themes, nearness, strict=True) if value >= least]
    return tuple(sorted(near, key=lambda pair: (-pair[1], pair[0])))
