"""Texts and their vectors -> kinds and leanings. Each text is read by itself: what else is there does not move it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from domain.kinds import Kind, Leaning, ToldKind
from domain.text import without_placeholders
from nlp.embed.reference import reference_means
from nlp.kinds.cues import read_cues
from nlp.kinds.sentences import NO_LEANING
from nlp.kinds.weights import VECTOR_WEIGHT, Learned, Weights, load_learned

KINDS_VERSION = 1
"""Raised when words, sentences or weights change: passages are then told anew."""

CONTEXT = 0.5
"""How far a passage's vector leans towards that of its whole comment: "It is October." alone is nothing, after a complaint in May it
is part of one. Chosen on half of the demo's comments, docs/decisions/0023."""

LEAST_SURE_OF_KIND = 0.45
LEAST_SURE_OF_MORE = 0.5
# "No", "never" and "stop" stand in many a complaint that asks for nothing: outside a suggestion they must weigh more.
LEAST_SURE_OF_LESS = 0.5
LEAST_SURE_OF_LESS_UNASKED = 0.8

_DIGITS = 3  # the last ones differ from machine to machine

Vectors = npt.NDArray[np.float32]
Features = npt.NDArray[np.float64]


def version_of(model: str) -> str:
    """What `made_by` says of kinds told with vectors of this model: by which version, and whether by words alone."""
    return f"kinds-{KINDS_VERSION}{'' if load_learned().is_for(model) else '-words'}"


def tell_kinds(texts: Sequence[str], languages: Sequence[str], vectors: Vectors, *, model: str) -> list[ToldKind]:
    """The kind of each text, and its leaning by its words; `vectors` of `model`, leaned on their comments, are of shape (n, dim).

    Vectors of another model than the one learned from are not read, and neither is one of zeros: words alone then decide.
    """
    return read_with(load_learned(), texts, languages, vectors, model=model)


def read_with(learned: Learned, texts: Sequence[str], languages: Sequence[str], vectors: Vectors, *, model: str) -> list[ToldKind]:
    """The same by weights of one's own: for measuring."""
    if not texts:
        return []
    words = read_cues([without_placeholders(each) for each in texts], languages).astype(np.float64)
    kinds = _choose(learned.by_words, words)
    if learned.is_for(model):
        seen = [int(row) for row in np.flatnonzero(vectors.any(axis=1))]
        features = join_features(vectors[seen], [languages[row] for row in seen], words[seen], model=model)
        for row, chosen in zip(seen, _choose(learned.seeing, features), strict=True):
            kinds[row] = chosen
    return [_settle(kind, leaning) for kind, leaning in zip(kinds, _choose(learned.leaning, words), strict=True)]


def join_features(vectors: Vectors, languages: Sequence[str], words: Features, *, model: str) -> Features:
    """Vectors less where their language lies, beside the hints of words: shape (n, dim + hints).

    Only by means that come with Hearback, never by those of the data: the same passage is then the same in any round.
    """
    means = reference_means(model)
    overall = np.mean(list(means.values()), axis=0) if means else np.zeros(vectors.shape[1])
    origins = np.array([means.get(language, overall) for language in languages]).reshape(len(languages), vectors.shape[1])
    centred = vectors.astype(np.float64) - origins
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.hstack([VECTOR_WEIGHT * centred / np.where(lengths > 0, lengths, 1), words])


def _choose(weights: Weights, features: Features) -> list[tuple[str, float]]:
    """The likeliest class of each row, and how likely it is."""
    likely = weights.weigh(features)
    return [(weights.classes[best], float(row[best])) for row, best in zip(likely, likely.argmax(axis=1), strict=True)]


def _settle(kind: tuple[str, float], leaning: tuple[str, float]) -> ToldKind:
    told = Kind(kind[0]) if kind[1] >= LEAST_SURE_OF_KIND else Kind.UNCLEAR
    return ToldKind(told, round(min(1.0, kind[1]), _DIGITS), _lean(told, *leaning))


def _lean(kind: Kind, name: str, likely: float) -> Leaning | None:
    if name == NO_LEANING or kind is Kind.UNCLEAR:
        return None
    leaning = Leaning(name)
    least = LEAST_SURE_OF_MORE if leaning is Leaning.MORE else LEAST_SURE_OF_LESS if kind is Kind.SUGGESTION else LEAST_SURE_OF_LESS_UNASKED
    return leaning if likely >= least else None
