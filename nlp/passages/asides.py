"""Sentences of a word or two ("Every. Time.", "Broad daylight."): what they mean stands in the sentence before them."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Final

from nlp.passages.lines import Spans
from nlp.passages.words import CuttingWords, cutting_words

_WORD: Final = re.compile(r"\w[\w'’-]*")
_MOST_WORDS: Final = 2
_LEAST_WORDS_BEFORE: Final = 5


def join_asides(shape: str, sentences: Spans, language: str) -> Spans:
    """The sentences, with one or two that have two words between them joined to a longer one before.

    Not where they ask for something ("More buses."), and not where short sentences stand one after another ("Housing. Crime.").
    """
    words = cutting_words(language)
    if not words.has_spaces:
        return sentences
    counts = {span: _count_words(shape[slice(*span)], words) for span in sentences}
    joined: Spans = []
    before = 0  # words of the sentence before
    for is_short, run in groupby(sentences, key=lambda span: counts[span] <= _MOST_WORDS):
        spans = list(run)
        total = sum(counts[span] for span in spans)
        if is_short and joined and before >= _LEAST_WORDS_BEFORE and total <= _MOST_WORDS:
            joined[-1] = (joined[-1][0], spans[-1][1])
        else:
            joined += spans
        before = counts[spans[-1]]
    return joined


def _count_words(sentence: str, words: CuttingWords) -> int:
    """The words of a sentence. One that asks, states or thanks counts as a long one: it is looked at later for what it says."""
    parts = _WORD.findall(sentence.lower())
    stands = ":" in sentence or words.wants.intersection(parts) or words.idle.issuperset(parts)
    return max(len(parts), _LEAST_WORDS_BEFORE) if stands else len(parts)
