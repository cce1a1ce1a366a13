"""Which phrases tell a theme from the others: c-TF-IDF over passages."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.themes.words import find_phrases, fold_word, is_han, split_words

# A phrase that fewer passages hold may be one person's own words: it is taken only where a theme has no other.
SHARED_BY = 3
_KEPT = 40
# A phrase of several words says more than its words alone; without this, single words always win.
_LONGER_IS_BETTER = 0.6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is mostly written, the passages of its theme that hold it, and its weight (0 and up)."""

    text: str
    passages: int
    weight: float


def rank_phrases(themes: Sequence[Sequence[str]], rest: Sequence[str], stop_words: frozenset[str]) -> list[list[Phrase]]:
    """The phrases of each theme's texts, the most telling first; `rest` are texts of no theme, against which they stand out.

    Weight: share of the theme's texts that hold it times log(1 + texts a theme / texts that hold it), after c-TF-IDF
    (Grootendorst 2022, arXiv 2203.05794), counted in texts and not in words, so that nobody's repetition weighs more.
    """
    counted = [_count(texts, stop_words) for texts in themes]
    everywhere: Counter[str] = Counter()
    for each in (*counted, _count(rest, stop_words)):
        everywhere.update(each.passages)
    usual = max(1.0, (sum(map(len, themes)) + len(rest)) / max(1, len(themes)))
    return [_rank(each, len(texts), everywhere, usual) for each, texts in zip(counted, themes, strict=True)]


@dataclass(frozen=True, slots=True)
class _Counted:
    passages: Counter[str]
    written: dict[str, Counter[str]]


def _count(texts: Sequence[str], stop_words: frozenset[str]) -> _Counted:
    """Texts that hold a folded phrase, and how it is written in them."""
    passages: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for text in texts:
        # A text of nothing but stop words is better named by them than by nothing.
        phrases = find_phrases(text, stop_words) or {word for run in split_words(text) for word in run}
        found = {fold_word(phrase): phrase for phrase in sorted(phrases)}
        passages.update(found.keys())
        for folded, phrase in found.items():
            written.setdefault(folded, Counter())[phrase] += 1
    return _Counted(passages, written)


def _rank(counted: _Counted, size: int, everywhere: Counter[str], usual: float) -> list[Phrase]:
    fewest = next((least for least in range(SHARED_BY, 0, -1) if _are_enough(counted, least)), 1)
    phrases = [
        Phrase(_usual_form(counted.written[folded]), count, _weigh(folded, count / size, usual / everywhere[folded]))
        for folded, count in counted.passages.items()
        if count >= fewest
    ]
    return sorted(phrases, key=lambda phrase: (-phrase.weight, phrase.text))[:_KEPT]


def _are_enough(counted: _Counted, least: int) -> bool:
    return sum(count >= least for count in counted.passages.values()) >= SHARED_BY


def _weigh(folded: str, share: float, rarity: float) -> float:
    extra = len(folded) / 2 - 1 if is_han(folded) else folded.count(" ")
    return share * math.log1p(rarity) * (1 + _LONGER_IS_BETTER * extra)


def _usual_form(written: Counter[str]) -> str:
    """The form that most texts have; a lower-case one where there is any, since a capital may only start a sentence."""
    lower = [form for form in written if form == form.lower()]
    forms = lower or list(written)
    return min(forms, key=lambda form: (-written[form], form))
