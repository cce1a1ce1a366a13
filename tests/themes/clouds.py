"""Invented texts whose vectors lie in clouds, so that the right grouping is known; made in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from domain.ids import PassageId
from nlp.themes import PassageToTheme, Space
from nlp.themes.discover import group_passages
from nlp.themes.grouping import Grouping, Guide
from nlp.themes.passage import order_passages

DIMENSIONS = 24


@dataclass(frozen=True, slots=True)
class Clouds:
    """Passages, the cloud of each, and their vectors by encoder."""

    passages: tuple[PassageToTheme, ...]
    truth: np.ndarray
    spaces: tuple[np.ndarray, ...]

    def only(self, rows: Sequence[int]) -> Clouds:
        chosen = list(rows)
        return Clouds(tuple(self.passages[row] for row in chosen), self.truth[chosen], tuple(space[chosen] for space in self.spaces))

    def say(self, row: int, text: str) -> Clouds:
        passages = list(self.passages)
        passages[row] = replace(passages[row], text=text)
        return replace(self, passages=tuple(passages))


def word(number: int) -> str:
    """A word of its own for each number."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:06d}")


def make_clouds(sizes: Sequence[int], *, spread: float = 0.5, inner: int = 1, seed: int = 1) -> Clouds:
    """Clouds around random centres, each of `inner` smaller ones; `spread` 0.5 is well apart, 3 a blur. Truth is that of the smaller ones."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(len(sizes), DIMENSIONS))
    offsets = random.normal(size=(len(sizes), inner, DIMENSIONS)) * (0.4 if inner > 1 else 0.0)
    clouds = np.repeat(np.arange(len(sizes)), sizes)
    parts = np.concatenate([np.arange(size) % inner for size in sizes])
    rows = centres[clouds] + offsets[clouds, parts] + random.normal(size=(len(clouds), DIMENSIONS)) * spread
    passages = tuple(PassageToTheme(PassageId(f"p{row}"), f"{word(row)} said so", "en") for row in range(len(clouds)))
    return Clouds(passages, clouds * inner + parts, (to_unit(rows),))


def to_unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)).astype(np.float32)


def group(
    clouds: Clouds, *, bound: Sequence[int] | None = None, before: Sequence[int] | None = None, smallest: int | None = None
) -> Grouping | None:
    """The grouping with its rows in the order of the clouds' passages, whatever the caller's order was."""
    order = order_passages(clouds.passages)
    nothing = np.full(len(order), -1)
    guide = Guide(
        np.asarray(bound if bound is not None else nothing, dtype=np.int64)[order],
        np.asarray(before if before is not None else nothing, dtype=np.int64)[order],
    )
    spaces = [Space(f"encoder-{number}", vectors[order]) for number, vectors in enumerate(clouds.spaces)]
    found = group_passages([clouds.passages[row] for row in order], spaces, guide=guide, smallest=smallest)
    if found is None:
        return None
    back = np.argsort(order)
    return replace(
        found,
        labels=found.labels[back],
        scores=found.scores[back],
        parts=found.parts[back],
        second=found.second[back],
        second_scores=found.second_scores[back],
    )
