"""The words of a text, each with what it may be: an ordinary word, a name for certain, a name perhaps, a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from domain.languages import LanguagePack
from nlp.redact.lists import read_words
from nlp.redact.names.listed import is_listed
from nlp.redact.names.origins import load_names
from nlp.redact.names.places import PLACE_NOUNS, load_calendar, load_languages, load_places
from nlp.redact.names.sounds import sounds_like_name
from nlp.redact.names.vocabulary import (
    is_borrowed,
    is_common_piece,
    is_english,
    is_joined,
    is_known_piece,
    is_mostly_a_name,
    is_ordinary,
    is_rare_noun,
    load_function_words,
)
from nlp.redact.view import View, fold_word, strip_accents

# Letters (Han has a file of its own) with the vowel signs of scripts that write them as marks of their own.
_LETTER = r"[^\W\d_\u3400-\u9fff\u3040-\u30ff]"
_MARK = r"[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u102b-\u103e\u1056-\u1059\u135d-\u135f]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|{_MARK})*(?:['-]{_LETTER}(?:{_LETTER}|{_MARK})*)*")
_ELISION = re.compile(r"(?:[dlmnstcj]|qu)'(?=\w)")
_PLACE_ENDING = re.compile(r"[a-z]{3}(?:ville|boro|borough|burgh|shire)$")  # "owensboro"; "Neville" is on the lists
_LONGEST_ACRONYM = 5
_LONGEST = 40  # longer runs of letters are no names
PARTICLES = read_words(__file__, "grammar.toml")["particles"]
_COMPOUND_STARTS = read_words(__file__, "grammar.toml")["compound_starts"]


class Sort(IntEnum):
    """What a word may be, from least to most like a name. WEAK is a name and a word, TOWN a name and a place."""

    STOP = 0
    ORDINARY = 1
    PLACE = 2
    WEAK = 3
    TOWN = 4
    UNKNOWN = 5
    STRONG = 6


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `[start, end)` in the view, its forms, its sort, and whether a sentence or clause begins with it.

    `owns` is true where "'s" follows ("Ana's"). `joins` is true where only a space stands before it. `is_capital` is false in texts all in capitals. `is_cue` is true
    for the words of a cue ("my cousin"): they are no part of the name that follows. `is_acronym` is true for a few capitals in a text that is not all capitals.
    """

    start: int
    end: int
    lower: str
    bare: str
    sort: Sort
    joins: bool
    begins: bool
    is_capital: bool
    is_cue: bool = False
    is_acronym: bool = False
    owns: bool = False


def split_words(view: View, pack: LanguagePack) -> list[Word]:
    """The words of a text in order. Elisions ("d'Ana") are cut off in French, possessives ("Ana's") everywhere."""
    shouts = _is_shouted(view.text)
    words: list[Word] = []
    last_end = 0
    for match in _WORD.finditer(view.lower):
        for start, end in _parts(match, pack.code):
            gap = view.text[last_end:start]
            lower = view.lower[start:end]
            capital = not shouts and view.text[start].isupper()
            begins = not words or bool(re.search(r"[.!?:;\n\"“«¿¡。！？።]", gap))
            acronym = not shouts and end - start <= _LONGEST_ACRONYM and view.text[start:end].isupper()
            joins = gap in (" ", "  ", " (", ' "', "")
            owns = end < match.end() and view.lower[end] == "'"
            sort = sort_word(lower, pack)
            words.append(Word(start, end, lower, strip_accents(lower), sort, joins, begins, capital, is_acronym=acronym, owns=owns))
            last_end = end
    return words


def _parts(match: re.Match[str], language: str) -> list[tuple[int, int]]:
    start, end = match.span()
    text = match[0]
    if text.endswith("'s") or text.endswith("s'"):
        end -= 2 if text.endswith("'s") else 1
    elision = _ELISION.match(text) if language in ("fr", "ht", "pt", "es") else None
    if elision and start + elision.end() < end:
        return [(start, start + elision.end()), (start + elision.end(), end)]
    return [(start, end)]


def _is_shouted(text: str) -> bool:
    """True where nearly all letters are capitals, so that a capital says nothing."""
    upper = sum(map(str.isupper, text))
    return upper > 3 * sum(map(str.islower, text))


@lru_cache(maxsize=200_000)
def _sort_cached(lower: str, language: str, stop_words: frozenset[str], traps: frozenset[str]) -> Sort:
    bare = strip_accents(lower)
    if lower in stop_words or len(lower) > _LONGEST or len(lower) == 1:
        return Sort.STOP
    if "-" in lower or "'" in lower:
        return _sort_compound(lower, language, stop_words, traps)
    is_name = is_listed(bare)
    ordinary = (
        lower in traps or lower in PLACE_NOUNS or (is_ordinary(lower, language) and not (is_name and is_mostly_a_name(bare, language)))
    )
    if ordinary and not is_name and lower not in traps and _may_be_rare_name(lower, language):
        return Sort.WEAK
    if language != "en":
        ordinary = ordinary or is_borrowed(lower)
    return _sort_listed(bare, is_ordinary_too=ordinary) if is_name else _sort_unlisted(bare, is_ordinary_too=ordinary)


def _sort_listed(bare: str, *, is_ordinary_too: bool) -> Sort:
    if bare in load_calendar() and not is_ordinary_too:
        return Sort.ORDINARY
    # "Shan", "Lunda" and "Mende" are names of languages too: only what stands around them tells.
    if is_ordinary_too or len(bare) <= 2 or bare in load_languages():
        return Sort.WEAK
    return Sort.TOWN if bare in load_places() else Sort.STRONG


def _sort_unlisted(bare: str, *, is_ordinary_too: bool) -> Sort:
    if is_ordinary_too or not _could_be_name(bare):
        return Sort.ORDINARY
    if bare in load_languages():
        return Sort.ORDINARY if is_known_piece(bare) else Sort.WEAK  # "Bakhtiari" is hardly ever the language
    return Sort.PLACE if bare in load_places() or _PLACE_ENDING.search(bare) else Sort.UNKNOWN


def sort_word(lower: str, pack: LanguagePack) -> Sort:
    """What a word may be in a language; `lower` as in `View.lower`."""
    return _sort_cached(lower, pack.code, _stops(pack), _traps(pack))


def _sort_compound(lower: str, language: str, stop_words: frozenset[str], traps: frozenset[str]) -> Sort:
    parts = [part for part in re.split(r"['-]", lower) if len(part) > 1 and part not in PARTICLES]
    sorts = [_sort_cached(part, language, stop_words, traps) for part in parts]
    if len(parts) == 2 and parts[0] == parts[1] and is_listed(strip_accents(parts[0])) and sorts[0] >= Sort.WEAK:
        return Sort.STRONG  # "Jun-Jun", "Bong-bong"
    if len(parts) >= 2 and parts[0] in _COMPOUND_STARTS and all(part not in stop_words for part in parts[1:]):
        return Sort.STRONG  # "Jean-Robert", "Petit-Homme"
    if Sort.STRONG in sorts:
        return Sort.STRONG if min(sorts) >= Sort.WEAK else Sort.WEAK
    if strip_accents(lower) in load_names():
        return Sort.STRONG
    return min(sorts, default=Sort.STOP)


@lru_cache(maxsize=64)
def _stops(pack: LanguagePack) -> frozenset[str]:
    function_words = {word for phrase in (*pack.person_words, *pack.place_words) for word in fold_word(phrase).split() if " " not in phrase}
    return frozenset(map(fold_word, pack.stop_words)) | function_words | load_function_words(pack.code)


@lru_cache(maxsize=64)
def _traps(pack: LanguagePack) -> frozenset[str]:
    """Words of the pack's own cues: whatever the lists say, "neighbor" and "sergeant" are words."""
    phrases = (*pack.name_traps, *pack.titles, *pack.officer_titles, *pack.kin_words, *pack.name_cues, *pack.group_nouns, *pack.peoples,
               *pack.home_cues, *pack.status_phrases, *pack.street_words, *pack.phone_cues, *pack.case_cues)  # fmt: skip
    return frozenset(word for phrase in phrases for word in fold_word(phrase).split())


def _may_be_rare_name(lower: str, language: str) -> bool:
    """True for words that only a rule or WordNet's lists of everything knows, and that may be names as well.

    Two words written as one ("hotline", but "Wideline" and "Maysoon" too), and nouns as rare as "rommel", if they sound so.
    """
    if is_common_piece(lower):
        return False
    if is_english(lower):
        is_thing = not is_rare_noun(lower) or lower in load_places() or lower in load_calendar()
        return language == "en" and not is_thing and sounds_like_name(lower, is_likely=True)
    return is_joined(lower)


def _could_be_name(bare: str) -> bool:
    """False for what no name looks like: no vowel ("hmm", "pls") or one letter thrice ("sooo")."""
    if re.search(r"(.)\1\1", bare):
        return False
    return not bare.isascii() or bool(re.search(r"[aeiouy]", bare))
