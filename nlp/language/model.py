"""py3langid's statistics, loaded when they are first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


def best_of(words: str, codes: Sequence[str]) -> tuple[str, float]:
    """The likeliest of `codes` and its share of their joint probability; ("", 0) where the model knows none of them."""
    ranked = [(code, probability) for code, probability in rank_languages(words) if code in codes]
    total = sum(probability for _, probability in ranked)
    return (ranked[0][0], ranked[0][1] / total) if total > 0 else ("", 0.0)


def rank_languages(words: str) -> list[tuple[str, float]]:
    """Every language the model knows with its probability, likeliest first."""
    return [(str(code), float(probability)) for code, probability in _open_model().rank(words)]


@lru_cache(maxsize=1)
def known_languages() -> frozenset[str]:
    """The codes of all languages the model can tell."""
    return frozenset(_open_model().labels)


@lru_cache(maxsize=1)
def _open_model() -> LanguageIdentifier:
    """py3langid's own model, loaded once (about a second)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
