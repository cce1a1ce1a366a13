"""Cut texts into words, and words into the phrases that a theme may be named by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# What redaction left in place of something: in brackets of any kind, or a type's name in capitals.
_PLACEHOLDER = re.compile(
    r"\[[^\[\]]{0,60}\]|<[^<>]{0,60}>|\{[^{}]{0,60}\}|⟨[^⟩]{0,60}⟩|⟦[^⟧]{0,60}⟧|\b[A-Z]+(?:_[A-Z]+)+\b"
    r"|\b(?:PERSON|PHONE|EMAIL|URL|SSN|DATE|ADDRESS|LOCATION|NAME|REDACTED)\b"
)
# Marks that belong to the letter before them, and whole scripts whose vowel signs are marks.
_LETTER = (
    r"(?:[^\W\d_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])"
)
_HAN = r"[\u3400-\u9fff\u3040-\u30ff\uf900-\ufaff]"
_WORD = re.compile(rf"{_HAN}+|{_LETTER}+(?:['’ʼ\-]{_LETTER}+)*")
_IS_HAN = re.compile(_HAN)
# A phrase never reaches over one of these.
_BREAK = re.compile(r"[.!?;:,()\[\]\"“”«»…\n。！？；：，、（）؟،؛।።፣—–/|]|\d+|\s-\s")

LONGEST = 3
_LONGEST_HAN = 4


def mask_placeholders(text: str) -> str:
    """The text with a full stop where redaction left a placeholder."""
    return _PLACEHOLDER.sub(" . ", text)


def split_words(text: str) -> list[list[str]]:
    """The runs of words between breaks, as they are written; placeholders and numbers are breaks too."""
    runs = (_WORD.findall(part) for part in _BREAK.split(mask_placeholders(text)) if part)
    return [run for run in runs if run]


def is_han(word: str) -> bool:
    """True for a run of Chinese or Japanese signs, which has no spaces between its words."""
    return bool(_IS_HAN.match(word))


def find_phrases(text: str, stop_words: frozenset[str]) -> set[str]:
    """Phrases of one to three words that neither start nor end with a stop word, as they are written; of two to four signs in Chinese."""
    return {phrase for run in split_words(text) for phrase in _phrases_of(run, stop_words)}


def _phrases_of(run: Sequence[str], stop_words: frozenset[str]) -> Iterator[str]:
    for start in range(len(run)):
        if is_han(run[start]):
            yield from _han_phrases(run[start], stop_words)
            continue
        for length in range(1, LONGEST + 1):
            words = run[start : start + length]
            if len(words) < length or is_han(words[-1]):
                break
            if is_content(words[0], stop_words) and is_content(words[-1], stop_words):
                yield " ".join(words)


def is_content(word: str, stop_words: frozenset[str]) -> bool:
    """True for a word of three letters or more that is no stop word."""
    folded = fold_word(word)
    # Without its ending too: "don't" and "it's" are stop words where "don" and "it" are.
    return len(folded) > 2 and folded not in stop_words and re.split(r"['’ʼ]", folded)[0] not in stop_words


def _han_phrases(signs: str, stop_words: frozenset[str]) -> Iterator[str]:
    for start in range(len(signs)):
        for length in range(2, _LONGEST_HAN + 1):
            phrase = signs[start : start + length]
            if len(phrase) == length and phrase not in stop_words and not {phrase[0], phrase[-1]} & stop_words:
                yield phrase


def fold_word(word: str) -> str:
    """Lower case, with one kind of apostrophe."""
    return word.casefold().replace("’", "'").replace("ʼ", "'")


def words_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase; the signs of a Chinese one."""
    return tuple(phrase) if is_han(phrase) else tuple(fold_word(word) for word in phrase.split())


def are_alike(one: str, other: str) -> bool:
    """True for words that differ in their ending only: tax and taxes, vote and voting, housing and houses."""
    shorter, longer = sorted((one.removesuffix("e"), other.removesuffix("e")), key=len)
    shared = next((at for at, (left, right) in enumerate(zip(shorter, longer, strict=False)) if left != right), len(shorter))
    if shared == len(shorter):
        return shared >= 3 or shorter == longer
    return shared >= 4 and (len(longer) - shared <= 3 or shared >= len(shorter) - 1)


def count_words(text: str) -> int:
    """Words of a text; two Chinese signs count as one."""
    return sum(-(-len(word) // 2) if is_han(word) else 1 for run in split_words(text) for word in run)


def overlap(one: str, other: str) -> bool:
    """True for phrases that share a word, or a Chinese sign."""
    if is_han(one) or is_han(other):
        return bool(set(one) & set(other))
    return any(are_alike(left, right) for left in words_of(one) for right in words_of(other))
