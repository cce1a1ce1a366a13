"""Numbers as they are said: digit by digit, in tens, with "double", and letters spelled out ("a as in alpha")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from domain.languages import LanguagePack
from nlp.redact.lists import read_words
from nlp.redact.recognisers.rules import Rules
from nlp.redact.view import fold_word

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
# A letter or digit, with the word that makes it clear: "b as in bravo".
_SIGN = re.compile(r"(?P<sign>[^\W\d_]+(?:'[^\W\d_]+)?|\d{1,4}(?!\d))(?:\s(?:as in|as an|for|like|de|como en|como|comme) [^\W\d_]{2,15})?")
_LONGEST_SPELLING = 240  # characters
_REPEAT = {"double": 2, "doble": 2, "triple": 3, "dobro": 2}
_LISTS = read_words(__file__, "words.toml")
# Spoken numbers that are not single digits keep a run going ("five fifty five").
_TENS = frozenset(map(fold_word, _LISTS["tens"]))
# Words between two numbers that keep a run going ("cincuenta y cinco", "oh one dash four").
_JOINS = frozenset(map(fold_word, _LISTS["joins_numbers"]))
_CODE_WORDS = _LISTS["code_words"]
_LONGEST_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Run:
    """A number said in words: `[start, end)` of the text, about how many digits, and how many of them as single words."""

    start: int
    end: int
    digits: int
    said: int


def find_runs(lower: str, rules: Rules) -> Iterator[Run]:
    """Every run of words for numbers, figures of up to four digits among them, in order."""
    digits = _digit_words(rules.packs)
    run: list[re.Match[str]] = []
    join: re.Match[str] | None = None
    for word in _WORD.finditer(lower):
        apart = bool(run) and _is_apart(lower, join or run[-1], word)
        if _is_number(word[0], digits):
            if apart:
                yield _close(run, digits)
                run = []
            run.append(word)
            join = None
        elif run and not join and not apart and word[0] in _JOINS:
            join = word
        elif run:
            yield _close(run, digits)
            run, join = [], None
    if run:
        yield _close(run, digits)


def read_digits(lower: str, rules: Rules) -> str:
    """The digits of a number, those that are said among them: the same number reads the same however it was given."""
    digits = _digit_words(rules.packs)
    return "".join(word[0] if word[0].isdigit() else digits.get(word[0], "") for word in _WORD.finditer(lower))


def starts_number(lower: str, start: int, rules: Rules) -> bool:
    """True where the word at `start` is one for a number."""
    word = _WORD.match(lower, start)
    return word is not None and _is_number(word[0], _digit_words(rules.packs))


def find_spelled(lower: str, start: int, rules: Rules) -> tuple[int, int] | None:
    """The letters and digits that are spelled out one by one from `start`: four or more, at least one of them a digit."""
    digits = _digit_words(rules.packs)
    letters = figures = longer = 0
    first = end = start
    for sign in _SIGN.finditer(lower, start, min(len(lower), start + _LONGEST_SPELLING)):
        word = sign["sign"]
        is_digit = word in digits or word.isdigit()
        if (
            not (is_digit or len(word) == 1 or word in _CODE_WORDS)
            or lower[end : sign.start()].strip(" ,.-\n")
            or lower[end : sign.start()] == ","
        ):
            break
        first = first if letters + figures else sign.start()
        figures += (len(word) if word.isdigit() else 1) if is_digit else 0
        longer += word.isdigit() and len(word) > 1
        letters, end = letters + (not is_digit), sign.end()
    return (first, end) if figures and letters + figures >= 4 and (letters or not longer) else None


@cache
def _digit_words(packs: tuple[LanguagePack, ...]) -> dict[str, str]:
    return {fold_word(word): digit for pack in reversed(packs) for word, digit in pack.digit_words}


def _is_number(word: str, digits: dict[str, str]) -> bool:
    return word in digits or word in _REPEAT or word in _TENS or (word.isdigit() and len(word) <= _LONGEST_FIGURES)


def _is_apart(lower: str, left: re.Match[str], right: re.Match[str]) -> bool:
    gap = lower[left.end() : right.start()]
    return len(gap) > 3 or bool(gap.strip(" ,.-()\n"))


def _close(run: list[re.Match[str]], digits: dict[str, str]) -> Run:
    count = sum(len(word[0]) if word[0].isdigit() else 1 for word in run)
    count += sum(_REPEAT[left[0]] - 2 for left, _ in pairwise(run) if left[0] in _REPEAT)
    return Run(run[0].start(), run[-1].end(), count, sum(word[0] in digits for word in run))
