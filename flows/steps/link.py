"""Suggest which living themes each recommendation answers, from its plain words. What a person linked stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from config.settings import Settings
from domain.ids import RecommendationId
from domain.listening import Round
from domain.receipt import Receipt
from domain.recommendations import Recommendation, ThemeLink
from domain.themes import MadeBy, Theme
from flows.steps.encoders import encoder_for
from flows.steps.stage import rounds_up_to, stage
from warehouse.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@stage("link")
def link(store: Store, settings: Settings, round_name: str) -> Receipt:
    """Link recommendations to themes by meaning; counts the recommendations, `skipped` where no theme is near enough."""
    rounds = rounds_up_to(store, settings, round_name)
    everything = store.recommendations.all()
    if any(store.themes.latest_run(each.id) for each in store.rounds.all()[len(rounds) :]):
        return Receipt(read=len(everything), unchanged=len(everything))  # links follow the latest round that was themed
    open_ones = [each for each in everything if each.answers and not _is_linked_by_a_person(each)]
    made = _suggest(store, settings, rounds, open_ones)
    changed = {each.id: made[each.id] for each in open_ones if made[each.id] != each.links}
    store.recommendations.link(changed)
    nowhere = sum(1 for each in open_ones if not made[each.id] and each.id not in changed)
    return Receipt(read=len(everything), written=len(changed), unchanged=len(everything) - len(changed) - nowhere, skipped=nowhere)


def _is_linked_by_a_person(recommendation: Recommendation) -> bool:
    return any(each.made_by is MadeBy.PERSON for each in recommendation.links)


def _suggest(
    store: Store, settings: Settings, rounds: Sequence[Round], recommendations: Sequence[Recommendation]
) -> Mapping[RecommendationId, tuple[ThemeLink, ...]]:
    """At most two themes a recommendation, nearest first; none while nothing was said in the recommendations' language."""
    themes = _raised(store, rounds[-1])
    origin = _origin(store, settings, rounds) if recommendations and themes else None
    if origin is None:
        return {each.id: () for each in recommendations}
    from nlp.themes import nearest_themes

    encoder = encoder_for(settings.themes.embedding_model)
    found = nearest_themes([each.answers for each in recommendations], themes, encoder, origin=origin)
    return {
        each.id: tuple(ThemeLink(theme_id, MadeBy.MODEL, round(score, 4)) for theme_id, score in near[:2])
        for each, near in zip(recommendations, found, strict=True)
    }


def _raised(store: Store, current: Round) -> list[Theme]:
    """The living themes that anybody raised, by the latest run."""
    run = store.themes.latest_run(current.id)
    raised = {each.theme_id for each in store.themes.assignments(run.id)} if run else set()
    return [theme for theme in store.themes.living() if theme.id in raised]


def _origin(store: Store, settings: Settings, rounds: Sequence[Round]) -> NDArray[np.float32] | None:
    """The mean vector of what was said in the digest's language, in which recommendations are written too."""
    passages = store.passages.of_rounds([each.id for each in rounds])
    said = [each for each in passages if each.language == settings.hearback.language] or list(passages)
    if not said:
        return None
    mean: NDArray[np.float32] = store.vectors.of(
        encoder_for(settings.themes.embedding_model).model, [each.passage.text for each in said]
    ).mean(axis=0)
    return mean
