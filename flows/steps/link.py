"""Suggest which living themes each recommendation answers, from its plain words. What a person linked or refused stays so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from config.settings import Settings
from domain.ids import RecommendationId
from domain.listening import Round
from domain.receipt import Receipt
from domain.recommendations import ThemeLink
from domain.themes import MadeBy, Theme
from flows.steps.link_reading import read_asked
from flows.steps.stage import rounds_up_to, stage
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.links.asked import Asked

_MOST = 2

Links = dict[RecommendationId, tuple[ThemeLink, ...]]


@stage("link")
def link(store: Store, settings: Settings, round_name: str) -> Receipt:
    """Link recommendations to themes by meaning; counts the recommendations, `skipped` where no theme is near enough."""
    rounds = rounds_up_to(store, settings, round_name)
    is_latest = not any(store.themes.latest_run(each.id) for each in store.rounds.all()[len(rounds) :])
    themes = _raised(store, rounds[-1]) if is_latest else []  # links follow the latest round that was themed
    asked = read_asked(store, settings) if is_latest else None
    if asked is None:
        everything = sum(1 for _ in store.links.asked())
        return Receipt(read=everything, unchanged=everything)
    before = store.links.all()
    made = suggest_links(store, asked, themes, before)
    changed = {own_id: links for own_id, links in made.items() if links != _by_model(before.get(own_id, ()))}
    store.recommendations.link(changed)
    nowhere = sum(1 for own_id, links in made.items() if not links and own_id not in changed)
    return Receipt(read=len(asked.ids), written=len(changed), unchanged=len(asked.ids) - len(changed) - nowhere, skipped=nowhere)


def suggest_links(store: Store, asked: Asked, themes: Sequence[Theme], before: Links) -> Links:
    """At most two themes of each recommendation that no person linked, nearest first, none that a person refused for it."""
    from nlp.themes.nearest import nearest_themes

    refused = store.links.refused()
    found = nearest_themes(asked.vectors, themes)
    return {
        own_id: tuple(ThemeLink(theme, MadeBy.MODEL, score) for theme, score in near if (own_id, theme) not in refused)[:_MOST]
        for own_id, near in zip(asked.ids, found, strict=True)
        if not any(each.made_by is MadeBy.PERSON for each in before.get(own_id, ()))
    }


def _by_model(links: Sequence[ThemeLink]) -> tuple[ThemeLink, ...]:
    return tuple(each for each in links if each.made_by is MadeBy.MODEL)


def _raised(store: Store, current: Round) -> list[Theme]:
    """The living themes that anybody raised, by the latest run."""
    run = store.themes.latest_run(current.id)
    raised = {each.theme_id for each in store.themes.assignments(run.id)} if run else set()
    return [theme for theme in store.themes.living() if theme.id in raised]
