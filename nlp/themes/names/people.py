"""Who must not be named: a person never, and a people, faith or other group never as if it were the problem.

A title is published beside a count of complaints. "Somali families" above them would say that Somali families are what people
complain of, whatever they said. So a title needs a concern; a language is one where it is needed ("Spanish interpreters").
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from nlp.redact.names.origins import load_names
from nlp.redact.names.vocabulary import load_pieces
from nlp.redact.view import strip_accents
from nlp.themes.names.runs import stem_word
from nlp.themes.words import fold_word, is_han, split_words

_OWN = Path(__file__).with_name("people.toml")
# Of the names of all languages, those of languages with so many speakers: "Even" and "Crow" are languages too.
_SPEAKERS = 1_000_000
# Words of one of these lists with an ending of at most so many letters are of the list: "Somalis", "Soomaaliyeed".
_SHORTEST_STEM, _LONGEST_ENDING, _LONGEST_ORIGIN = 5, 3, 5
_LANGUAGE_PREFIX = {"vi": "Tiếng "}
# So much likelier (as a log probability) with a capital than small is a name: "Trump" is one, "Green" and "Hill" are places.
_MOSTLY_CAPITAL = 1.5
# Khmer and other syllables stand by themselves in Vietnamese: only a whole run of them is a people.
_SAID_IN_SYLLABLES = frozenset({"vi"})


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Words for people in one language, folded: groups, origins, names of languages and countries, services, harms."""

    people: frozenset[str]
    origins: frozenset[str]
    languages: frozenset[str]
    countries: frozenset[str]
    services: frozenset[str]
    harms: frozenset[str]


@cache
def load_people(language: str, peoples: frozenset[str] = frozenset()) -> PeopleWords:
    """The words for people of a language; `peoples` are further names of peoples and faiths, as language packs hold them."""
    own = _read_own().get(language, {})
    lists = {name: frozenset(fold_word(word) for word in own.get(name, "").split()) for name in ("people", "origins", "services", "harms")}
    further = frozenset(fold_word(each) for each in peoples)
    return PeopleWords(
        lists["people"], lists["origins"] | further, _name_languages(language), _name_countries(language), lists["services"], lists["harms"]
    )


@cache
def _read_own() -> dict[str, dict[str, str]]:
    return tomllib.loads(_OWN.read_text(encoding="utf-8"))


@cache
def _name_languages(language: str) -> frozenset[str]:
    """What a language calls the languages that many speak (CLDR, by way of Babel); empty where CLDR lacks it."""
    from babel import Locale, UnknownLocaleError
    from langcodes import Language

    try:
        names = Locale.parse(language).languages
    except (UnknownLocaleError, ValueError):
        return frozenset()
    spoken = {code: str(name).removeprefix(_LANGUAGE_PREFIX.get(language, "")) for code, name in names.items() if len(code) <= 3}
    return frozenset(
        fold_word(name) for code, name in spoken.items() if " " not in name and Language.get(code).speaking_population() >= _SPEAKERS
    )


@cache
def _name_countries(language: str) -> frozenset[str]:
    """What a language calls countries, in one word; from "Somalie" comes "somalienne"."""
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(fold_word(str(name)) for code, name in names.items() if code.isalpha() and " " not in str(name))


def names_a_group(phrase: str, language: str, peoples: frozenset[str] = frozenset()) -> bool:
    """True for a phrase that speaks of a people, a faith or a group, and of no concern that is not a harm."""
    words = [fold_word(word) for run in split_words(phrase) for word in run]
    if language in _SAID_IN_SYLLABLES:
        return _is_all_people(words, load_people(language, peoples))
    if any(is_han(word) for word in words):
        return _names_han_group("".join(words), load_people(language, peoples))
    return _names_group(words, load_people(language, peoples), language)


def _names_group(words: Sequence[str], known: PeopleWords, language: str) -> bool:
    people = {word for word in words if _is_in(word, known.people, language)}
    languages = {word for word in words if _is_in(word, known.languages, language)}
    origins = {word for word in words if _is_in(word, known.origins, language) or _comes_from(word, known.countries)} - people
    others = [word for word in words if word not in people | languages | origins]
    is_served = any(_is_in(word, known.services, language) for word in words)
    if origins - languages or (languages and not is_served):
        return True
    is_harm = any(_is_in(word, known.harms, language) for word in others)
    return bool(people) and (is_harm or all(len(word) <= 2 for word in others))


def _names_han_group(phrase: str, known: PeopleWords) -> bool:
    if any(word in phrase for word in known.origins):
        return True
    if any(word in phrase for word in known.languages):
        return not any(word in phrase for word in known.services)
    left = phrase
    for word in sorted(known.people, key=len, reverse=True):
        left = left.replace(word, "")
    return left != phrase and (not left or any(word in left for word in known.harms))


def _is_all_people(words: Sequence[str], known: PeopleWords) -> bool:
    return all(word in known.people | known.origins | known.languages for word in words) or bool(
        known.origins & {f"{one} {other}" for one, other in pairwise(words)}
    )


def _comes_from(word: str, countries: Set[str]) -> bool:
    return any(word[:-cut] in countries for cut in range(1, _LONGEST_ORIGIN + 1) if len(word) - cut >= _SHORTEST_STEM)


def _is_in(word: str, words: Set[str], language: str) -> bool:
    if word in words or stem_word(word, language) in words:
        return True
    stem = stem_word(word, language)
    return any(stem[: len(stem) - cut] in words for cut in range(1, _LONGEST_ENDING + 1) if len(stem) - cut >= _SHORTEST_STEM)


def names_a_person(phrase: str) -> bool:
    """True for a phrase, as it is written, with a word that is mostly somebody's name."""
    return any(_is_name(word) for run in split_words(phrase) for word in run)


def _is_name(word: str) -> bool:
    folded = fold_word(word)
    if word == folded and word.upper() != word:
        return False  # Written small by most: an ordinary word, whatever the lists say.
    plain = strip_accents(folded)
    if plain not in load_names():
        return False
    small, capital = load_pieces()
    return plain not in small or capital.get(plain, -99.0) > small[plain] + _MOSTLY_CAPITAL
