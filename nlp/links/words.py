"""Words that two texts share, rare ones weighing more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.themes.names.runs import stem_word
from nlp.themes.words import is_content, is_han, split_words

Matrix = npt.NDArray[np.float64]

_MOST_SHARED = 4


@dataclass(frozen=True, slots=True)
class WordRule:
    """How texts are cut into words: their language, and the words that say nothing in it."""

    language: str
    stop_words: frozenset[str] = frozenset()


def compare_words(queries: Sequence[str], documents: Sequence[str], rule: WordRule) -> Matrix:
    """How much of each query's words each document has: shape (len(queries), len(documents)), in [0, 1].

    Cosine of TF-IDF with tf as 1 + ln(count) and idf as ln((1 + n) / (1 + df)) + 1 over the documents (Manning, Raghavan and
    Schütze 2008, 6.2 and 6.4), over words without their commonest endings. A text without a word is like nothing.
    """
    counted = [Counter(stem for stem, _ in _list_words(each, rule)) for each in documents]
    rarity = _measure_rarity(counted)
    weighed = [_weigh(each, rarity, len(documents)) for each in counted]
    asked = [_weigh(Counter(stem for stem, _ in _list_words(each, rule)), rarity, len(documents)) for each in queries]
    compared = [[_multiply(query, each) for each in weighed] for query in asked]
    return np.array(compared, dtype=np.float64).reshape(len(queries), len(documents))


def share_words(text: str, other: str, rule: WordRule) -> tuple[str, ...]:
    """At most four words that stand in both, as the first text writes them, the longest first: for people to see why."""
    there = {stem for stem, _ in _list_words(other, rule)}
    found: dict[str, str] = {}
    for stem, written in _list_words(text, rule):
        if stem in there:
            found.setdefault(stem, written)
    return tuple(sorted(found.values(), key=lambda each: (-len(each), each))[:_MOST_SHARED])


def _list_words(text: str, rule: WordRule) -> Iterator[tuple[str, str]]:
    """Each word that says something: without its ending, and as written. Of Chinese and Japanese, pairs of signs."""
    for run in split_words(text):
        for word in run:
            if is_han(word):
                yield from ((pair, pair) for pair in (word[at : at + 2] for at in range(max(1, len(word) - 1))))
            elif is_content(word, rule.stop_words):
                yield stem_word(word, rule.language), word.casefold()


def _measure_rarity(counted: Sequence[Mapping[str, int]]) -> dict[str, float]:
    spread = Counter(word for each in counted for word in each)
    return {word: _rarity(len(counted), documents) for word, documents in spread.items()}


def _rarity(documents: int, having: int) -> float:
    return math.log((1 + documents) / (1 + having)) + 1


def _weigh(counts: Mapping[str, int], rarity: Mapping[str, float], documents: int) -> dict[str, float]:
    unknown = _rarity(documents, 0)
    weights = {word: (1 + math.log(count)) * rarity.get(word, unknown) for word, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def _multiply(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return min(1.0, sum(weight * large[word] for word, weight in small.items() if word in large))
