"""Names made of short syllables, as in Burmese, Karen, Chin and Vietnamese: by itself each may be a word, in a row they are a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from nlp.redact.lists import read_words
from nlp.redact.names.origins import load_origin
from nlp.redact.names.slots import ends_person, says_before
from nlp.redact.names.vocabulary import is_english, is_everyday
from nlp.redact.names.words import Sort, Word

_GRAMMAR = read_words(__file__, "grammar.toml")
_ORIGINS = ("karen_burmese", "vietnamese", "chinese_latin")
_MOST = 4  # syllables of one name
_LONGEST = 7  # letters of a syllable
# Letters that only Vietnamese has among the languages of Latin script here.
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_NOT_NAMES = _GRAMMAR["vietnamese_words"]
_FAMILIES = _GRAMMAR["vietnamese_families"]
_NO_GIVEN = _GRAMMAR["vietnamese_no_given"]
# Where the other words are known well enough that a syllable on no list of words is one of a name.
_LANGUAGES = frozenset({"en", "es", "fr", "pt"})


def find_syllable_names(words: Sequence[Word], language: str) -> Iterator[int]:
    """The places of words that are names because of their neighbours, or because of their letters."""
    if language == "vi":
        yield from _find_vietnamese(words)
        return
    for index, word in enumerate(words):
        if _VIETNAMESE.search(word.lower) and word.lower not in _NOT_NAMES:
            yield index
    for syllables in map(_read_syllables, _ORIGINS):
        for start, end in _find_runs(words, syllables):
            if _is_name(words[start:end], language):
                yield from range(start, end)


def _find_vietnamese(words: Sequence[Word]) -> Iterator[int]:
    """In Vietnamese a family name that is hardly a word, with given names after it."""
    for index, word in enumerate(words):
        if word.lower not in _FAMILIES or index + 1 >= len(words) or words[index + 1].lower in _NO_GIVEN:
            continue
        end = index + 1
        while end < len(words) and end - index < _MOST and words[end].joins and words[end].bare in _read_syllables("vietnamese"):
            if words[end].sort is Sort.STOP:
                break
            end += 1
        if end > index + 1:
            yield from range(index, end)


@cache
def _read_syllables(origin: str) -> frozenset[str]:
    return frozenset(name for name in load_origin(origin) if len(name) <= _LONGEST)


def _find_runs(words: Sequence[Word], syllables: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The longest runs of two to four syllables side by side, written alike, that do not end in the sentence's verb."""
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and end - start < _MOST and words[end].bare in syllables and (end == start or _goes_on(words, end)):
            end += 1
        while end - start > 1 and not _may_end(words, end - 1):
            end -= 1
        while end - start > 1 and _is_small_word(words[start]) and not _may_start(words, start):
            start += 1
        if end - start > 1:
            yield start, end
        start = max(end, start + 1)


def _goes_on(words: Sequence[Word], index: int) -> bool:
    return words[index].joins and not words[index].is_cue and words[index].is_capital == words[index - 1].is_capital


def _may_end(words: Sequence[Word], index: int) -> bool:
    return words[index].is_capital or not _is_small_word(words[index]) or ends_person(words, index)


def _may_start(words: Sequence[Word], index: int) -> bool:
    """True for "saw", "long" or "van" where a person stands, and not the verb: "after saw ler htoo was", but not "i saw ler htoo"."""
    return index == 0 or words[index].begins or says_before(words, index)


def _is_small_word(word: Word) -> bool:
    return not word.is_capital and (word.sort is Sort.STOP or is_everyday(word.lower, "en"))


def _is_name(run: Sequence[Word], language: str) -> bool:
    """True where at least one syllable is no word of the sentence's language, and none is but grammar."""
    if len(run) > 2 and len({word.bare for word in run}) < len(run):
        return True  # "Nu Nu Yin": syllables are doubled in names
    rare = [word for word in run if word.sort is Sort.STRONG or (word.sort > Sort.ORDINARY and not is_english(word.lower))]
    if run[0].is_capital:
        return bool(rare)
    return language in _LANGUAGES and bool(rare) and sum(map(_is_small_word, run)) <= 1
