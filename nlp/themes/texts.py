"""Which passages are one text: copies of each other, unless people placed them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import UNTHEMED, Labels, PassageToTheme, group_copies
from nlp.themes.words import split_words


def number_texts(passages: Sequence[PassageToTheme], bound: Labels) -> tuple[Labels, Labels]:
    """The text of each passage, numbered from 0, and the theme number that binds it (-1 none): both of shape (n,).

    Copies go with the one that a person placed; where people placed copies in two themes, those are two texts, and the other
    copies go with the commoner placing.
    """
    copies = group_copies(passages)
    placed: dict[int, Counter[int]] = {}
    for copy, number in zip(copies.tolist(), bound.tolist(), strict=True):
        if number != UNTHEMED:
            placed.setdefault(copy, Counter())[number] += 1
    common = {copy: min(counts, key=lambda number: (-counts[number], number)) for copy, counts in placed.items()}
    binds = np.array(
        [
            number if number != UNTHEMED else common.get(copy, UNTHEMED)
            for copy, number in zip(copies.tolist(), bound.tolist(), strict=True)
        ],
        dtype=np.int64,
    )
    _, texts = np.unique(np.stack([copies, binds]), axis=1, return_inverse=True)
    return texts.ravel().astype(np.int64), binds


def pick_readable(passages: Sequence[PassageToTheme], vectors: npt.NDArray[np.float32], texts: Labels) -> Labels:
    """The first row of each text that has a word and a vector, ascending."""
    readable = np.asarray(vectors.any(axis=1))
    first = np.unique(texts, return_index=True)[1]
    return np.array([row for row in np.sort(first).tolist() if readable[row] and split_words(passages[row].text)], dtype=np.int64)
