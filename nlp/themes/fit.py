"""Fit BERTopic: vectors to coordinates (UMAP) and dense cores in them (HDBSCAN)."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nlp.themes.passage import Floats, Labels
from nlp.themes.sizes import DIMENSIONS, NEIGHBOURS
from nlp.themes.words import split_words

# How far the strongest directions of the vectors are damped: 0 not at all, 1 until all weigh alike.
_DAMPING = 0.25


@dataclass(frozen=True, slots=True)
class Fit:
    """Coordinates of shape (n, DIMENSIONS), and the core that each row lies in: shape (n,), -1 for none."""

    coordinates: Floats
    cores: Labels


def fit_themes(texts: Sequence[str], vectors: npt.NDArray[np.float32], *, smallest: int, seed: int) -> Fit:
    """Coordinates and cores of distinct texts; the same rows in the same order and the same seed give the same fit."""
    # UMAP says that it uses one thread because of the seed, which is what we want.
    with warnings.catch_warnings(), _quiet("BERTopic"):
        warnings.simplefilter("ignore")
        model = _build_model(len(texts), smallest=smallest, seed=seed)
        cores, _ = model.fit_transform(list(texts), embeddings=damp_strongest(vectors))
    return Fit(np.asarray(model.umap_model.embedding_, dtype=np.float64), np.asarray(cores, dtype=np.int64))


def _build_model(count: int, *, smallest: int, seed: int):  # type: ignore[no-untyped-def] # BERTopic is untyped
    from bertopic import BERTopic
    from hdbscan import HDBSCAN
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP

    return BERTopic(
        umap_model=UMAP(
            n_neighbors=min(NEIGHBOURS, count - 1),
            n_components=DIMENSIONS,
            min_dist=0.0,
            metric="cosine",
            random_state=seed,
            n_jobs=1,
        ),
        # Leaves, not the most persistent clusters: those make two themes of one survey; merging to size comes after.
        hdbscan_model=HDBSCAN(min_cluster_size=smallest, cluster_selection_method="leaf", core_dist_n_jobs=1),
        vectorizer_model=CountVectorizer(analyzer=_analyse),
        calculate_probabilities=False,
        verbose=False,
    )


def _analyse(text: str) -> list[str]:
    # A text without a word would leave BERTopic without a vocabulary.
    return [word for run in split_words(text) for word in run] or ["?"]


def damp_strongest(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The vectors with their strongest common directions damped, at length 1: shape (n, dim), float32.

    A survey on one subject shares most of its variance; what tells its concerns apart lies in weaker directions.
    """
    rows = vectors.astype(np.float64)
    rows -= rows.mean(axis=0)
    strength, directions = np.linalg.eigh(rows.T @ rows)
    kept = strength > strength.max() * 1e-9
    damped = (rows @ directions[:, kept]) / np.sqrt(strength[kept]) ** _DAMPING
    lengths = np.linalg.norm(damped, axis=1, keepdims=True)
    return np.asarray(damped / np.maximum(lengths, 1e-12), dtype=np.float32)


class _quiet:  # noqa: N801 # reads as a verb
    """Without a library's log lines below errors."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def __enter__(self) -> None:
        self._before = self._logger.level
        self._logger.setLevel(logging.ERROR)

    def __exit__(self, *_: object) -> None:
        self._logger.setLevel(self._before)
