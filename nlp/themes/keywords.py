"""Which phrases tell a theme from the others: c-TF-IDF over people.

Titles and keywords are published, and redaction misses some names. So a phrase counts once a person, and one that fewer than
three people used is never taken: it may be somebody's name or somebody's own words. Where a theme has no other, single words of
fewer people are taken that any word list of the language has and no list of names.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from nlp.redact.names.origins import load_names
from nlp.redact.names.vocabulary import is_ordinary
from nlp.themes.words import fold_word, is_han

SHARED_BY = 3
"""People who must have used a phrase before it may stand where everybody can read it."""

_KEPT = 40
_ENOUGH = 3
# How much more often than everywhere a theme must hold a phrase. The town's own name is in every theme and tells nothing.
_TELLING = 1.8
# Steps down while a theme has too few phrases: how telling, and by how many people at least.
_LADDER = ((_TELLING, SHARED_BY), (0.0, SHARED_BY), (_TELLING, 2), (0.0, 2), (0.0, 1))
# A phrase of several words says more than its words alone; without this, single words always win.
_LONGER_IS_BETTER = 0.6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is mostly written, the people of its theme who used it, and its weight (0 and up)."""

    text: str
    people: int
    weight: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """The phrases of what one person said: of a text, or of several that are one person's."""

    person: str
    phrases: Set[str]


def rank_phrases(themes: Sequence[Sequence[Spoken]], languages: Sequence[str], rest: Sequence[Spoken]) -> list[list[Phrase]]:
    """The phrases of each theme, the most telling first; `languages` are those of the themes, `rest` is what fits no theme.

    Weight: share of the theme's people who used it times log(1 + people a theme / people who used it), after c-TF-IDF
    (Grootendorst 2022, arXiv 2203.05794), counted in people and not in words, so that nobody's repetition weighs more.
    """
    counted = [_count(theme) for theme in themes]
    others = _count(rest)
    everywhere: Counter[str] = Counter()
    for each in (*counted, others):
        everywhere.update(each.people)
    total = sum(each.size for each in counted) + others.size
    usual = max(1.0, total / max(1, len(themes)))
    return [_rank(each, language, everywhere, usual, total) for each, language in zip(counted, languages, strict=True)]


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many people there are, how many of them used a folded phrase, and how it is written."""

    size: int
    people: Counter[str]
    written: dict[str, Counter[str]]


def _count(theme: Sequence[Spoken]) -> _Counted:
    used: dict[str, set[str]] = {}
    written: dict[str, Counter[str]] = {}
    for spoken in theme:
        for folded, phrase in {fold_word(phrase): phrase for phrase in sorted(spoken.phrases)}.items():
            used.setdefault(folded, set()).add(spoken.person)
            written.setdefault(folded, Counter())[phrase] += 1
    return _Counted(len({spoken.person for spoken in theme}), Counter({folded: len(who) for folded, who in used.items()}), written)


def _rank(counted: _Counted, language: str, everywhere: Counter[str], usual: float, total: int) -> list[Phrase]:
    """Telling phrases that several people used; where those are few, others of theirs; words of fewer only where they are common."""
    ranked: dict[str, Phrase] = {}
    for telling, least in _LADDER:
        if len(ranked) >= (_ENOUGH if least >= SHARED_BY else 1):
            break
        step = [
            Phrase(_usual_form(counted.written[folded]), count, _weigh(folded, count / counted.size, usual / everywhere[folded]))
            for folded, count in counted.people.items()
            if count >= least
            and count * total >= telling * counted.size * everywhere[folded]
            and (count >= SHARED_BY or _is_common_word(folded, language))
        ]
        for phrase in sorted(step, key=lambda each: (-each.weight, each.text)):
            ranked.setdefault(phrase.text, phrase)
    return list(ranked.values())[:_KEPT]


def _is_common_word(folded: str, language: str) -> bool:
    return " " not in folded and is_ordinary(folded, language) and folded not in load_names()


def _weigh(folded: str, share: float, rarity: float) -> float:
    extra = len(folded) / 2 - 1 if is_han(folded) else folded.count(" ")
    return share * math.log1p(rarity) * (1 + _LONGER_IS_BETTER * extra)


def _usual_form(written: Counter[str]) -> str:
    """The form that most texts have; of equals, the one in lower case."""
    return min(written, key=lambda form: (-written[form], form != form.lower(), form))
