"""Which links seem to be missing: staff's words held against themes, for a person to decide. Looks only.

What people said is used as the middle of a theme, a vector, and is never shown: of a theme nothing but its title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.ids import RecommendationId, ThemeId
from domain.linking import AskedText, LinkSuggestion, Nearness
from domain.recommendations import Recommendation, ThemeLink
from domain.themes import MadeBy, Theme
from nlp.links.asked import Asked
from nlp.links.words import WordRule, share_words
from nlp.passages import cut_passages
from nlp.themes.nearest import list_linkable, measure_nearness, tell_nearness
from warehouse.store import Store

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reader:
    """How words are held against themes: recommendations as the encoder sees them, and how texts are cut into words."""

    asked: Asked
    rule: WordRule


def suggest_recommendations(store: Store, reader: Reader, theme: Theme, *, limit: int) -> tuple[LinkSuggestion, ...]:
    """The recommendations that seem to answer a theme, the nearest first. Those that people linked to it, or refused, are not among them."""
    kept = list_linkable([theme], reader.asked.encoder.dim)
    decided = store.links.confirmed(theme.id) | {own_id for own_id, refused in store.links.refused() if refused == theme.id}
    nearness = measure_nearness(reader.asked.vectors, kept)
    scores = nearness[:, 0] if kept else np.zeros(len(reader.asked.ids))
    order = np.argsort(-scores, kind="stable")
    near = [(reader.asked.ids[row], float(scores[row])) for row in order[: limit + len(decided)].tolist()]
    wanted = [(own_id, score) for own_id, score in near if own_id not in decided and tell_nearness(score)][:limit]
    return _describe(store, reader, [(own_id, theme, score) for own_id, score in wanted])


def suggest_themes(store: Store, reader: Reader, recommendation: Recommendation, *, limit: int) -> tuple[LinkSuggestion, ...]:
    """The themes that a recommendation seems to answer, the nearest first. Those that people linked to it, or refused, are not among them."""
    kept = list_linkable(list_raised(store), reader.asked.encoder.dim)
    decided = {each.theme_id for each in recommendation.links if each.made_by is MadeBy.PERSON}
    decided |= {theme for own_id, theme in store.links.refused() if own_id == recommendation.id}
    if recommendation.id not in reader.asked.ids:
        return ()
    row = reader.asked.ids.index(recommendation.id)
    scores = measure_nearness(reader.asked.vectors[row : row + 1], kept)[0].tolist()
    near = sorted(((score, each) for score, each in zip(scores, kept, strict=True)), key=lambda pair: (-pair[0], pair[1].id))
    wanted = [(recommendation.id, each, score) for score, each in near if each.id not in decided and tell_nearness(score)]
    return _describe(store, reader, wanted[:limit])


def list_suggested(store: Store, *, limit: int) -> tuple[LinkSuggestion, ...]:
    """What the last run suggested and nobody decided, the nearest first. Nothing is read anew."""
    titles = {each.id: each.title for each in store.themes.living()}
    links = [(own_id, each) for own_id, found in store.links.all().items() for each in found if _waits(each, titles)]
    chosen = sorted(links, key=lambda pair: (-pair[1].score, pair[0], pair[1].theme_id))[:limit]
    names = {own_id: reference for reference, own_id in store.links.references({own_id for own_id, _ in chosen}).items()}
    return tuple(
        LinkSuggestion(
            own_id,
            names[own_id],
            each.theme_id,
            titles[each.theme_id],
            tell_nearness(each.score) or Nearness.MAYBE,
            each.score,
            sentence="",
        )
        for own_id, each in chosen
    )


def list_raised(store: Store) -> list[Theme]:
    """The living themes of a board's level that anybody raised, by the latest round that was themed."""
    runs = (store.themes.latest_run(each.id) for each in reversed(store.rounds.all()))
    run = next((each for each in runs if each is not None), None)
    raised = {each.theme_id for each in store.themes.standings(run.id)} if run else set()
    return [each for each in store.themes.living() if each.id in raised and each.parent_id is None]


def find_nearest_part(reader: Reader, words: str, theme: Theme) -> str:
    """The part of a text of staff that is nearest to a theme: a sentence or an item of a list."""
    parts = [words[start:end].strip() for start, end in cut_passages(words, reader.rule.language)] or [words]
    if len(parts) == 1:
        return parts[0]
    return parts[int(np.argmax(measure_nearness(reader.asked.read(parts), [theme])[:, 0]))]


def share_with_theme(reader: Reader, words: str, theme: Theme) -> tuple[str, ...]:
    """Words of a text of staff that a theme's title or keywords have too."""
    return share_words(words, "\n".join((theme.title, *theme.keywords)), reader.rule)


def _describe(store: Store, reader: Reader, found: Sequence[tuple[RecommendationId, Theme, float]]) -> tuple[LinkSuggestion, ...]:
    ids = {own_id for own_id, _, _ in found}
    names = {own_id: reference for reference, own_id in store.links.references(ids).items()}
    texts = store.links.asked_of(ids)
    return tuple(_describe_one(reader, names[own_id], texts[own_id], theme, score) for own_id, theme, score in found if own_id in texts)


def _describe_one(reader: Reader, reference: str, asked: AskedText, theme: Theme, score: float) -> LinkSuggestion:
    nearness = tell_nearness(score) or Nearness.MAYBE
    sentence, shared = find_nearest_part(reader, asked.words, theme), share_with_theme(reader, asked.words, theme)
    return LinkSuggestion(asked.id, reference, theme.id, theme.title, nearness, round(score, 4), sentence, shared)


def _waits(link: ThemeLink, titles: dict[ThemeId, str]) -> bool:
    return link.made_by is MadeBy.MODEL and link.theme_id in titles
