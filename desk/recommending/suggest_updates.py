"""Which themes new status updates bear on, besides those that their recommendations answer. Looks only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from desk.recommending.suggest import Reader, find_nearest_part, list_raised, share_with_theme
from domain.ids import RecommendationId, ThemeId, UpdateId
from domain.linking import LinkSuggestion, Nearness, ReportedText
from domain.themes import MadeBy, Theme
from nlp.links.fuse import fuse
from nlp.links.words import compare_words
from nlp.themes.nearest import list_linkable, measure_nearness, tell_nearness
from warehouse.store import Store

Matrix = npt.NDArray[np.float64]

MOST_READ = 500  # updates at once
_SHORTLIST = 300  # recommendations that an update is held against word by word
_BY_WAY = 0.3  # cosine from which an update may read like another recommendation; see docs/decisions/0033
_MOST_EACH = 2


@dataclass(frozen=True, slots=True)
class _Linked:
    """The recommendations that people linked to themes, with their words and where they lie."""

    ids: tuple[RecommendationId, ...]
    references: Mapping[RecommendationId, str]
    words: tuple[str, ...]
    vectors: Matrix
    themes: Mapping[RecommendationId, tuple[ThemeId, ...]]


def suggest_for_updates(store: Store, reader: Reader, *, since: date, limit: int) -> tuple[LinkSuggestion, ...]:
    """Themes that updates reported on a day or later seem to bear on, the latest update first.

    An update is near a theme itself, or reads more like another recommendation, which people linked to a theme, than like its
    own. What people linked its recommendation to, and what they decided about the update, is not among them.
    """
    updates = [each for each in store.links.reported_since(since, limit=MOST_READ) if each.words]
    themes = list_linkable(list_raised(store), reader.asked.encoder.dim)
    if not updates or not themes:
        return ()
    vectors = reader.asked.read([each.words for each in updates])
    linked = _gather_linked(store, reader, [each.recommendation_id for each in updates])
    decided = _gather_decided(store, updates, linked)
    nearness = measure_nearness(vectors, themes)
    found: list[LinkSuggestion] = []
    for row, update in enumerate(updates):
        own = _by_itself(reader, update, themes, nearness[row].tolist())
        other = _by_way_of_another(reader, update, vectors[row : row + 1], linked, {each.id: each for each in themes})
        distinct = {each.theme_id: each for each in (*other, *own) if (each.update_id, each.theme_id) not in decided}
        found += sorted(distinct.values(), key=lambda each: (-each.score, each.theme_id))[:_MOST_EACH]
    return tuple(found[:limit])


def _by_itself(reader: Reader, update: ReportedText, themes: Sequence[Theme], scores: Sequence[float]) -> list[LinkSuggestion]:
    return [_suggest(reader, update, theme, score, "") for theme, score in zip(themes, scores, strict=True) if tell_nearness(score)]


def _by_way_of_another(
    reader: Reader, update: ReportedText, vector: Matrix, linked: _Linked, themes: Mapping[ThemeId, Theme]
) -> list[LinkSuggestion]:
    """The themes of the recommendation that an update reads most like, by meaning and by words, where that is not its own."""
    if len(linked.ids) < 2:
        return []
    nearness = linked.vectors @ vector[0]
    rows = np.sort(np.argsort(-nearness, kind="stable")[:_SHORTLIST])
    by_words = compare_words([update.words], [linked.words[row] for row in rows], reader.rule)
    best = int(rows[int(np.argmax(fuse(nearness[rows][None, :], by_words)[0]))])
    score = float(nearness[best])
    if linked.ids[best] == update.recommendation_id or score < _BY_WAY:
        return []
    reference = linked.references[linked.ids[best]]
    return [_suggest(reader, update, themes[each], score, reference) for each in linked.themes.get(linked.ids[best], ()) if each in themes]


def _suggest(reader: Reader, update: ReportedText, theme: Theme, score: float, by_way_of: str) -> LinkSuggestion:
    return LinkSuggestion(
        update.recommendation_id,
        update.reference,
        theme.id,
        theme.title,
        Nearness.MAYBE if by_way_of else tell_nearness(score) or Nearness.MAYBE,
        round(min(score, 1.0), 4),
        find_nearest_part(reader, update.words, theme),
        share_with_theme(reader, update.words, theme),
        update.id,
        by_way_of,
    )


def _gather_linked(store: Store, reader: Reader, own: Sequence[RecommendationId]) -> _Linked:
    """Those that people linked, and those whose updates are read: an update mostly reads like its own."""
    themes: defaultdict[RecommendationId, tuple[ThemeId, ...]] = defaultdict(tuple)
    for own_id, links in store.links.all().items():
        by_people = tuple(each.theme_id for each in links if each.made_by is MadeBy.PERSON)
        if by_people:
            themes[own_id] = by_people
    wanted = themes.keys() | set(own)
    rows = [row for row, each in enumerate(reader.asked.ids) if each in wanted]
    ids = tuple(reader.asked.ids[row] for row in rows)
    texts, names = store.links.asked_of(ids), store.links.references(ids)
    return _Linked(
        ids,
        {own_id: reference for reference, own_id in names.items()},
        tuple(texts[each].words for each in ids),
        reader.asked.vectors[rows],
        dict(themes),
    )


def _gather_decided(store: Store, updates: Sequence[ReportedText], linked: _Linked) -> set[tuple[UpdateId | None, ThemeId]]:
    """What needs no suggestion: what people said of an update, and what they linked its recommendation to or refused for it."""
    ids = {each.recommendation_id for each in updates}
    said: set[tuple[UpdateId | None, ThemeId]] = {
        (each.update_id, each.theme_id) for each in store.links.decisions(ids) if each.update_id is not None
    }
    known = defaultdict(set, {own_id: set(themes) for own_id, themes in linked.themes.items()})
    for own_id, theme in store.links.refused():
        known[own_id].add(theme)
    return said | {(each.id, theme) for each in updates for theme in known.get(each.recommendation_id, ())}
