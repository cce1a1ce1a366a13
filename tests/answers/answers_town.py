"""Recommendations and themes whose vectors are known: an encoder that counts three words, and themes that lie on its axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from domain.ids import RecommendationId, ThemeId, UpdateId
from domain.recommendations import Recommendation, StatusUpdate, UpdateState
from domain.themes import Standing, Theme, ThemingRun
from nlp.embed.encoder import Progress, Vectors
from nlp.links.asked import Asked, place_asked
from nlp.links.words import WordRule
from tests.warehouse.samples import MODEL, NOON, SPRING, make_recommendation, make_run, make_theme, save_places
from warehouse.store import Store

AXES = ("lamp", "noise", "rent")
LAMPS, NOISE, RENT = (
    replace(make_theme(name), title=title, keywords=keywords, centroid=tuple(np.eye(3)[axis].tolist()))
    for axis, (name, title, keywords) in enumerate(
        (("lamps", "Dark lamps", ("lamp", "street")), ("noise", "Loud nights", ("noise", "music")), ("rent", "High rents", ("rent",)))
    )
)
THEMES = (LAMPS, NOISE, RENT)
RULE = WordRule("en", frozenset({"the", "and", "every", "has"}))


class CountingEncoder:
    """How often each of three words stands in a text, at length 1; a text with none lies in the middle of the three."""

    def __init__(self) -> None:
        self.read: list[str] = []

    @property
    def model(self) -> str:
        return "counting@1"

    @property
    def dim(self) -> int:
        return len(AXES)

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        self.read += texts
        rows = np.array([[text.casefold().count(word) for word in AXES] for text in texts], dtype=np.float32).reshape(len(texts), len(AXES))
        rows[~rows.any(axis=1)] = 1
        if progress is not None:
            progress(len(texts))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def make_asked(reference: str, title: str, **other: object) -> Recommendation:
    own_id = RecommendationId(f"recommendation-{reference}")
    plain = {"milestones": (), "updates": (), "answers": "", "text": title}
    return make_recommendation(**(plain | {"id": own_id, "reference": reference, "title": title} | other))


def make_update(of: str, note: str, on: date = date(2026, 6, 20)) -> StatusUpdate:
    name = "".join(each for each in note.casefold() if each.isalpha())[:12]
    return StatusUpdate(UpdateId(f"update-{name}"), RecommendationId(f"recommendation-{of}"), on, UpdateState.IN_PROGRESS, note)


def save_town(store: Store, recommendations: Sequence[Recommendation]) -> None:
    """The three themes, raised in a run, and these recommendations."""
    save_places(store)
    run, _ = make_run("links", SPRING, [], [])
    whole = ThemingRun(run.id, run.round_id, run.input_hash, MODEL, 0, 0, None, NOON)
    store.themes.save_run(whole, THEMES, [], [], [Standing(run.id, each.id, 3, 0.9) for each in THEMES])
    store.recommendations.save(recommendations)


def see(store: Store, encoder: CountingEncoder | None = None) -> Asked:
    """All recommendations as the counting encoder sees them, centred on nothing, so that cosines can be told by hand."""
    eye = encoder or CountingEncoder()
    waiting = store.recommendation_vectors.missing(eye.model, store.links.asked())
    store.recommendation_vectors.save(eye.model, dict(zip(waiting, eye.encode([each.words for each in waiting]), strict=True)))
    ids, vectors = store.recommendation_vectors.all(eye.model)
    return replace(place_asked(ids, vectors, eye, np.zeros(len(AXES))), vectors=vectors.astype(np.float64), origin=np.zeros(len(AXES)))


def theme_now(store: Store, theme: Theme | ThemeId) -> Theme:
    wanted = theme.id if isinstance(theme, Theme) else theme
    return next(each for each in store.themes.all() if each.id == wanted)
