"""Plain BERTopic and its best simple variants: what ours is held against. A topic's number a text, -1 for none."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Topics = npt.NDArray[np.int64]


def find_topics(texts: Sequence[str], vectors: Vectors, seed: int) -> dict[str, Topics]:
    """Topics by variant: defaults, defaults with outliers put to the nearest topic, and KMeans on the same UMAP coordinates."""
    from bertopic import BERTopic
    from sklearn.cluster import KMeans
    from umap import UMAP

    plain = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    model = BERTopic(umap_model=plain)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        topics, _ = model.fit_transform(list(texts), embeddings=vectors)
    reassigned = topics
    if -1 in topics and max(topics) >= 0:
        reassigned = model.reduce_outliers(list(texts), topics, strategy="embeddings", embeddings=vectors)
    found = {"BERTopic defaults": topics, "BERTopic defaults, outliers reassigned": reassigned}
    for count in (12, 20):
        found[f"KMeans {count} on UMAP"] = KMeans(count, n_init=10, random_state=seed).fit_predict(plain.embedding_)
    return {name: np.asarray(each, dtype=np.int64) for name, each in found.items()}


def find_default_topics(texts: Sequence[str], vectors: Vectors, seed: int) -> Topics:
    """The topics of the defaults alone."""
    return find_topics(texts, vectors, seed)["BERTopic defaults"]
