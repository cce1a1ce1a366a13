"""Phrases of languages whose parts of speech nobody tells us: words that stand together, by the rules of their script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.themes.names.grammar import load_by_language
from nlp.themes.names.han import find_han_phrases
from nlp.themes.words import fold_word, is_content, is_han, split_words

_MOST_CONTENT = 3
_LONGEST = 5
_LINKS = load_by_language("links")
_NO_THING_ENDINGS, _THINGS = load_by_language("no_thing_endings"), load_by_language("things")
_NONE: frozenset[str] = frozenset()
# What Arabic writes together with a word: and, the, in the, for the.
_ARABIC_STARTS = ("وال", "بال", "فال", "كال", "لل", "ال")
_SHORTEST_STEM = 3
# Letters that are "and", "so", "in" and "for" where a word begins with them.
_WRITES_AND = {"ar": "وفبل", "fa": "و"}


def find_runs(text: str, language: str, stops: frozenset[str]) -> dict[str, str]:
    """The phrases of one text by their key, the stems of their words; in Chinese whole words."""
    found: dict[str, str] = {}
    for run in split_words(text):
        for start, phrase in _phrases_of(run, language, stops):
            key = " ".join(stem_word(word, language) for word in phrase)
            text = "" if _is_inside_name(run, start, start + len(phrase)) else " ".join(phrase)
            found[key] = found.get(key) or text
    return found


def _is_inside_name(run: Sequence[str], start: int, end: int) -> bool:
    """True for "Road" in "Mill Road": capitals on both sides of where the phrase is cut."""
    return any(run[at - 1][:1].isupper() and run[at][:1].isupper() for at in (start, end) if 0 < at < len(run))


def _phrases_of(run: Sequence[str], language: str, stops: frozenset[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The phrases of a run, each with the place of its first word."""
    links = _LINKS.get(language, _NONE)
    for start, first in enumerate(run):
        if is_han(first):
            yield from ((start, (phrase,)) for phrase in find_han_phrases(first, stops))
            continue
        if not _can_name(first, language, stops):
            continue
        content = 0
        for end in range(start + 1, min(start + _LONGEST, len(run)) + 1):
            word = run[end - 1]
            if is_han(word):
                break
            if _can_name(word, language, stops):
                content += 1
                yield start, tuple(map(fold_word, run[start:end]))
            elif fold_word(word) not in links:
                break
            if content == _MOST_CONTENT:
                break


def _can_name(word: str, language: str, stops: frozenset[str]) -> bool:
    """True for a word that says something, and that does not look like a verb or an adverb."""
    folded = fold_word(word)
    if not is_content(word, stops) or (language in _WRITES_AND and folded[1:] in stops and folded[0] in _WRITES_AND[language]):
        return False
    endings = tuple(_NO_THING_ENDINGS.get(language, _NONE))
    return not endings or not folded.endswith(endings) or folded in _THINGS[language]


def stem_word(word: str, language: str) -> str:
    """The word without the commonest endings or beginnings of its inflections, so that they count as one."""
    folded = fold_word(word)
    if language in ("es", "pt", "en", "fr"):
        return _without_plural(folded, language)
    if language in ("ar", "fa") and folded.startswith(_ARABIC_STARTS):
        start = next(each for each in _ARABIC_STARTS if folded.startswith(each))
        return folded.removeprefix(start) if len(folded) - len(start) >= _SHORTEST_STEM else folded
    return folded


def _without_plural(folded: str, language: str) -> str:
    if language == "en" and len(folded) > 4 and folded.endswith("ies"):
        return f"{folded[:-3]}y"
    if len(folded) > 5 and folded.endswith("es") and language == "es" and folded[-3] not in "aeiou":
        return folded[:-2]
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded
