"""The weights that came of learning, as they lie beside this file: see `learn.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

FILE = Path(__file__).parent / "weights.npz"
VECTOR_WEIGHT = 2.0
"""How much a vector weighs beside the hints of words: chosen on our own sentences, docs/decisions/0023."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear reader: `classes` in order, `slopes` of shape (features, classes), `starts` of shape (classes,)."""

    classes: tuple[str, ...]
    slopes: npt.NDArray[np.float64]
    starts: npt.NDArray[np.float64]

    def weigh(self, features: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """How likely each class is (multinomial logistic): shape (rows, classes), rows add up to 1."""
        scores = features @ self.slopes + self.starts
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely: npt.NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
        return likely


@dataclass(frozen=True, slots=True)
class Learned:
    """What tells kinds by vectors of `model` and words, what by words alone (another model, or no vector), and what leanings."""

    model: str
    seeing: Weights
    by_words: Weights
    leaning: Weights

    def is_for(self, model: str) -> bool:
        """Whether the vectors of this model can be read; the version of the package around the same weights is not looked at."""
        return bool(model) and model.partition("@")[0] == self.model


_READERS = ("seeing", "by_words", "leaning")


@cache
def load_learned() -> Learned:
    """The weights that come with Hearback."""
    with np.load(FILE, allow_pickle=False) as kept:
        content = {name: kept[name] for name in kept.files}
    return Learned(str(content["model"]), **{name: _load(content, name) for name in _READERS})


def _load(content: Mapping[str, npt.NDArray[Any]], name: str) -> Weights:
    classes = tuple(str(each) for each in content[f"{name}_classes"])
    return Weights(classes, content[f"{name}_slopes"].astype(np.float64), content[f"{name}_starts"].astype(np.float64))


def pack(learned: Learned) -> dict[str, npt.NDArray[Any]]:
    """The weights as arrays by name, as they are written."""
    packed: dict[str, npt.NDArray[Any]] = {"model": np.array(learned.model)}
    for name, weights in zip(_READERS, (learned.seeing, learned.by_words, learned.leaning), strict=True):
        packed[f"{name}_classes"] = np.array(weights.classes)
        packed[f"{name}_slopes"] = weights.slopes.astype(np.float32)
        packed[f"{name}_starts"] = weights.starts.astype(np.float32)
    return packed
