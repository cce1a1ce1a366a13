"""What grouping takes and gives: passages seen by one or more encoders -> themes, sub-themes, and how sure each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import UNTHEMED, Floats, Labels


@dataclass(frozen=True, slots=True)
class Space:
    """What one encoder sees: `vectors` of shape (n, dim), float32, at length 1.

    A row of zeros is a passage that this encoder cannot read (a text that is not English, for an English model). The first
    space of a run is the multilingual one and reads every passage.
    """

    model: str
    vectors: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Guide:
    """What is known of passages before they are grouped; arrays of shape (n,), -1 for nothing.

    `bound` numbers the theme in which a person (or a codebook) put a passage: such passages end in that group, and two numbers
    never in one. `before` numbers the theme of the run before: a voice among many, which keeps themes where they were.
    """

    bound: Labels
    before: Labels


@dataclass(frozen=True, slots=True)
class Grouping:
    """Themes numbered from 0 by size, their sub-themes, and how sure each is.

    Of shape (n,): `labels` (theme, -1 unthemed), `scores` (how sure, 0 to 1, 0 for unthemed), `parts` (sub-theme, -1 none),
    `second` (the next likeliest theme, -1 none) and `second_scores`. `parents` gives each sub-theme's theme; `solidity` of
    themes and `part_solidity` of sub-themes lie in [0, 1].
    """

    labels: Labels
    scores: Floats
    parts: Labels
    parents: tuple[int, ...]
    second: Labels
    second_scores: Floats
    solidity: tuple[float, ...]
    part_solidity: tuple[float, ...]


def without_parts(labels: Labels, scores: Floats) -> Grouping:
    """A grouping of themes alone."""
    count = int(labels.max(initial=UNTHEMED)) + 1
    none = np.full(len(labels), UNTHEMED, dtype=np.int64)
    return Grouping(labels, scores, none, (), none, np.zeros(len(labels)), (0.0,) * count, ())


def select_rows(spaces: Sequence[Space], rows: Sequence[int]) -> list[Space]:
    """The spaces with only these rows, in this order."""
    return [Space(space.model, space.vectors[rows]) for space in spaces]
