"""A phrase that could name a theme: how it is counted, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from nlp.themes.names.grammar import load_by_language

_HOLLOW = load_by_language("hollow")

StopWords = Set[str] | Mapping[str, Set[str]]
"""Words that name nothing: of all languages together, or by language."""

Terms = Mapping[str, str]
"""The phrases of one text: key (the same for all inflections of a phrase) -> as it is written, in lower case.

Empty where it is part of a longer name there ("drug" in "drug abuse"): then it counts, and is not shown that way.
"""

NO_STOPS: frozenset[str] = frozenset()


Embed = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to unit vectors, not centred: shape (texts, dim)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What titles are made with: words that name nothing, names of peoples and faiths by language, and how phrases are embedded.

    `embed` is the encoder of the first space; without it, nearness to the theme's middle has no say.
    """

    stop_words: StopWords
    peoples: Mapping[str, Set[str]] = field(default_factory=dict)
    embed: Embed | None = None


def as_wording(words: frozenset[str] | Wording) -> Wording:
    """A wording of nothing but stop words, where only those are known."""
    return words if isinstance(words, Wording) else Wording(words)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The phrases of what one person said: of a text, or of several that are one person's."""

    person: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is mostly written, its key, the people of its theme who used it, and its weight (0 and up)."""

    text: str
    key: str
    people: frozenset[str]
    weight: float


def stops_of(stop_words: StopWords, language: str) -> frozenset[str]:
    """What names nothing in a language: its stop words, and words as hollow as "thing"."""
    hollow = _HOLLOW.get(language, NO_STOPS)
    return hollow | (stop_words.get(language, NO_STOPS) if isinstance(stop_words, Mapping) else stop_words)
