"""A passage on its way to a theme, and what makes two of them copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.errors import HearbackError
from domain.ids import PassageId

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
UNTHEMED = -1


@dataclass(frozen=True, slots=True)
class PassageToTheme:
    """A redacted passage with its language (a code such as `en`) and, where there is one, its translation.

    `person` is the pseudonym of who said it; without one the passage counts as a person of its own.
    """

    id: PassageId
    text: str
    language: str
    translation: str | None = None
    person: str = ""

    def __repr__(self) -> str:
        return f"PassageToTheme({self.id})"


def fold_text(text: str) -> str:
    """The letters and digits of a text in lower case: texts that fold alike are copies of each other."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def order_passages(passages: Sequence[PassageToTheme]) -> list[int]:
    """Positions in an order that follows from the passages themselves, so that the order of the rows decides nothing."""
    keys = [(fold_text(passage.text), passage.language, passage.id) for passage in passages]
    return sorted(range(len(passages)), key=keys.__getitem__)


def group_copies(passages: Sequence[PassageToTheme]) -> Labels:
    """Number of the text that each passage is a copy of, counted in order of first appearance: shape (n,).

    A passage without letters or digits is a copy of nothing.
    """
    numbers: dict[tuple[str, str], int] = {}
    groups = np.empty(len(passages), dtype=np.int64)
    for position, passage in enumerate(passages):
        folded = fold_text(passage.text)
        key = (folded, "" if folded else str(position))
        groups[position] = numbers.setdefault(key, len(numbers))
    return groups


def check_vectors(vectors: npt.NDArray[np.float32], passages: Sequence[PassageToTheme]) -> None:
    """Raises HearbackError unless there is one finite vector a passage, and no passage twice."""
    if vectors.ndim != 2 or len(vectors) != len(passages):
        raise HearbackError(
            f"There are {len(passages)} passages, but vectors of shape {vectors.shape}.", next_step="Embed the passages again."
        )
    if broken := int((~np.isfinite(vectors).all(axis=1)).sum()):
        raise HearbackError(
            f"{broken} of {len(vectors)} vectors hold no numbers (NaN), so the passages cannot be themed.",
            next_step="Name another embedding_model under [themes] in hearback.toml, and embed again.",
        )
    if len({passage.id for passage in passages}) != len(passages):
        raise HearbackError("A passage was handed over twice.", next_step="Theme each passage of the round once.")


def unit_mean(vectors: npt.NDArray[np.floating]) -> Floats:
    """Mean of the rows at length 1, or zeros where they cancel out: shape (dim,)."""
    mean = np.asarray(vectors, dtype=np.float64).mean(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length > 1e-9 else np.zeros_like(mean)
