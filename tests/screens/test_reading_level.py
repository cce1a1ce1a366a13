"""The English of the pages is that of a newspaper: short sentences, few long words."""

from __future__ import annotations

import re
from statistics import mean

from config.screen_texts import load_texts

MOST_WORDS, MEAN_WORDS, LONG_LETTERS, LONG_SHARE = 26, 10, 11, 0.01
ENGLISH = load_texts("en")


def list_sentences() -> list[tuple[str, list[str]]]:
    """Sentences of four words or more, with the key of each; shorter ones are heads and labels and would make the mean look good."""
    phrases = [*ENGLISH.phrases.items(), *((key, forms["other"]) for key, forms in ENGLISH.plurals.items())]
    sentences = [
        (key, re.findall(r"[A-Za-z’'-]+|\{\w+\}", part)) for key, phrase in phrases for part in re.split(r"(?<=[.!?:;])\s+", phrase)
    ]
    return [(key, words) for key, words in sentences if len(words) > 3]


def test_sentences_are_short() -> None:
    assert mean(len(words) for _, words in list_sentences()) < MEAN_WORDS
    assert [(key, len(words)) for key, words in list_sentences() if len(words) > MOST_WORDS] == []


def test_long_words_are_few() -> None:
    words = [word for _, sentence in list_sentences() for word in sentence if not word.startswith("{")]
    long = [word for word in words if len(word) >= LONG_LETTERS]
    assert len(long) / len(words) < LONG_SHARE
