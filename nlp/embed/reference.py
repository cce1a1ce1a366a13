"""Mean vectors of languages that come with Hearback: where a language lies for a model, whatever is spoken about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Mean = npt.NDArray[np.float64]
MEANS = Path(__file__).parent / "means"
SENTENCES = MEANS / "sentences"
_FILE = MEANS / "multilingual_e5_small.npz"


def reference_means(model: str) -> Mapping[str, Mean]:
    """The mean vector of each language for a model such as `packaged:multilingual-e5-small@0.3.0`: shape (dim,), float64.

    Empty for a model that none were made for. The version after `@` is not looked at: it is the version of the package around
    the same weights, and a test compares the means with what the installed one gives.
    """
    made_for, means = _load_means()
    return means if model and model.partition("@")[0] == made_for else {}


@cache
def _load_means() -> tuple[str, Mapping[str, Mean]]:
    with np.load(_FILE, allow_pickle=False) as kept:
        model = str(kept["model"]).partition("@")[0]
        return model, {str(code): mean for code, mean in zip(kept["languages"], kept["means"].astype(np.float64), strict=True)}


def read_sentences() -> dict[str, list[str]]:
    """The sentences of each language, the same in meaning line by line; by language code, sorted."""
    return {file.stem: file.read_text(encoding="utf-8").splitlines() for file in sorted(SENTENCES.glob("*.txt"))}
