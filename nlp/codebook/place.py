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

# A strong claim: above what passages usually have of the theme (a theme of half of them cannot be far above), well ahead of the next theme, and near to its own words.
# Of what is so bound, .89 (twelve languages), .90 (eight consultations) and .81 (a town) are what people had called them.
_STRONG = 0.8
_AHEAD = 0.5
_NEAR = 0.15
# Fewer passages than this have no "usual": then only plain nearness counts, as much of it as a link to a theme needs.
_FEWEST = 30
_NEAR_AMONG_FEW = 0.35


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
        return np.where(claims.nearness.max(axis=1) >= _NEAR_AMONG_FEW, best, UNTHEMED)
    best = claims.scores.argmax(axis=1)
    ordered = np.sort(claims.scores, axis=1)
    ahead = ordered[:, -1] - (ordered[:, -2] if columns > 1 else 0.0)
    near = claims.nearness[np.arange(count), best]
    return np.where((ordered[:, -1] >= _STRONG) & (ahead >= _AHEAD) & (near >= _NEAR), best, UNTHEMED)


def fill_centroids(living: Sequence[Theme], placing: CodebookPlacing) -> list[Theme]:
    """The themes, those of the codebook that have no centre of their passages yet with that of their words."""
    column = {theme: number for number, theme in enumerate(placing.themes)}
    return [
        replace(theme, centroid=tuple(round(float(part), 6) for part in placing.centroids[column[theme.id]]))
        if theme.id in column and len(theme.centroid) != placing.centroids.shape[1]
        else theme
        for theme in living
    ]
