"""A handful of passages: to themes that live already, or to none. No structure is looked for where it would be chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from domain.ids import PassageId, ThemeId
from domain.themes import Theme
from nlp.themes.passage import PassageToTheme

# Cosine to a theme's centre, in vectors centred by language. Few rows centre badly, so this asks for more than a full run.
FLOOR = 0.4


def place_among_living(
    passages: Sequence[PassageToTheme],
    vectors: npt.NDArray[np.float32],
    living: Sequence[Theme],
    previous: Mapping[PassageId, ThemeId],
) -> list[tuple[ThemeId | None, float]]:
    """Theme and score a passage: the one it had before, else the nearest one above the floor, else (None, 0)."""
    themes = sorted((theme for theme in living if not theme.is_retired), key=lambda theme: theme.id)
    # Centres of another encoder cannot be compared; the passages that had such a theme still keep it.
    comparable = [theme for theme in themes if len(theme.centroid) == vectors.shape[1]]
    centres = np.array([theme.centroid for theme in comparable]).reshape(len(comparable), vectors.shape[1])
    nearness = vectors.astype(np.float64) @ centres.T
    alive = {theme.id for theme in themes}
    return [
        (owner, 1.0) if (owner := previous.get(passage.id)) in alive else _take_nearest(comparable, near)
        for passage, near in zip(passages, nearness, strict=True)
    ]


def _take_nearest(themes: Sequence[Theme], nearness: npt.NDArray[np.float64]) -> tuple[ThemeId | None, float]:
    if not themes or nearness.max() < FLOOR:
        return None, 0.0
    best = int(nearness.argmax())
    return themes[best].id, min(float(nearness[best]), 1.0)
