"""Why a passage is where it is: how near it lies to each theme, and which of its words carried it there."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import Floats, unit_mean

Encode = Callable[[Sequence[str]], npt.NDArray[np.floating]]
MOST_LEFT_OUT = 60  # texts that are embedded for one passage; in a longer one several words are left out at a time
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Scripts that put no spaces between words are taken two signs at a time.
_PIECE = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\s{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Carried:
    """A piece of a text, `[start, end)` in code points, and by how much the text lies nearer to its theme for having it.

    `change` is a difference of cosines: above 0 the piece carried the text there, below 0 it pulled it away.
    """

    start: int
    end: int
    change: float


def move_to(vectors: npt.NDArray[np.floating], origins: Sequence[Floats]) -> Floats:
    """The vectors as seen from an origin a row, at length 1; zeros where nothing is left. Shape (n, dim)."""
    moved = np.asarray(vectors, dtype=np.float64) - np.stack(list(origins))
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.where(lengths > 1e-6, moved / np.maximum(lengths, 1e-6), 0.0)


def find_centres(vectors: Floats, themes: Sequence[Hashable | None]) -> dict[Hashable, Floats]:
    """The unit mean of each theme's rows, shape (dim,) each; rows of no theme are left out."""
    rows: dict[Hashable, list[int]] = {}
    for row, theme in enumerate(themes):
        if theme is not None:
            rows.setdefault(theme, []).append(row)
    return {theme: unit_mean(vectors[mine]) for theme, mine in rows.items()}


def rank_themes(vector: Floats, centres: Mapping[Hashable, Floats]) -> list[tuple[Hashable, float]]:
    """The themes with the cosine to their centre, the nearest first."""
    return sorted(((theme, float(vector @ centre)) for theme, centre in centres.items()), key=lambda pair: (-pair[1], str(pair[0])))


def rank_rows(vector: Floats, vectors: Floats, rows: Sequence[int]) -> list[tuple[int, float]]:
    """These rows with the cosine to a vector, the nearest first."""
    nearness = vectors[list(rows)] @ vector if len(rows) else np.zeros(0)
    return sorted(zip(rows, map(float, nearness), strict=True), key=lambda pair: (-pair[1], pair[0]))


def weigh_words(text: str, centre: Floats, *, encode: Encode, origin: Floats) -> tuple[float, tuple[Carried, ...]]:
    """The cosine of a text to a theme's centre, and what each of its words adds to that, found by leaving it out.

    A text of one word has nothing that could be left out. Raises what `encode` raises.
    """
    pieces = cut_pieces(text)
    without = [" ".join((text[:start] + " " + text[end:]).split()) for start, end in pieces]
    if len(pieces) < 2:
        pieces, without = [], []
    vectors = move_to(encode([text, *without]), [origin] * (1 + len(without)))
    nearness = vectors @ centre
    whole = float(nearness[0])
    changes = (round(whole - float(each), 4) for each in nearness[1:])
    return whole, tuple(Carried(start, end, change) for (start, end), change in zip(pieces, changes, strict=True))


def cut_pieces(text: str) -> list[tuple[int, int]]:
    """The words of a text as `(start, end)`; at most `MOST_LEFT_OUT` runs of them. Punctuation goes with its word."""
    words = [match.span() for match in _PIECE.finditer(text) if any(map(str.isalnum, match.group()))]
    size = -(-len(words) // MOST_LEFT_OUT) or 1
    runs = (words[first : first + size] for first in range(0, len(words), size))
    return [(run[0][0], run[-1][1]) for run in runs]
