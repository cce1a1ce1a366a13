"""An encoder that reads each text once, however often it is asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.embed import Encoder
from nlp.embed.encoder import Progress, Vectors


class RememberingEncoder:
    """An Encoder around another. What is read at once differs by length only, so vectors do not depend on who asks."""

    def __init__(self, inner: Encoder) -> None:
        self._inner = inner
        self._known: dict[str, Vectors] = {}

    @property
    def model(self) -> str:
        """Name and version of the weights."""
        return self._inner.model

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._inner.dim

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """One unit vector a text: shape (len(texts), dim), float32."""
        new = [each for each in dict.fromkeys(texts) if each not in self._known]
        if new:
            self._known |= dict(zip(new, self._inner.encode(new, progress=progress), strict=True))
        return np.stack([self._known[each] for each in texts]) if texts else np.zeros((0, self.dim), dtype=np.float32)
