"""Which encoder reads which passage: the multilingual one all of them, the English one what is there in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ENGLISH_CODE = "en"
# Below this share of passages in English the second view helps few and draws the languages apart: docs/decisions/0013.
LEAST_ENGLISH = 0.5

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Said:
    """What of a passage decides who reads it: its language, and its whole comment's English translation if there is one."""

    language: str
    english: str | None = None

    def __repr__(self) -> str:
        return f"Said({self.language})"


@dataclass(frozen=True, slots=True)
class EnglishRows:
    """The passages that are there in English, by position, ascending: in their own words, and in a translation."""

    own: Rows
    translated: Rows

    def is_worth_reading(self, passages: int) -> bool:
        """Whether so many of all passages are there in English that a second encoder helps more than it parts the languages."""
        return passages > 0 and (len(self.own) + len(self.translated)) / passages >= LEAST_ENGLISH


def find_english_rows(said: Sequence[Said]) -> EnglishRows:
    """Which passages the English encoder can read: a translation is of a whole comment, and stands for each of its passages."""
    own = [row for row, each in enumerate(said) if each.language == ENGLISH_CODE]
    translated = [row for row, each in enumerate(said) if each.language != ENGLISH_CODE and each.english]
    return EnglishRows(np.asarray(own, dtype=np.int64), np.asarray(translated, dtype=np.int64))


def spread_rows(count: int, parts: Sequence[tuple[Rows, npt.NDArray[np.float32]]]) -> npt.NDArray[np.float32]:
    """Vectors at their rows and zeros elsewhere: shape (count, dim), float32; (count, 0) where all parts are empty."""
    filled = [(rows, vectors) for rows, vectors in parts if len(rows)]
    spread = np.zeros((count, filled[0][1].shape[1] if filled else 0), dtype=np.float32)
    for rows, vectors in filled:
        spread[rows] = vectors
    return spread
