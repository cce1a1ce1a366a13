"""Which theme of a codebook a passage belongs to beyond doubt: what is handed to theming before anything is grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from domain.ids import ThemeId
from domain.themes import Theme
from nlp.codebook.anchors import Anchors, Centre, centre_anchors
from nlp.codebook.claim import Claims, claim_passages
from nlp.themes.grouping import Space
from nlp.themes.passage import UNTHEMED, Floats, Labels

# A strong claim: well above what passages usually have of the theme (a theme of a third of them can just be so), well ahead of
# the next theme, and near to its own words. Chosen where a codebook knows three themes of a set and not the rest: so bound,
# .88 (twelve languages), .85 (eight consultations) and .72 (a town) are what people had called them.
_STRONG = 1.2
_AHEAD = 0.5
_NEAR = 0.2
# So near that what is usual does not matter: as near as a recommendation must be to be linked with a theme.
_NEAR_BY_ITSELF = 0.35
# Fewer passages than this have no "usual" at all.
_FEWEST = 30


@dataclass(frozen=True, slots=True)
class CodebookPlacing:
    """What a codebook claims: `bound` of shape (passages,) is the column of the theme that claims it strongly, -1 for none.

    `themes` names the columns, `claims` has all scores, and `centroids` of shape (themes, dim) are the themes' centres in
    the first space, made of their words alone.
    """

    themes: tuple[ThemeId, ...]
    bound: Labels
    claims: Claims
    centroids: Floats


def place_by_codebook(
    anchors: Anchors, raw: Sequence[Space], centred: Sequence[Space], languages: Sequence[str], *, centre: Centre
) -> CodebookPlacing:
    """Place passages among the themes of a codebook; `raw` and `centred` are the passages' spaces before and after centring.

    `centre` is the centring that the passages went through: (space, languages) -> vectors. The order of the passages
    decides nothing. Many passages stay unbound: the grouping finds them beside new themes.
    """
    centres = centre_anchors(anchors, raw, languages, centre=centre)
    claims = claim_passages([space.vectors for space in centred], centres)
    return CodebookPlacing(anchors.themes, find_strong(claims), claims, centres[0])


def find_strong(claims: Claims) -> Labels:
    """The column that claims each passage strongly, -1 for none: shape (n,)."""
    count, columns = claims.scores.shape
    if not columns or not count:
        return np.full(count, UNTHEMED, dtype=np.int64)
    if count < _FEWEST:
        best = claims.nearness.argmax(axis=1)
        return np.where(claims.nearness.max(axis=1) >= _NEAR_BY_ITSELF, best, UNTHEMED)
    best = claims.scores.argmax(axis=1)
    ordered = np.sort(claims.scores, axis=1)
    ahead = ordered[:, -1] - (ordered[:, -2] if columns > 1 else 0.0)
    near = claims.nearness[np.arange(count), best]
    # Of a theme that half of the passages speak of, none is far above the usual.
    is_high = (ordered[:, -1] >= _STRONG) | (near >= _NEAR_BY_ITSELF)
    return np.where(is_high & (ahead >= _AHEAD) & (near >= _NEAR), best, UNTHEMED)


def fill_centroids(living: Sequence[Theme], placing: CodebookPlacing) -> list[Theme]:
    """The themes, those of the codebook that have no centre of their passages yet with that of their words."""
    column = {theme: number for number, theme in enumerate(placing.themes)}
    return [
        replace(theme, centroid=tuple(round(float(part), 6) for part in placing.centroids[column[theme.id]]))
        if theme.id in column and len(theme.centroid) != placing.centroids.shape[1]
        else theme
        for theme in living
    ]
