"""Lines, bullets and counted items: the cuts that the writer made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp.passages.signs import is_said

Spans = list[tuple[int, int]]

_BREAKS: Final = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WRAPS_AFTER: Final = 40  # characters: shorter lines are lines by will
_WRAPPED: Final = re.compile(r"[\w,]")
_LINE_MARK: Final = re.compile(r"\s*(?:\(?\d{1,2}\s?[.)\]:）．、º°](?!\d)|\d{1,2}\s?[-–](?=\s)|\(?[a-zA-Z][)\]）]|[①-⑳])\s*")
_COUNTED: Final = re.compile(
    r"(?<![A-Za-z0-9_.,/])\(?(?:(\d{1,2})\s?([.)\]）．、:º°-])(?!\d)|([a-h])([)\]）])|([①-⑳]))",
)
_INLINE_BULLET: Final = re.compile(r"(?<=\s)[•‣◦▪●○∙·➢➤►✓✔■□](?=\s?\S)")
_INLINE_DASH: Final = re.compile(r"(?<=\s)[-–—*](?=\s)")


def split_lines(shape: str) -> Spans:
    """One span a line; a line that was only wrapped stays with the one before."""
    spans: Spans = []
    start = 0
    for match in _BREAKS.finditer(shape):
        if not _is_wrap(shape, start, match):
            spans.append((start, match.start()))
            start = match.end()
    return [*spans, (start, len(shape))]


def _is_wrap(shape: str, start: int, line_break: re.Match[str]) -> bool:
    before, after = line_break.start(), line_break.end()
    if line_break[0] not in ("\n", "\r\n") or before - start < _WRAPS_AFTER or after >= len(shape):
        return False
    is_item = _LINE_MARK.match(shape, after)
    return bool(_WRAPPED.match(shape[before - 1])) and shape[after].islower() and not is_item


def split_items(shape: str, start: int, end: int) -> Spans:
    """The items of one line: cut at bullets and at marks that count on from the first ("1) … 2) …"); marks are left out."""
    marks = sorted([*_counted_marks(shape, start, end), *_bullets(shape, start, end)])
    first = _LINE_MARK.match(shape, start, end)
    if first and any(map(is_said, shape[first.end() : end])):
        marks = [(start, first.end()), *(mark for mark in marks if mark[0] >= first.end())]
    spans: Spans = []
    at = start
    for mark_start, mark_end in marks:
        if mark_start >= at:
            spans.append((at, mark_start))
            at = mark_end
    return [*spans, (at, end)]


def _bullets(shape: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    pattern = _INLINE_DASH if shape[start:end].lstrip()[:1] in ("-", "–", "—", "*") else _INLINE_BULLET
    return (match.span() for match in pattern.finditer(shape, start, end))


def _counted_marks(shape: str, start: int, end: int) -> Spans:
    """The longest run of marks of one style that counts 1, 2, 3 or a, b, c; none when there are fewer than two."""
    runs: dict[str, Spans] = {}
    for match in _COUNTED.finditer(shape, start, end):
        style, number = _read_mark(match)
        run = runs.setdefault(style, [])
        if number == len(run) + 1 and any(map(is_said, shape[match.end() : match.end() + 40])):
            run.append(match.span())
    best = max(runs.values(), key=len, default=[])
    return best if len(best) >= 2 else []


def _read_mark(match: re.Match[str]) -> tuple[str, int]:
    digits, closer, letter, letter_closer, circled = match.groups()
    if digits:
        return closer, int(digits)
    if letter:
        return "a" + letter_closer, ord(letter) - ord("a") + 1
    return "①", ord(circled) - ord("①") + 1
