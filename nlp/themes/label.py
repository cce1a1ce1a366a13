"""Name themes: a title that a person can read, a sentence that quotes nobody, and keywords."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from nlp.language import tell_language
from nlp.quotes.shared_words import shares_words
from nlp.themes.names.casing import learn_casing
from nlp.themes.names.extract import extract_terms
from nlp.themes.names.near import Vectors, weigh_by_nearness
from nlp.themes.names.rank import Counted, count_anywhere, count_people, find_everyday, rank_phrases
from nlp.themes.names.sentences import describe_phrases
from nlp.themes.names.term import Phrase, Spoken, StopWords, Terms, Wording, stops_of
from nlp.themes.names.title import (
    KEYWORDS,
    Title,
    Voice,
    choose_distinct,
    choose_keywords,
    choose_title,
    speaks_of_people,
    title_key,
    write_phrases,
)
from nlp.themes.passage import PassageToTheme, unit_mean
from nlp.themes.words import are_alike, count_words, is_han, split_words, words_of

_QUOTED_WORDS = 6
_MOST_PARTS = 3
# With so many texts said in the language itself, none that a machine translated needs to name the theme.
_ENOUGH_SAID = 8
_LONGER_IN_TRANSLATION = 1.6
_TRANSLATIONS_TOLD = 100
# So many passages of a theme and of a sub-theme are read for its name, those nearest to its middle: reading takes time.
_READ, _READ_OF_PART = 240, 80


@dataclass(frozen=True, slots=True)
class Label:
    """Title, description and keywords of a theme, all in one language."""

    title: str
    description: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is read of a theme: who said what, in the one language of its title; `parent` as in `label_themes`."""

    language: str
    said: tuple[tuple[str, str], ...]
    parent: int | None


def label_themes(  # what is known of the themes; what is not known is left out
    themes: Sequence[Sequence[PassageToTheme]],
    rest: Sequence[PassageToTheme],
    *,
    language: str,
    wording: Wording,
    kept: Mapping[int, str],
    may_change: Set[int] = frozenset(),
    parents: Sequence[int | None] | None = None,
    vectors: Sequence[Vectors] | None = None,
) -> list[Label]:
    """One label a theme, in order; no two new titles alike, nor like one of those `kept` (number of the theme -> its title).

    A kept title in `may_change` (nobody has approved it) goes when none of its words is telling of the theme any more.
    A title is in `language` where enough is said in it or translated into it, else in the theme's commonest language.
    `parents` gives the number of the theme that a sub-theme lies in, None for a theme of a board's level. `vectors` holds each
    theme's centred vectors, one a passage, shape (n, dim): with them, phrases near the theme's middle come first.
    """
    if not _is_translated_into(language, [passage for theme in (*themes, rest) for passage in theme]):
        themes, rest = [_untranslated(theme) for theme in themes], _untranslated(rest)
    above = parents or [None] * len(themes)
    read = [
        _nearest_middle(theme, vectors[at] if vectors else None, most=_READ if above[at] is None else _READ_OF_PART)
        for at, theme in enumerate(themes)
    ]
    heard, ranked = _hear_and_rank(read, above, _nearest_middle(rest, None, most=_READ), language, wording.stop_words)
    counted = ranked
    if vectors is not None and wording.embed is not None:
        ranked = weigh_by_nearness(ranked, [each.language for each in heard], vectors, wording.embed)
    voices = _learn_voices(heard, wording)
    written = [write_phrases(phrases, voices[each.language]) for phrases, each in zip(ranked, heard, strict=True)]
    kept = {at: title for at, title in kept.items() if at not in may_change or _still_says(title, written[at])}
    titles = _choose_titles([len(theme) for theme in themes], heard, written, voices, kept)
    sayable = [_sayable(phrases, voices[each.language]) for phrases, each in zip(written, heard, strict=True)]
    keywords = [
        _sayable(write_phrases(phrases, voices[each.language]), voices[each.language]) for phrases, each in zip(counted, heard, strict=True)
    ]
    return [_label(at, heard, sayable, keywords[at], titles[at]) for at in range(len(themes))]


def _sayable(phrases: Sequence[Phrase], voice: Voice) -> list[Phrase]:
    """The phrases that do not name a people or a group by themselves."""
    return [phrase for phrase in phrases if not speaks_of_people([phrase.text], voice)]


def _is_translated_into(language: str, passages: Sequence[PassageToTheme]) -> bool:
    """False where what was translated reads as another language: the digest's was changed since, and titles must not mix them."""
    texts = (passage.translation for passage in passages if passage.translation)
    sample = " ".join(islice(texts, _TRANSLATIONS_TOLD))
    if not sample:
        return True
    known = {language, *(passage.language for passage in passages), "en"}
    return tell_language(sample, stated=None, allowed=sorted(known)).code in ("", language)


def _untranslated(passages: Sequence[PassageToTheme]) -> list[PassageToTheme]:
    return [replace(passage, translation=None) for passage in passages]


def _hear_and_rank(
    read: Sequence[Sequence[PassageToTheme]],
    above: Sequence[int | None],
    rest: Sequence[PassageToTheme],
    language: str,
    stop_words: StopWords,
) -> tuple[list[_Heard], list[list[Phrase]]]:
    """What is read of each theme and its phrases: in the language asked for, or in its commonest where that gives none."""
    others = _hear(rest, language, None)
    chosen = [language if _said_in(theme, language) else _commonest_language(theme, language) for theme in read]
    terms: dict[tuple[str, str], Terms] = {}
    for _ in range(2):
        heard = [_hear(theme, code, parent) for theme, code, parent in zip(read, chosen, above, strict=True)]
        _extract_new([*heard, others], stop_words, terms)
        ranked = _rank_all(heard, others, terms)
        chosen = [_commonest_language(theme, code) if not found else code for theme, code, found in zip(read, chosen, ranked, strict=True)]
    # Of a theme that no language gives a name, that is said in the language asked for.
    return [each if found else replace(each, language=language, said=()) for each, found in zip(heard, ranked, strict=True)], ranked


def _hear(theme: Sequence[PassageToTheme], language: str, parent: int | None) -> _Heard:
    return _Heard(language, tuple(_said_in(theme, language)), parent)


def _nearest_middle(theme: Sequence[PassageToTheme], vectors: Vectors | None, *, most: int) -> list[PassageToTheme]:
    """The passages that are read, in their own order; without vectors every so many-th."""
    if len(theme) <= most:
        return list(theme)
    if vectors is None:
        return list(theme[:: -(-len(theme) // most)])
    nearness = vectors @ unit_mean(vectors)
    return [theme[row] for row in np.sort(np.argsort(-nearness, kind="stable")[:most])]


def _commonest_language(theme: Sequence[PassageToTheme], otherwise: str) -> str:
    """The language that most people of the theme spoke; `otherwise` where nobody did."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    for passage in theme:
        people[passage.language].add(passage.person or passage.id)
    return min(people, key=lambda code: (-len(people[code]), code), default=otherwise)


def _said_in(theme: Sequence[PassageToTheme], language: str) -> list[tuple[str, str]]:
    """Who said what in the language, and where that is little, what was translated into it too."""
    said = [(passage.person or passage.id, passage.text) for passage in theme if passage.language == language]
    if len(said) >= _ENOUGH_SAID:
        return said
    others = (passage for passage in theme if passage.language != language)
    return said + [(each.person or each.id, each.translation) for each in others if each.translation and _is_of_passage(each)]


def _is_of_passage(passage: PassageToTheme) -> bool:
    # A translation is that of the whole comment; one much longer than the passage speaks of other things too.
    return len(passage.translation or "") <= _LONGER_IN_TRANSLATION * len(passage.text) + 20


def _rank_all(heard: Sequence[_Heard], rest: _Heard, terms: Mapping[tuple[str, str], Terms]) -> list[list[Phrase]]:
    """The phrases of each theme; those of sub-themes tell them from their siblings."""
    counted, others = [_count(each, terms) for each in heard], _count(rest, terms)
    anywhere = count_anywhere((*counted, others))
    everyday = find_everyday([each for each, of in zip(counted, heard, strict=True) if of.parent is None])
    ranked: dict[int, list[Phrase]] = {}
    for parent in {each.parent for each in heard}:
        level = [at for at, each in enumerate(heard) if each.parent == parent]
        phrases = rank_phrases(
            [counted[at] for at in level],
            others if parent is None else count_people(()),
            anywhere=anywhere,
            everyday=everyday,
        )
        ranked.update(zip(level, phrases, strict=True))
    return [ranked[at] for at in range(len(heard))]


def _extract_new(heard: Sequence[_Heard], stop_words: StopWords, terms: dict[tuple[str, str], Terms]) -> None:
    """Add the phrases of each text, by language and text: a passage of a theme and of its sub-theme is read once."""
    for language in sorted({each.language for each in heard}):
        texts = sorted({text for each in heard if each.language == language for _, text in each.said if (language, text) not in terms})
        found = extract_terms(texts, language, stops_of(stop_words, language))
        terms.update({(language, text): each for text, each in zip(texts, found, strict=True)})


def _count(heard: _Heard, terms: Mapping[tuple[str, str], Terms]) -> Counted:
    return count_people(Spoken(person, terms[heard.language, text]) for person, text in heard.said)


def _learn_voices(heard: Sequence[_Heard], wording: Wording) -> dict[str, Voice]:
    return {
        language: Voice(
            language,
            learn_casing(_texts_in(heard, language), language),
            frozenset(wording.peoples.get(language, ())),
            stops_of(wording.stop_words, language),
        )
        for language in sorted({each.language for each in heard})
    }


def _texts_in(heard: Sequence[_Heard], language: str) -> Iterator[str]:
    for each in heard:
        if each.language == language and each.parent is None:
            yield from (text for _, text in each.said)


def _still_says(title: str, ranked: Sequence[Phrase]) -> bool:
    """True while the title has more than a word, one of them from the theme's two most telling phrases."""
    if count_words(title) < 2:
        return False
    telling = {word for phrase in choose_distinct(ranked, 2) for word in words_of(phrase.text)}
    return any(are_alike(word, other) for word in words_of(title) for other in telling)


def _choose_titles(
    sizes: Sequence[int], heard: Sequence[_Heard], written: Sequence[Sequence[Phrase]], voices: Mapping[str, Voice], kept: Mapping[int, str]
) -> list[Title]:
    """Titles of all themes, no two alike: a board's level first, the largest first, because more people hear what they want."""
    titles = {at: Title(title) for at, title in kept.items()}
    used = {title_key(title) for title in kept.values()}
    for at in sorted(range(len(heard)), key=lambda each: (heard[each].parent is not None, -sizes[each], each)):
        if at not in titles:
            near = [title.text for other, title in titles.items() if _are_near(at, other, heard)]
            texts = [text for _, text in heard[at].said]
            titles[at] = choose_title(written[at], voices[heard[at].language], used, near, texts)
            used.add(title_key(titles[at].text))
    return [titles[at] for at in range(len(heard))]


def _are_near(one: int, other: int, heard: Sequence[_Heard]) -> bool:
    """True for themes that a reader sees side by side: of one level and one parent, or a theme and its sub-theme."""
    return heard[one].parent == heard[other].parent or heard[one].parent == other or heard[other].parent == one


def _label(at: int, heard: Sequence[_Heard], sayable: Sequence[Sequence[Phrase]], counted: Sequence[Phrase], title: Title) -> Label:
    parts = [sayable[part] for part, each in enumerate(heard) if each.parent == at and each.language == heard[at].language]
    texts = [text for _, text in heard[at].said]
    keywords = [phrase for phrase in choose_keywords(counted, KEYWORDS) if not shares_words(phrase.text, texts)]
    return Label(title.text, _describe(sayable[at], parts, heard[at], title), tuple(phrase.text for phrase in keywords))


def _describe(ranked: Sequence[Phrase], parts: Iterable[Sequence[Phrase]], heard: _Heard, title: Title) -> str:
    """What people spoke of, and what of it mostly; shorter where it would say six words as somebody said them."""
    spoken_of = list(title.phrases) or [phrase.text for phrase in choose_distinct(ranked, 2)]
    mostly: list[str] = []
    for part in parts:
        mostly += [phrase.text for phrase in choose_distinct(part, 1, (*spoken_of, *mostly))]
    mostly = (mostly or [phrase.text for phrase in choose_distinct(ranked, _MOST_PARTS, spoken_of)])[:_MOST_PARTS]
    texts = [text for _, text in heard.said]
    while spoken_of and quotes_a_passage(describe_phrases(spoken_of, mostly, heard.language), texts):
        (mostly or spoken_of).pop()
    return describe_phrases(spoken_of, mostly, heard.language)


def quotes_a_passage(sentence: str, texts: Sequence[str], *, words: int = _QUOTED_WORDS) -> bool:
    """True when the sentence has six words in a row (for Chinese: signs) of any of the texts."""
    pieces = _windows(sentence, words)
    return any(not pieces.isdisjoint(_windows(text, words)) for text in texts)


def _windows(text: str, length: int) -> set[tuple[str, ...]]:
    words = [part for run in split_words(text) for word in run for part in (tuple(word) if is_han(word) else (word.casefold(),))]
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
