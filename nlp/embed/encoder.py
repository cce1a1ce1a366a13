"""What an encoder is, and the one that wraps sentence-transformers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from domain.errors import HearbackError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]

# Larger batches are slower on a CPU: short answers are padded to the longest of their batch.
BATCH = 16


class Encoder(Protocol):
    """Texts to unit vectors. `model` names the weights and their version: the key under which vectors may be kept."""

    @property
    def model(self) -> str:
        """Name and version of the weights."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """One unit vector a text, in the order of the texts: shape (len(texts), dim), float32.

        `progress` is called with the number of texts done since the last call. Raises HearbackError on NaN.
        """


class SentenceEncoder:
    """An Encoder over a SentenceTransformer. Equal texts are encoded once."""

    def __init__(self, transformer: SentenceTransformer, *, model: str, prefix: str = "") -> None:
        self._transformer = transformer
        self._prefix = prefix
        self._model = model
        self._dim = int(transformer.get_embedding_dimension() or 0)

    @property
    def model(self) -> str:
        """Name and version of the weights."""
        return self._model

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._dim

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """One unit vector a text, in the order of the texts: shape (len(texts), dim), float32."""
        plain = [normalise(text) for text in texts]
        counts: dict[str, int] = {}
        for text in plain:
            counts[text] = counts.get(text, 0) + 1
        # By length, so that a batch needs little padding; then by text, so that the same texts make the same batches.
        distinct = sorted(counts, key=lambda text: (len(text), text))
        rows = np.zeros((len(distinct), self.dim), dtype=np.float32)
        for start in range(0, len(distinct), BATCH):
            batch = distinct[start : start + BATCH]
            rows[start : start + len(batch)] = self._encode_batch(batch)
            if progress is not None:
                progress(sum(counts[text] for text in batch))
        place = {text: row for row, text in enumerate(distinct)}
        return rows[[place[text] for text in plain]]

    def _encode_batch(self, batch: list[str]) -> Vectors:
        vectors = self._transformer.encode(
            [self._prefix + text for text in batch], batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True
        )
        return to_unit(np.asarray(vectors, dtype=np.float32), model=self._model)


def normalise(text: str) -> str:
    """NFKC without white space around: what the encoder sees of a text."""
    return unicodedata.normalize("NFKC", text).strip()


def to_unit(vectors: Vectors, *, model: str) -> Vectors:
    """The vectors at length 1. Raises HearbackError when the model gave NaN, infinity or zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    broken = ~np.isfinite(lengths) | (lengths == 0)
    if broken.any():
        raise HearbackError(
            f"The model {model} gave no usable vector for {int(broken.sum())} of {len(vectors)} texts of a batch.",
            next_step="Name another model as embedding_model under [themes] in hearback.toml, or install this one again.",
        )
    return np.asarray(vectors / lengths, dtype=np.float32)
