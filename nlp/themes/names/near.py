"""How near a phrase lies to the middle of what people said: of the telling phrases, those that stand for the theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from nlp.embed.centre import centre_by_language
from nlp.themes.names.term import Embed, Phrase
from nlp.themes.passage import unit_mean
from nlp.themes.words import overlap

Vectors = npt.NDArray[np.floating]

# So many phrases of a theme are looked at: embedding costs time, and what lies further back never names anything.
_LOOKED_AT = 20
# What a phrase keeps of its weight that lies as far from the theme's middle as any of its phrases.
_FARTHEST = 0.35
# What a phrase loses of its weight that means what one before it says.
_REPEATED = 0.7


def weigh_by_nearness(
    ranked: Sequence[Sequence[Phrase]], languages: Sequence[str], vectors: Sequence[Vectors], embed: Embed
) -> list[list[Phrase]]:
    """The first phrases of each theme by weight and nearness to the theme's centre, after KeyBERT (Grootendorst 2020).

    `vectors` holds the centred vectors of each theme's passages, shape (n, dim); phrases are centred by their languages.
    """
    looked_at = [list(phrases[:_LOOKED_AT]) for phrases in ranked]
    distinct = sorted({(language, phrase.text) for phrases, language in zip(looked_at, languages, strict=True) for phrase in phrases})
    if not distinct:
        return looked_at
    centred = centre_by_language(embed([text for _, text in distinct]), [language for language, _ in distinct])
    place = {each: row for row, each in enumerate(distinct)}
    return [
        _sort_by_both(phrases, centred[[place[language, phrase.text] for phrase in phrases]], unit_mean(rows)) if len(rows) else phrases
        for phrases, language, rows in zip(looked_at, languages, vectors, strict=True)
    ]


def _sort_by_both(phrases: list[Phrase], vectors: Vectors, centre: npt.NDArray[np.float64]) -> list[Phrase]:
    if not phrases:
        return phrases
    nearness = vectors.astype(np.float64) @ centre
    low, high = float(nearness.min()), float(nearness.max())
    spread = (nearness - low) / (high - low) if high - low > 1e-6 else np.ones(len(phrases))
    weighed = [
        replace(phrase, weight=phrase.weight * (_FARTHEST + (1 - _FARTHEST) * float(near)))
        for phrase, near in zip(phrases, spread, strict=True)
    ]
    return _spread(weighed, vectors)


def _spread(phrases: list[Phrase], vectors: Vectors) -> list[Phrase]:
    """The phrases in the order of what each adds to those before it: maximal marginal relevance (Carbonell and Goldstein 1998).

    "Lamps" after "lights" weighs less; "street lights" after "lights" does not, since it stands in its place and not beside it.
    """
    likeness = np.clip(vectors.astype(np.float64) @ vectors.T.astype(np.float64), 0.0, 1.0)
    left, chosen = sorted(range(len(phrases)), key=lambda at: (-phrases[at].weight, phrases[at].key)), list[int]()
    said = np.zeros(len(phrases))
    while left:
        at = max(left, key=lambda each: (phrases[each].weight * (1 - _REPEATED * said[each]), -left.index(each)))
        phrases[at] = replace(phrases[at], weight=phrases[at].weight * (1 - _REPEATED * float(said[at])))
        for other in left:
            if not overlap(phrases[at].text, phrases[other].text):
                said[other] = max(said[other], likeness[at, other])
        chosen.append(at)
        left.remove(at)
    return [phrases[at] for at in chosen]
