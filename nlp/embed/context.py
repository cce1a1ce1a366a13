"""What surrounds a short passage says what it is about: a passage's vector leans towards that of its whole comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LEAN = 0.75
"""How far. On the demo's truth (docs/decisions/0018) 0.5 gave an AMI of .33 with the concerns, 0.7 .41, 0.9 .46, and at 1 all
passages of a comment would be one."""


def lean_on_comment(vectors: npt.NDArray[np.float32], comments: npt.NDArray[np.float32], *, lean: float = LEAN) -> npt.NDArray[np.float32]:
    """Each passage's vector moved by `lean` towards its whole comment's; unit vectors, both and the result of shape (n, dim).

    "It was the third time" alone says little; read with the comment in which they were stopped again, it does. A passage that is
    its whole comment stays as it is; of a passage that the encoder cannot read (zeros) the comment alone is left, and the other way.
    """
    import numpy as np

    moved = (1 - lean) * vectors + lean * comments
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return (moved / np.where(lengths > 0, lengths, 1)).astype(np.float32)
