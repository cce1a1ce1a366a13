"""Which phrases tell a theme from the others: c-TF-IDF over passages."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from nlp.themes.words import fold_word, is_han

# A phrase that fewer passages hold may be one person's own words: it is taken only where a theme has no other.
SHARED_BY = 3
_KEPT = 40
_ENOUGH = 3
# How much more often than everywhere a theme must hold a phrase. The town's own name is in every theme and tells nothing.
_TELLING = 1.8
# Steps down while a theme has too few phrases: how telling, and in how many texts at least.
_LADDER = ((_TELLING, SHARED_BY), (_TELLING, 2), (0.0, SHARED_BY), (0.0, 2), (0.0, 1))
# A phrase of several words says more than its words alone; without this, single words always win.
_LONGER_IS_BETTER = 0.6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is mostly written, the passages of its theme that hold it, and its weight (0 and up)."""

    text: str
    passages: int
    weight: float


def rank_phrases(themes: Sequence[Sequence[Set[str]]], rest: Sequence[Set[str]]) -> list[list[Phrase]]:
    """The phrases of each theme, the most telling first, from the phrases of its texts; `rest` are those of texts of no theme.

    Weight: share of the theme's texts that hold it times log(1 + texts a theme / texts that hold it), after c-TF-IDF
    (Grootendorst 2022, arXiv 2203.05794), counted in texts and not in words, so that nobody's repetition weighs more.
    """
    counted = [_count(texts) for texts in themes]
    everywhere: Counter[str] = Counter()
    for each in (*counted, _count(rest)):
        everywhere.update(each.texts)
    total = sum(map(len, themes)) + len(rest)
    usual = max(1.0, total / max(1, len(themes)))
    return [_rank(each, len(texts), everywhere, usual, total) for each, texts in zip(counted, themes, strict=True)]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Texts that hold a folded phrase, and how it is written in them."""

    texts: Counter[str]
    written: dict[str, Counter[str]]


def _count(texts: Sequence[Set[str]]) -> _Counted:
    counted = _Counted(Counter(), {})
    for phrases in texts:
        found = {fold_word(phrase): phrase for phrase in sorted(phrases)}
        counted.texts.update(found.keys())
        for folded, phrase in found.items():
            counted.written.setdefault(folded, Counter())[phrase] += 1
    return counted


def _rank(counted: _Counted, size: int, everywhere: Counter[str], usual: float, total: int) -> list[Phrase]:
    """Telling phrases that several texts hold; where those are few, then of two texts, then any; one text's words only alone."""
    ranked: dict[str, Phrase] = {}
    for telling, least in _LADDER:
        if len(ranked) >= (_ENOUGH if least > 1 else 1):
            break
        step = [
            Phrase(_usual_form(counted.written[folded]), count, _weigh(folded, count / size, usual / everywhere[folded]))
            for folded, count in counted.texts.items()
            # A phrase of several words that one text holds is a quotation.
            if count >= least and (count > 1 or " " not in folded) and count * total >= telling * size * everywhere[folded]
        ]
        for phrase in sorted(step, key=lambda each: (-each.weight, each.text)):
            ranked.setdefault(phrase.text, phrase)
    return list(ranked.values())[:_KEPT]


def _weigh(folded: str, share: float, rarity: float) -> float:
    extra = len(folded) / 2 - 1 if is_han(folded) else folded.count(" ")
    return share * math.log1p(rarity) * (1 + _LONGER_IS_BETTER * extra)


def _usual_form(written: Counter[str]) -> str:
    """The form that most texts have; of equals, the one in lower case."""
    return min(written, key=lambda form: (-written[form], form != form.lower(), form))
