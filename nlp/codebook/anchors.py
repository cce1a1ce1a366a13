"""What a codebook says of its themes, as the encoders see it: the words by which a theme is looked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from domain.codebook import CodebookEntry
from domain.ids import ThemeId
from nlp.embed.encoder import Encoder
from nlp.themes.grouping import Space
from nlp.themes.passage import Floats

Vectors = npt.NDArray[np.float32]
Centre = Callable[[Space, Sequence[str]], Vectors]
"""The centring that passages go through: (a space, a language a row) -> vectors of the same shape."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The texts of a codebook, in the order of its entries and of their kinds, and what each encoder sees of them.

    `languages` has one a text; `kinds` says where each kind of an entry's texts begins and ends. The spaces are those of
    the passages, in the same order, of shape (texts, dim), before centring; zeros are a text that an encoder cannot read.
    """

    themes: tuple[ThemeId, ...]
    kinds: tuple[tuple[tuple[int, int], ...], ...]
    languages: tuple[str, ...]
    spaces: tuple[Space, ...]


def embed_anchors(entries: Sequence[CodebookEntry], encoders: Sequence[tuple[Encoder, str | None]]) -> Anchors:
    """See a codebook through encoders; beside each stands the only language that it reads, None for one that reads all.

    Raises HearbackError where a model gives no numbers.
    """
    ordered = sorted((each for each in entries if each.texts()), key=lambda each: each.theme_id)
    texts = [text for entry in ordered for kind in entry.texts() for text in kind]
    languages = tuple(entry.language for entry in ordered for kind in entry.texts() for _ in kind)
    spaces = tuple(_see(texts, languages, encoder, only) for encoder, only in encoders)
    return Anchors(tuple(each.theme_id for each in ordered), _place_kinds(ordered), languages, spaces)


def _see(texts: Sequence[str], languages: Sequence[str], encoder: Encoder, only: str | None) -> Space:
    read = [row for row, language in enumerate(languages) if only is None or language == only]
    vectors = np.zeros((len(texts), encoder.dim), dtype=np.float32)
    if read:
        vectors[read] = encoder.encode([texts[row] for row in read])
    return Space(encoder.model, vectors)


def _place_kinds(entries: Sequence[CodebookEntry]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each entry the rows [begin, end) of each kind of its texts."""
    places, row = [], 0
    for entry in entries:
        borders = [row]
        for kind in entry.texts():
            borders.append(borders[-1] + len(kind))
        places.append(tuple(pairwise(borders)))
        row = borders[-1]
    return tuple(places)


def centre_anchors(anchors: Anchors, passages: Sequence[Space], languages: Sequence[str], *, centre: Centre) -> list[Floats]:
    """One unit vector a theme in each of the passages' centred spaces: shape (themes, dim) each, zeros where unread.

    Anchors are centred together with the passages (which keep their own centring), so that whatever the centring does to
    a passage it does to an anchor too; `passages` are the spaces before it.
    """
    spoken = [*languages, *anchors.languages]
    joined = []
    for mine, said in zip(anchors.spaces, passages, strict=True):
        both = Space(mine.model, np.vstack([said.vectors, mine.vectors]))
        centred = centre(both, spoken)[len(languages) :].astype(np.float64)
        # Centring would make a direction of what the encoder cannot read.
        joined.append(_join_kinds(np.where(mine.vectors.any(axis=1, keepdims=True), centred, 0.0), anchors.kinds))
    return joined


def _join_kinds(rows: Floats, kinds: Sequence[Sequence[tuple[int, int]]]) -> Floats:
    """Title, description and examples of a theme weigh alike, however many examples there are."""
    means = [[to_unit(rows[begin:end].mean(axis=0, keepdims=True))[0] for begin, end in of_theme] for of_theme in kinds]
    centres = np.array([np.sum(each, axis=0) for each in means]).reshape(len(kinds), rows.shape[1])
    return to_unit(_part_themes(to_unit(centres)))


def _part_themes(centres: Floats) -> Floats:
    """The centres less what they share, which is how codebooks are worded and not what a theme is about.

    Of k themes (k - 1) / k of the mean is taken: all of it among many, half between two, nothing from one alone.
    """
    read = np.flatnonzero(centres.any(axis=1))
    count = len(read)
    if count < 2:
        return centres
    parted = centres.copy()
    parted[read] -= (count - 1) / count * centres[read].mean(axis=0)
    return parted


def to_unit(rows: Floats) -> Floats:
    """The rows at length 1; a row that is nearly zero becomes zeros."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.where(lengths > 1e-9, rows / np.maximum(lengths, 1e-9), 0.0)
