"""Whether words can be read by themselves, and which way they turn. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from domain.text import PLACEHOLDER
from nlp.quotes.shared_words import list_tokens, weigh_tokens

FEWEST_WORDS, MOST_WORDS = 8, 60
LONGEST_WORD = 40
_WORDS_A_PLACEHOLDER = 8


@dataclass(frozen=True, slots=True)
class _Words:
    no: frozenset[str] = frozenset()
    leans: frozenset[str] = frozenset()


def can_stand_alone(text: str) -> bool:
    """True for 8 to 60 words with at most one placeholder in eight words, and no endless word; two signs of a script without
    spaces count as one word.
    """
    tokens = list_tokens(text)
    words = weigh_tokens(tokens)
    placeholders = len(PLACEHOLDER.findall(text))
    is_short_enough = FEWEST_WORDS <= words <= MOST_WORDS and all(len(each) <= LONGEST_WORD for each in tokens)
    return is_short_enough and placeholders * _WORDS_A_PLACEHOLDER <= words


def leans_on_others(text: str, language: str) -> bool:
    """True where it begins with a word that needs the sentence before it ("And", "They"), in a language whose words are known."""
    return next(iter(list_tokens(text)), "") in _words_of(language).leans


def says_no(text: str, language: str) -> bool | None:
    """True where a word turns the sentence round ("not", "never"), None in a language whose words are not known."""
    words = _words_of(language).no
    return not words.isdisjoint(list_tokens(text)) if words else None


@cache
def _words_of(language: str) -> _Words:
    table = _read_table().get(language, {})
    return _Words(frozenset(table.get("no", ())), frozenset(table.get("leans", ())))


@cache
def _read_table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("nlp.quotes").joinpath("words.toml").read_text(encoding="utf-8"))
