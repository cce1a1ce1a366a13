"""A handful of passages: to themes that live already, or to none. No structure is looked for where it would be chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nlp.themes.bind import Bound, Level
from nlp.themes.grouping import Space
from nlp.themes.passage import UNTHEMED, Floats, Labels
from nlp.themes.place import Placed

# Cosine to a theme's centre, in vectors centred by language. Few rows centre badly, so this asks for more than a full run.
FLOOR = 0.4


def place_few(spaces: Sequence[Space], bound: Bound) -> tuple[Placed, Level]:
    """Each passage's theme: the one it had before, else the nearest living one above the floor, else none; and the parts, alike.

    The words of a living theme are known here by its centre alone: its passages may not be among these few.
    """
    vectors = spaces[0].vectors
    near = _measure_centres(vectors, bound.themes)
    labels = _fill_nearest(bound.themes.before, near)
    scores = np.where(bound.themes.before != UNTHEMED, 1.0, np.clip(near.max(axis=1, initial=0.0), 0.0, 1.0))
    near_parts = _measure_centres(vectors, bound.parts)
    parents = [each.parent_id for each in bound.parts.living]
    own = np.array([[theme.id == parent for parent in parents] for theme in bound.themes.living], dtype=bool)
    if own.size:
        near_parts = np.where(own[labels] & (labels != UNTHEMED)[:, None], near_parts, 0.0)
    parts = Level(bound.parts.living, _fill_nearest(bound.parts.before, near_parts), bound.parts.pinned)
    return Placed(labels, np.where(labels == UNTHEMED, 0.0, scores), 0.0, 0.0, 0.0), parts


def _measure_centres(vectors: npt.NDArray[np.float32], level: Level) -> Floats:
    """Cosine of each row with each living theme's kept centre: shape (n, themes); 0 for a centre of another encoder."""
    near = np.zeros((len(vectors), len(level.living)))
    for slot, theme in enumerate(level.living):
        if len(theme.centroid) == vectors.shape[1]:
            near[:, slot] = vectors.astype(np.float64) @ np.asarray(theme.centroid)
    return near


def _fill_nearest(before: Labels, near: Floats) -> Labels:
    if not near.shape[1]:
        return before
    return np.where(before != UNTHEMED, before, np.where(near.max(axis=1) >= FLOOR, near.argmax(axis=1), UNTHEMED)).astype(np.int64)
