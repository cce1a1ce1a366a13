"""Themes of a codebook, looked for among the passages of a run before anything is grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.settings import Settings
from domain.codebook import CodebookEntry
from domain.ids import PassageId, ThemeId
from domain.themes import Theme
from flows.steps.encoders import encoder_for
from flows.steps.spaces import ENGLISH
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.embed import Encoder
    from nlp.themes import PassageToTheme, Space


@dataclass(frozen=True, slots=True)
class CodebookClaims:
    """The living themes, those of a codebook with a centre, and the passages that these claim strongly."""

    living: tuple[Theme, ...]
    claimed: dict[PassageId, ThemeId]


def claim_by_codebook(store: Store, settings: Settings, passages: Sequence[PassageToTheme], spaces: Sequence[Space]) -> CodebookClaims:
    """Let the codebook's living themes claim passages; `spaces` are the passages', before centring. Nothing where there is none.

    A theme that has had no passages yet gets the centre of its words, so that the few are matched with it too.
    """
    living = store.themes.living()
    entries = living_entries(store, living)
    if not entries or not passages:
        return CodebookClaims(living, {})
    from nlp.codebook import embed_anchors, place_by_codebook
    from nlp.codebook.place import fill_centroids
    from nlp.themes import Space

    languages = [each.language for each in passages]
    anchors = embed_anchors(entries, [reader_of(settings, each.model) for each in spaces])
    centred = [Space(each.model, centre(each, languages)) for each in spaces]
    placing = place_by_codebook(anchors, spaces, centred, languages, centre=centre)
    claimed = {passages[row].id: placing.themes[column] for row, column in enumerate(placing.bound.tolist()) if column >= 0}
    return CodebookClaims(tuple(fill_centroids(living, placing)), claimed)


def living_entries(store: Store, living: Sequence[Theme]) -> tuple[CodebookEntry, ...]:
    """The entries of themes that live, in order of the id: what of a codebook decides a run."""
    here = {each.id for each in living}
    return tuple(each for each in store.codebook.all() if each.theme_id in here and each.texts())


def centre(space: Space, languages: Sequence[str]):  # type: ignore[no-untyped-def] # numpy would be imported for a hint
    """As theming centres passages."""
    from nlp.embed import centre_by_language

    return centre_by_language(space.vectors, languages, model=space.model)


def reader_of(settings: Settings, model: str) -> tuple[Encoder, str | None]:
    """The encoder of a space, and the only language that it reads."""
    first = encoder_for(settings.themes.embedding_model)
    return (first, None) if first.model == model else (encoder_for(settings.themes.english_model, "english_model"), ENGLISH)
