"""Name themes: a title that a person can read, a sentence that quotes nobody, and keywords."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from nlp.themes.keywords import Phrase, Spoken, rank_phrases
from nlp.themes.nouns import extract_phrases
from nlp.themes.passage import PassageToTheme
from nlp.themes.sentences import capitalise, describe_phrases, join_phrases, say_unnamed
from nlp.themes.words import are_alike, is_han, split_words, words_of

_TITLE_WORDS = 6
_TITLE_PHRASES = 3
_DESCRIBED = 4
_KEYWORDS = 10
_QUOTED_WORDS = 6
# With so many texts said in the language itself, none that a machine translated needs to name the theme.
_ENOUGH_SAID = 8
# A further phrase joins the title while it weighs at least this share of the first.
_WORTH_SAYING = 0.45


@dataclass(frozen=True, slots=True)
class Label:
    """Title, description and keywords of a theme, all in one language."""

    title: str
    description: str
    keywords: tuple[str, ...]


def label_themes(
    themes: Sequence[Sequence[PassageToTheme]],
    rest: Sequence[PassageToTheme],
    *,
    language: str,
    stop_words: frozenset[str],
    kept: Mapping[int, str],
    may_change: Set[int] = frozenset(),
) -> list[Label]:
    """One label a theme, in order; no two new titles alike, nor like one of those `kept` (number of the theme -> its title).

    A kept title in `may_change` (nobody has approved it) goes when none of its words is telling of the theme any more.
    A title is in `language` where the theme has texts or translations in it, else in the theme's commonest language.
    """
    chosen = [_choose_language(theme, language) for theme in themes]
    said = [_said_in(theme, code) for theme, code in zip(themes, chosen, strict=True)]
    phrases = [_phrases_of(each, code, stop_words) for each, code in zip(said, chosen, strict=True)]
    ranked = rank_phrases(phrases, chosen, _phrases_of(_said_in(rest, language), language, stop_words))
    kept = {number: title for number, title in kept.items() if number not in may_change or _still_says(title, ranked[number])}
    used = {_title_key(title) for title in kept.values()}
    labels: dict[int, Label] = {}
    # The largest first: where two themes want one title, more people hear it in the larger.
    for number in sorted(range(len(themes)), key=lambda each: (-len(themes[each]), each)):
        labels[number] = _label(ranked[number], [text for _, text in said[number]], chosen[number], used, kept.get(number, ""))
        used.add(_title_key(labels[number].title))
    return [labels[number] for number in range(len(themes))]


def _still_says(title: str, ranked: Sequence[Phrase]) -> bool:
    """True while the title has more than a word, one of them from the theme's two most telling phrases."""
    if _count_words(title) < 2:
        return False
    telling = {word for phrase in _choose_distinct(ranked, 2) for word in words_of(phrase.text)}
    return any(are_alike(word, other) for word in words_of(title) for other in telling)


def _choose_language(theme: Sequence[PassageToTheme], language: str) -> str:
    if _said_in(theme, language):
        return language
    counts = Counter(passage.language for passage in theme)
    return min(counts, key=lambda code: (-counts[code], code)) if counts else language


_Said = tuple[str, str]  # who, and what


def _said_in(theme: Sequence[PassageToTheme], language: str) -> list[_Said]:
    """The passages said in the language, and where those are few, what was translated into it too."""
    said = [(passage.person or passage.id, passage.text) for passage in theme if passage.language == language]
    if len(said) >= _ENOUGH_SAID:
        return said
    others = (passage for passage in theme if passage.language != language)
    return said + [(passage.person or passage.id, passage.translation) for passage in others if passage.translation]


def _phrases_of(said: Sequence[_Said], language: str, stop_words: frozenset[str]) -> list[Spoken]:
    """The phrases of each text; a theme of nothing but stop words is better named by them than by nothing."""
    found = extract_phrases([text for _, text in said], language, stop_words)
    if not any(found):
        found = [{word for run in split_words(text) for word in run} for _, text in said]
    return [Spoken(person, phrases) for (person, _), phrases in zip(said, found, strict=True)]


def _label(ranked: Sequence[Phrase], texts: Sequence[str], language: str, used: set[frozenset[str]], kept: str) -> Label:
    distinct = _choose_distinct(ranked, _KEYWORDS)
    title = kept or _choose_title(distinct, language, used)
    described = [phrase.text for phrase in distinct[:_DESCRIBED]]
    while described and quotes_a_passage(describe_phrases(described, language), texts):
        described.pop()
    return Label(title, describe_phrases(described, language), tuple(phrase.text for phrase in distinct))


def _choose_distinct(ranked: Sequence[Phrase], most: int) -> list[Phrase]:
    """The most telling phrases of which no two share a word."""
    chosen: list[Phrase] = []
    for phrase in ranked:
        if len(chosen) == most:
            break
        if not any(_overlap(phrase.text, other.text) for other in chosen):
            chosen.append(phrase)
    return chosen


def _overlap(one: str, other: str) -> bool:
    if is_han(one) or is_han(other):
        return bool(set(one) & set(other))
    return any(are_alike(left, right) for left in words_of(one) for right in words_of(other))


def _choose_title(phrases: Sequence[Phrase], language: str, used: set[frozenset[str]]) -> str:
    """The first phrases up to six words; another selection where the title is used already."""
    titles = [_compose(phrases[first:], language) for first in range(len(phrases))]
    titles = [title for title in titles if title] or [say_unnamed(language)]
    free = [title for title in titles if _title_key(title) not in used]
    if free:
        return free[0]
    numbered = (f"{titles[0]} ({number})" for number in range(2, len(used) + 3))
    return next(title for title in numbered if _title_key(title) not in used)


def _compose(phrases: Sequence[Phrase], language: str) -> str:
    taken: list[str] = []
    for phrase in phrases:
        longer = join_phrases([*taken, phrase.text], language)
        is_needed = not taken or _count_words(join_phrases(taken, language)) < 2
        if len(taken) == _TITLE_PHRASES or (not is_needed and phrase.weight < _WORTH_SAYING * phrases[0].weight):
            break
        if _count_words(longer) <= _TITLE_WORDS:
            taken.append(phrase.text)
    return capitalise(join_phrases(taken, language))


def _count_words(text: str) -> int:
    """Words of a text; two Chinese signs count as one."""
    return sum(-(-len(word) // 2) if is_han(word) else 1 for run in split_words(text) for word in run)


def _title_key(title: str) -> frozenset[str]:
    """What a title says, in whatever order; a number counts."""
    return frozenset(title.casefold().replace(",", " ").split())


def quotes_a_passage(sentence: str, texts: Sequence[str], *, words: int = _QUOTED_WORDS) -> bool:
    """True when the sentence has six words in a row (for Chinese: signs) of any of the texts."""
    pieces = _windows(sentence, words)
    return any(not pieces.isdisjoint(_windows(text, words)) for text in texts)


def _windows(text: str, length: int) -> set[tuple[str, ...]]:
    words = [part for run in split_words(text) for word in run for part in (tuple(word) if is_han(word) else (word.casefold(),))]
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
