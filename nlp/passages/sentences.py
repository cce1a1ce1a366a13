"""Sentences, and within them the counting words of "first, … second, …"."""

from __future__ import annotations

import re
from typing import Final

from nlp.passages.lines import Spans
from nlp.passages.words import connector_pattern, cutting_words, ordinal_pattern

_CLOSERS: Final = r"[\"'”’»›)\]」』）》]{0,4}"
_END: Final = re.compile(rf"([.!?…]+|[。！？｡；;؟؛۔።፤፧፨།॥।။]+|፡፡|::|(?<=\s)[:;]-?[()D](?=\s))({_CLOSERS})")
_ALWAYS: Final = frozenset("。！？｡；؟؛۔።፤፧፨།॥।။")
_EMOTICON: Final = re.compile(r"[:;]-?[()D]")
_AFTER_COMMA: Final = re.compile(r"[,;:،؛、，；]\s{0,4}$")
_LAST_WORD: Final = re.compile(r"(?<!\S)(\S{1,12})\s{1,4}$")


def split_sentences(shape: str, start: int, end: int) -> Spans:
    """One span a sentence of `shape[start:end]`, each with the signs that end it."""
    spans: Spans = []
    at = start
    for match in _END.finditer(shape, start, end):
        if match.end() < end and _is_end(shape, match):
            spans.append((at, match.end()))
            at = match.end()
    return [*spans, (at, end)]


def _is_end(shape: str, match: re.Match[str]) -> bool:
    mark, closers = match[1], match[2]
    if mark[-1] in _ALWAYS or mark == "፡፡" or _EMOTICON.fullmatch(mark):
        return True
    if mark == "::":
        return match.start() > 0 and "\u1200" <= shape[match.start() - 1] <= "\u139f"
    following = shape[match.end()]
    if not following.isspace():
        return mark[0] != ";" and _lacks_space(shape, match)
    next_letter = shape[match.end() : match.end() + 8].lstrip("\"'“«(¿¡ \t\u00a0")[:1]
    trails_off = (len(mark) > 1 and set(mark) <= {".", "…"}) or mark == "…"
    return not ((trails_off or closers.strip(")]）")) and next_letter.islower())


def _lacks_space(shape: str, match: re.Match[str]) -> bool:
    """True in "roads.We" and "really?yes", where the space was forgotten, but not in "v.2" or "x.y"."""
    before, following = shape[match.start() - 1 : match.start()], shape[match.end()]
    if not following.isalpha() or not before.isalpha():
        return False
    if match[1][-1] in "!?":
        return True
    is_caseless = following.lower() == following.upper()
    two_letters = shape[match.start() - 2 : match.start()].isalpha() and shape[match.end() : match.end() + 2].isalpha()
    return two_letters and (is_caseless or (before.islower() and following.isupper()))


def split_ordinals(shape: str, start: int, end: int, language: str) -> Spans:
    """Cut a sentence before each counting word that goes on from an earlier one, after a comma or a connector."""
    pattern = ordinal_pattern(language)
    if pattern is None:
        return [(start, end)]
    ranks = dict(cutting_words(language).ordinals)
    spans: Spans = []
    at, last = start, -1
    for match in pattern.finditer(shape, start, end):
        rank = ranks[match[1].lower()]
        if last < 0:
            last = 0 if rank == 0 and _opens(shape, start, match) else -1
        elif rank > last and (place := _place_before(shape, at, match.start(), language)) is not None:
            spans.append((at, place))
            at, last = place, rank
    return [*spans, (at, end)]


def _opens(shape: str, start: int, match: re.Match[str]) -> bool:
    """True when a first counting word opens the sentence, or a comma or colon follows it."""
    is_parted = shape[match.end() : match.end() + 1] in tuple(",:،，：、")
    return is_parted or not re.search(r"\w", shape[start : match.start()])


def _place_before(shape: str, at: int, start: int, language: str) -> int | None:
    """Where to cut before a counting word: at it after a comma, at the connector before it ("and third"); else None."""
    low = max(at, start - 40)
    before = shape[low:start]
    if _AFTER_COMMA.search(before):
        return start
    connector = connector_pattern(language)
    word = _LAST_WORD.search(before)
    is_joined = connector and word and connector.fullmatch(word[1]) and word.start()
    return low + word.start(1) if is_joined and word else None
