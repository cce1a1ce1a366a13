"""Suggest which living themes each recommendation answers, from its plain words. What a person linked stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.settings import Settings
from domain.action import Recommendation, ThemeLink
from domain.ids import RecommendationId
from domain.receipt import Receipt
from domain.themes import MadeBy, Theme
from flows.steps.prepare import encoder_for
from flows.steps.stage import rounds_up_to, stage
from warehouse.store import Store


@stage("link")
def link(store: Store, settings: Settings, round_name: str) -> Receipt:
    """Link recommendations to themes by meaning; counts the recommendations, `skipped` where no theme is near enough."""
    rounds_up_to(store, settings, round_name)
    everything = store.recommendations.all()
    open_ones = [each for each in everything if each.answers and not _is_linked_by_a_person(each)]
    made = _suggest(open_ones, store.themes.living(), settings)
    changed = {each.id: made[each.id] for each in open_ones if made[each.id] != each.links}
    store.recommendations.link(changed)
    nowhere = sum(1 for each in open_ones if not made[each.id] and each.id not in changed)
    return Receipt(read=len(everything), written=len(changed), unchanged=len(everything) - len(changed) - nowhere, skipped=nowhere)


def _is_linked_by_a_person(recommendation: Recommendation) -> bool:
    return any(each.made_by is MadeBy.PERSON for each in recommendation.links)


def _suggest(
    recommendations: Sequence[Recommendation], themes: Sequence[Theme], settings: Settings
) -> Mapping[RecommendationId, tuple[ThemeLink, ...]]:
    """At most two themes a recommendation, nearest first."""
    if not recommendations or not themes:
        return {each.id: () for each in recommendations}
    from nlp.themes.nearest import FLOOR, nearest_themes

    encoder = encoder_for(settings.themes.embedding_model)
    found = nearest_themes([each.answers for each in recommendations], themes, encoder, floor=FLOOR)
    return {
        each.id: tuple(ThemeLink(theme_id, MadeBy.MODEL, round(score, 4)) for theme_id, score in near[:2])
        for each, near in zip(recommendations, found, strict=True)
    }
