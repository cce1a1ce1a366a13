"""Each language's cutting words, from `words.toml`; a language that is not in it has none, and is cut by signs alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

NO_SPACES = frozenset({"zh", "ja", "th", "my", "km", "lo", "bo"})
"""Languages that put no space between words."""

VERBS_HIDE = frozenset({"am", "ti"})
"""Languages in which a short item may well be a sentence: a verb carries its subject and object, and stands last."""


@dataclass(frozen=True, slots=True)
class CuttingWords:
    """The words of one language, lower case; what each list is for stands in `words.toml`.

    `ordinals` maps a counting word to its rank, 0 the first. `verbs_hide` is True where a verb is one word with its subject
    and cannot be told from other words by a list.
    """

    has_spaces: bool = True
    abbreviations: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    clause: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()
    connectors: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    verbs_hide: bool = False
    ordinals: tuple[tuple[str, int], ...] = ()


@lru_cache(maxsize=64)
def cutting_words(language: str) -> CuttingWords:
    """The words of a language by its code; none for a language without any."""
    has_spaces = language not in NO_SPACES
    table = _read_table().get(language)
    if table is None:
        return CuttingWords(has_spaces)
    names = ("abbreviations", "endings", "idle", "clause", "wants", "connectors", "relatives")
    lists = {name: frozenset(table.get(name, ())) for name in names}
    ordinals = tuple((word, rank) for rank, words in enumerate(table["ordinals"]) for word in words)
    return CuttingWords(has_spaces, **lists, verbs_hide=language in VERBS_HIDE, ordinals=ordinals)


@lru_cache(maxsize=64)
def abbreviation_pattern(language: str) -> re.Pattern[str] | None:
    """Matches an abbreviation with its dot; None where the language has no words of its own."""
    words = cutting_words(language)
    known = words.abbreviations | words.endings
    return re.compile(rf"(?<!\w)(?:{_any_of(known)})\.", re.IGNORECASE) if known else None


@lru_cache(maxsize=64)
def ordinal_pattern(language: str) -> re.Pattern[str] | None:
    """Matches a counting word as group 1; None where the language has none."""
    words = cutting_words(language)
    any_word = _any_of(word for word, _ in words.ordinals)
    if not any_word:
        return None
    return re.compile(rf"(?<!\w)({any_word})(?!\w)" if words.has_spaces else rf"({any_word})", re.IGNORECASE)


@lru_cache(maxsize=64)
def connector_pattern(language: str) -> re.Pattern[str] | None:
    """Matches a connector that stands by itself, with the space around it; None where there is none."""
    words = cutting_words(language)
    if not words.connectors:
        return None
    any_word = _any_of(words.connectors)
    return re.compile(rf"(?<!\S)(?:{any_word})(?!\S)" if words.has_spaces else rf"(?:{any_word})", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """Alternatives, the longest first, so that "first of all" is not taken for "first"."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def _read_table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("nlp.passages").joinpath("words.toml").read_text(encoding="utf-8"))
