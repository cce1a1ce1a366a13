"""Lines of text -> those that fit a place of known size: whole lines first, long words and sentences cut with a mark."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import ceil

_WIDE = frozenset("WF")  # East Asian wide signs take two columns (Unicode annex 11)
_BROAD = frozenset("mwMW@%Œœ—")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines that fit, in their order, and how many of those given do not."""

    lines: tuple[str, ...]
    left: int


def measure_columns(words: str) -> int:
    """About how many columns a text takes: a column is an ordinary small letter, and marks that stand on others take none."""
    return ceil(sum(map(_weigh, words)))


@cache
def _weigh(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in _WIDE:
        return 2
    return 1.6 if sign in _BROAD else 1.3 if sign.isupper() else 1


def clip(words: str, most: int) -> str:
    """The text in at most so many columns (2 or more), cut at a space where there is one near, and marked where it is cut."""
    if measure_columns(words) <= most:
        return words
    kept = words[:most]
    while measure_columns(kept) > most - 1:
        kept = kept[:-1]
    whole = kept if words[len(kept)].isspace() else kept.rpartition(" ")[0]
    return (whole if len(whole) > len(kept) // 2 else kept).rstrip(" ,;:،؛.") + "…"


def count_rows(words: str, columns: int) -> int:
    """How many rows of so many columns a text fills when it is broken at spaces; words longer than a row are broken too."""
    rows, used = 1, 0
    for word in words.split():
        length = measure_columns(word)
        needed = length + (1 if used else 0)
        if used + needed <= columns:
            used += needed
        else:
            rows += (1 if used else 0) + max(length - 1, 0) // columns
            used = (max(length - 1, 0) % columns) + 1
    return rows


def fit_lines(lines: Iterable[str], *, columns: int, rows: int) -> Fitted:
    """As many of the lines, from the first, as fit so many rows; the first is cut where it alone does not."""
    given = tuple(lines)
    kept: list[str] = []
    used = 0
    for line in given:
        needed = count_rows(line, columns)
        if used + needed > rows:
            break
        kept.append(line)
        used += needed
    if given and not kept:
        return Fitted((_cut_to_rows(given[0], columns, rows),), len(given) - 1)
    return Fitted(tuple(kept), len(given) - len(kept))


def _cut_to_rows(line: str, columns: int, rows: int) -> str:
    most = columns * rows
    while count_rows(cut := clip(line, most), columns) > rows:
        most -= max(columns // 4, 1)
    return cut
