"""What the encoder sees of recommendations: each is read once, and again when its words change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.settings import Settings
from flows.progress import report
from flows.steps.encoders import encoder_for
from flows.steps.wording import wording_of
from warehouse.store import Store

if TYPE_CHECKING:
    from nlp.embed.reference import Mean
    from nlp.links.asked import Asked
    from nlp.links.words import WordRule

# So many are read before they are kept: what is read when somebody stops it is not read again.
_AT_ONCE = 512


def read_asked(store: Store, settings: Settings) -> Asked | None:
    """Every recommendation as the multilingual encoder sees it, the new ones read first; None where there is nothing to hold it against."""
    from nlp.links.asked import place_asked

    encoder = encoder_for(settings.themes.embedding_model)
    embed_asked(store, settings)
    ids, vectors = store.recommendation_vectors.all(encoder.model)
    expected = _expect_mean(store, settings)
    return None if expected is None or not ids else place_asked(ids, vectors, encoder, expected)


def embed_asked(store: Store, settings: Settings) -> int:
    """Read the recommendations that the encoder has not seen as they are now: how many."""
    encoder = encoder_for(settings.themes.embedding_model)
    waiting = store.recommendation_vectors.missing(encoder.model, store.links.asked())
    for start in range(0, len(waiting), _AT_ONCE):
        part = waiting[start : start + _AT_ONCE]
        vectors = encoder.encode([each.words for each in part])
        store.recommendation_vectors.save(encoder.model, dict(zip(part, vectors, strict=True)))
        report("link", start + len(part), len(waiting))
    return len(waiting)


def word_rule(settings: Settings) -> WordRule:
    """How texts of staff are cut into words: in the digest's language, in which they are written."""
    from nlp.links.words import WordRule
    from nlp.themes.names.term import stops_of

    language = settings.hearback.language
    return WordRule(language, stops_of(wording_of(settings).stop_words, language))


def _expect_mean(store: Store, settings: Settings) -> Mean | None:
    """Where texts in the digest's language lie, in which recommendations are written: as measured once, or as people spoke.

    None while nobody spoke and nothing was measured.
    """
    from nlp.links.asked import expect_mean

    model = encoder_for(settings.themes.embedding_model).model
    expected = expect_mean(model, settings.hearback.language)
    if expected is not None:
        return expected
    passages = store.passages.of_rounds([each.id for each in store.rounds.all()])
    said = [each for each in passages if each.language == settings.hearback.language] or list(passages)
    return store.vectors.of(model, [each.passage.text for each in said]).mean(axis=0).astype("float64") if said else None
