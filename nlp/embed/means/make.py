"""Make the mean vectors anew from the sentences beside this file, after a sentence, a language or the model has changed.

    python -m nlp.embed.means.make

Takes about a minute. The same sentences and model give the same file up to rounding of the processor.
"""

from __future__ import annotations

import sys

import numpy as np

from nlp.embed.encoder import Encoder
from nlp.embed.open import PACKAGED, open_encoder
from nlp.embed.reference import MEANS, read_sentences


def make_means(encoder: Encoder) -> dict[str, np.ndarray]:
    """`languages` of shape (n,), `means` of shape (n, dim) as float32 in their order, and the name of the `model`."""
    sentences = read_sentences()
    means = np.stack([encoder.encode(lines).mean(axis=0) for lines in sentences.values()])
    return {"model": np.array(encoder.model), "languages": np.array(list(sentences)), "means": means.astype(np.float32)}


def main() -> int:
    """Write the file."""
    np.savez_compressed(MEANS / "multilingual_e5_small.npz", **make_means(open_encoder(PACKAGED)))  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
