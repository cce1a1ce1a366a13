"""Six words in a row: whether a text that is published repeats what somebody said.

Of scripts that put no spaces between words twelve signs count as six words. Case, accents, punctuation and signs that are
not seen make no difference; what redaction left in place of something is nobody's word.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from domain.text import PLACEHOLDER

Run = tuple[str, ...]
Said = Iterable[str]

RUN_OF_WORDS, RUN_OF_SIGNS = 6, 12
_WORD_WEIGHT = RUN_OF_SIGNS // RUN_OF_WORDS
_UNSPACED = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile("[^\\W_]+")
_TOKEN = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text that is to be published, and where it stands: the id of a theme and a field, never its words."""

    place: str
    text: str

    def __repr__(self) -> str:
        return f"PublicText({self.place})"


def find_shared(public: Iterable[PublicText], said: Said, *, exempt: Iterable[str] = ()) -> tuple[str, ...]:
    """The places, in their order, at which six words in a row stand that somebody said.

    Runs of the `exempt` texts are nobody's: question texts, names of places. Linear in what was said: about a second for
    100,000 comments.
    """
    free = {run for text in exempt for run in cut_runs(text)}
    places: defaultdict[Run, list[str]] = defaultdict(list)
    texts = tuple(public)
    for each in texts:
        for run in set(cut_runs(each.text)) - free:
            places[run].append(each.place)
    found = {place for run in _find_said(set(places), said) for place in places[run]}
    return tuple(dict.fromkeys(each.place for each in texts if each.place in found))


def shares_words(text: str, said: Said) -> bool:
    """True where the text has six words in a row of what was said."""
    return any(True for _ in _find_said(set(cut_runs(text)), said))


def _find_said(runs: set[Run], said: Said) -> Iterator[Run]:
    """Those of the runs that stand in one of the texts."""
    first = {run[:RUN_OF_WORDS] for run in runs}  # every run has at least six parts
    if not first:
        return
    for text in said:
        tokens = list_tokens(text)
        if len(tokens) >= RUN_OF_WORDS and not first.isdisjoint(zip(*(tokens[at:] for at in range(RUN_OF_WORDS)), strict=False)):
            yield from runs.intersection(_cut(tokens))


def cut_runs(text: str) -> list[Run]:
    """From each word or sign on, as many as make six words: the shortest run that counts."""
    return _cut(list_tokens(text))


def _cut(tokens: list[str]) -> list[Run]:
    weights = list(map(_weigh, tokens))
    runs, weight, end = [], 0, 0
    for start in range(len(tokens)):
        while weight < RUN_OF_SIGNS and end < len(tokens):
            weight += weights[end]
            end += 1
        if weight < RUN_OF_SIGNS:
            break
        runs.append(tuple(tokens[start:end]))
        weight -= weights[start]
    return runs


def weigh_tokens(tokens: Iterable[str]) -> float:
    """How many words tokens come to; two signs of a script without spaces are one word."""
    return sum(map(_weigh, tokens)) / _WORD_WEIGHT


def _weigh(token: str) -> int:
    return 1 if _IS_UNSPACED.match(token) else _WORD_WEIGHT


def list_tokens(text: str) -> list[str]:
    """The words of a text, folded; of scripts without spaces each sign by itself."""
    if "[" in text:
        text = PLACEHOLDER.sub(" ", text)
    if text.isascii():
        return _WORD.findall(text.lower().replace("'", ""))
    folded = unicodedata.normalize("NFKD", text).casefold()
    for sign in _dropped().intersection(folded):  # a text has few kinds of them, and this is quicker than one pass over all
        folded = folded.replace(sign, "")
    return _TOKEN.findall(folded)


@cache
def _dropped() -> frozenset[str]:
    """Marks belong to their letters and apostrophes to their words; signs that are not seen part nothing."""
    unheard = (chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me", "Cf"))
    return frozenset(("'", "’", "ʼ", *unheard))
