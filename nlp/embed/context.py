"""What surrounds a short passage says what it is about: a passage's vector leans towards the rest of its comment."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LEAN = 0.5  # chosen on the demo's truth: 0 gave an AMI of .18 with the concerns, .4 gave .29, .7 .32 but fewer concerns of their own


def lean_on_comment(vectors: npt.NDArray[np.float32], comments: Sequence[Hashable], *, lean: float = LEAN) -> npt.NDArray[np.float32]:
    """Each vector moved by `lean` towards the mean of those with the same comment; unit vectors, shape as given.

    A comment of one passage stays as it is. "It was the third time" alone says little; beside "they stopped me again" it does.
    """
    import numpy as np

    codes = {comment: number for number, comment in enumerate(dict.fromkeys(comments))}
    rows = np.array([codes[comment] for comment in comments], dtype=np.int64)
    sums = np.zeros((len(codes), vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, rows, vectors)
    means = sums / np.maximum(1, np.bincount(rows, minlength=len(codes)))[:, None]
    moved = (1 - lean) * vectors + lean * means[rows]
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return (moved / np.where(lengths > 0, lengths, 1)).astype(np.float32)
