"""The phrases of texts in a language, however that language's phrases are found."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.themes.names.runs import find_runs
from nlp.themes.names.tagged import find_tagged, has_tagger
from nlp.themes.words import fold_word, split_words


def extract_terms(texts: Sequence[str], language: str, stops: frozenset[str]) -> list[dict[str, str]]:
    """The phrases of each text that could name a theme: key -> as written, in lower case.

    Texts of nothing but stop words are better named by them than by nothing.
    """
    found = find_tagged(texts, language, stops) if has_tagger(language) else [find_runs(text, language, stops) for text in texts]
    return found if any(found) else [{fold_word(word): fold_word(word) for run in split_words(text) for word in run} for text in texts]
