"""The other side: BERTopic with default settings, refitted, merged or frozen as a set grows."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count as count_from
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Names = list[str]


def fit_plain(texts: Sequence[str], vectors: Vectors, seed: int) -> Any:  # BERTopic is untyped
    """BERTopic as it comes, but for a seed."""
    from bertopic import BERTopic
    from umap import UMAP

    model = BERTopic(umap_model=UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(list(texts), embeddings=vectors)
    return model


def name_topics(model: Any) -> Names:
    """A topic's number as a name, empty for none."""
    return ["" if topic < 0 else str(topic) for topic in model.topics_]


@dataclass(slots=True)
class Refit:
    """A new fit at each step; its topics take the names of those before with which they share the most passages."""

    texts: Sequence[str]
    vectors: Vectors
    seed: int = 1
    before: Names = field(default_factory=list)
    fresh: Any = field(default_factory=count_from)

    def follow(self, count: int) -> Names:
        """The topics of the first `count` rows under their lasting names."""
        found = name_topics(fit_plain(self.texts[:count], self.vectors[:count], self.seed))
        self.before = keep_names(found, self.before, self.fresh)
        return self.before


def keep_names(found: Names, before: Names, fresh: Iterator[int]) -> Names:
    """Topics under the names before, greedily by the passages that they share; the others get fresh names."""
    shared = Counter((one, other) for one, other in zip(found, before, strict=False) if one and other)
    names: dict[str, str] = {}
    for (one, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if one not in names and other not in names.values():
            names[one] = other
    for one in sorted(set(found) - names.keys() - {""}):
        names[one] = f"t{next(fresh)}"
    return [names.get(one, "") for one in found]


@dataclass(slots=True)
class Merged:
    """A fit on the first rows, with a fit on each later batch merged into it (`merge_models` as it comes)."""

    texts: Sequence[str]
    vectors: Vectors
    seed: int = 1
    model: Any = None
    done: int = 0

    def follow(self, count: int) -> Names:
        """The topics of the first `count` rows."""
        from bertopic import BERTopic

        batch = fit_plain(self.texts[self.done : count], self.vectors[self.done : count], self.seed)
        self.model = batch if self.model is None else BERTopic.merge_models([self.model, batch])
        self.done = count
        return name_topics(self.model)


@dataclass(slots=True)
class Frozen:
    """A fit on the first rows; later ones go to the nearest of its topics' centres."""

    texts: Sequence[str]
    vectors: Vectors
    seed: int = 1
    names: Names = field(default_factory=list)
    centres: Any = None

    def follow(self, count: int) -> Names:
        """The topics of the first `count` rows."""
        if not self.names:
            self.names = name_topics(fit_plain(self.texts[:count], self.vectors[:count], self.seed))
            topics = np.array([int(name or -1) for name in self.names])
            self.centres = np.stack([self.vectors[:count][topics == topic].mean(axis=0) for topic in range(topics.max() + 1)])
            self.centres /= np.linalg.norm(self.centres, axis=1, keepdims=True)
        new = self.vectors[len(self.names) : count]
        self.names = self.names + [str(topic) for topic in (new @ self.centres.T).argmax(axis=1)] if len(new) else self.names
        return self.names
