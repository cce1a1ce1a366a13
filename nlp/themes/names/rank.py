"""Which phrases tell a theme from the others: c-TF-IDF over people.

Titles and keywords are published, and redaction misses some names. So a phrase counts once a person, and one that fewer than
three people used is never taken: it may be somebody's name or somebody's own words. The three need not all be in the theme: what
one person of it said is taken where others said it elsewhere.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlp.themes.names.term import Phrase, Spoken
from nlp.themes.words import count_words, is_han

SHARED_BY = 3
"""People who must have used a phrase before it may stand where everybody can read it."""

_KEPT = 120
# How much more often than everywhere a theme must hold a phrase. The town's own name is in every theme and tells nothing.
_TELLING = 1.3
# Steps down while a theme has too few phrases: until it has so many, how telling, and by how many people of the theme at least.
_LADDER = (
    (8, _TELLING, SHARED_BY),
    (_KEPT, 0.8, SHARED_BY),
    (8, 0.0, SHARED_BY),
    (6, _TELLING, 2),
    (6, _TELLING, 1),
)
# A phrase of several words says more than its words alone; without this, single words always win.
_LONGER_IS_BETTER = 0.6
# So many of its uses, as a share, a phrase or a word must stand by itself and not within a longer name.
_ALONE, _ALONE_WORD = 0.4, 0.2
_NEARLY = 0.6
# So large a share of those who say a phrase, saying it within one longer phrase, makes it a part of that one.
_SWALLOWED = 0.7
# What so large a share of all themes speak of is the town itself, and names a theme only where it is all that people say there.
_EVERYWHERE, _MANY_THEMES, _TELLING_OF_ALL = 0.75, 5, 4.0


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people there are, who used a phrase (by key), and how it is written where it is no part of a longer name."""

    size: int
    people: dict[str, frozenset[str]]
    written: dict[str, Counter[str]]


def count_people(said: Iterable[Spoken]) -> Counted:
    """Who used which phrase; everybody once, however often."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    everybody = set()
    for spoken in said:
        everybody.add(spoken.person)
        for key, text in spoken.terms.items():
            used[key].add(spoken.person)
            if text:
                written[key][text] += 1
    return Counted(len(everybody), {key: frozenset(who) for key, who in used.items()}, dict(written))


def find_everyday(themes: Sequence[Counted]) -> frozenset[str]:
    """Keys of what nearly every theme speaks of: the town's own name. Empty where there are few themes to tell by."""
    spread = Counter(key for each in themes for key in each.people)
    least = _EVERYWHERE * len(themes)
    return frozenset(key for key, count in spread.items() if count >= least) if len(themes) >= _MANY_THEMES else frozenset()


def count_anywhere(everything: Iterable[Counted]) -> dict[str, int]:
    """By how many people of all each phrase was used."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    for each in everything:
        for key, who in each.people.items():
            used[key] |= who
    return {key: len(who) for key, who in used.items()}


def rank_phrases(themes: Sequence[Counted], rest: Counted, *, anywhere: Mapping[str, int], everyday: frozenset[str]) -> list[list[Phrase]]:
    """The phrases of each theme, the most telling first; `rest` is what fits none of them.

    `anywhere` counts the people of all who used a phrase, which decide whether it may be shown. What is `everyday` names a theme
    only where hardly another one speaks of it.

    Weight: share of the theme's people who used it times log(1 + people a theme / people who used it), after c-TF-IDF
    (Grootendorst 2022, arXiv 2203.05794), counted in people and not in words, so that nobody's repetition weighs more.
    """
    everywhere: Counter[str] = Counter()
    for each in (*themes, rest):
        everywhere.update({key: len(who) for key, who in each.people.items()})
    for key in everyday & everywhere.keys():
        everywhere[key] = math.ceil(everywhere[key] * _TELLING_OF_ALL / _TELLING)
    total = sum(each.size for each in themes) + rest.size
    usual = max(1.0, total / max(1, len(themes)))
    seen = _Seen(everywhere, anywhere, usual, total)
    return [_rank(each, seen) for each in themes]


@dataclass(frozen=True, slots=True)
class _Seen:
    """How often phrases are used everywhere, by how many people of all, and how many people a theme has usually and all have."""

    everywhere: Mapping[str, int]
    anywhere: Mapping[str, int]
    usual: float
    total: int


def _rank(counted: Counted, seen: _Seen) -> list[Phrase]:
    """Telling phrases that several people used; where those are few, others of theirs, and what one of them and others said."""
    ranked: dict[str, Phrase] = {}
    swallowed = _find_swallowed(counted.people)
    for enough, telling, least in _LADDER:
        if len(ranked) >= enough:
            continue
        step = [
            Phrase(_usual_form(key, counted.written), key, who, _weigh(key, len(who) / counted.size, seen.usual / seen.everywhere[key]))
            for key, who in counted.people.items()
            if len(who) >= least
            and seen.anywhere[key] >= SHARED_BY
            and key not in swallowed
            and _stands_alone(key, len(who), counted.written)
            and len(who) * seen.total >= telling * counted.size * seen.everywhere[key]
        ]
        for phrase in sorted(step, key=lambda each: (-each.weight, each.key)):
            ranked.setdefault(phrase.key, phrase)
    return list(ranked.values())[:_KEPT]


def _weigh(key: str, share: float, rarity: float) -> float:
    extra = len(key) / 2 - 1 if is_han(key) else min(count_words(key) - 1, 2)
    return share * math.log1p(rarity) * (1 + _LONGER_IS_BETTER * extra)


def _find_swallowed(people: Mapping[str, frozenset[str]]) -> set[str]:
    """Phrases of several words that nearly everybody says within one longer phrase: "speed internet" in "high speed internet"."""
    swallowed = set()
    for key, who in people.items():
        words = key.split()
        for start in range(len(words)):
            for end in range(start + 2, len(words) + 1):
                part = " ".join(words[start:end])
                if part != key and len(who) >= _SWALLOWED * len(people.get(part, who)):
                    swallowed.add(part)
    return swallowed


def _stands_alone(key: str, people: int, written: Mapping[str, Counter[str]]) -> bool:
    """False for words that are mostly part of a longer name."""
    alone = written[key].total() if key in written else 0
    return alone >= (_ALONE_WORD if count_words(key) == 1 else _ALONE) * people


def _usual_form(key: str, written: Mapping[str, Counter[str]]) -> str:
    """The form that most texts have; a plural where it is nearly as common, because it names more than one case."""
    forms = written.get(key)
    if not forms:
        return key
    most = max(forms.values())
    return min((form for form in forms if forms[form] >= _NEARLY * most), key=lambda form: (-len(form), -forms[form], form))
