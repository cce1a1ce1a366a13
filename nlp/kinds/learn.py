"""Learn the weights anew from the sentences beside this file, after a sentence, a cue or the model has changed.

    python -m nlp.kinds.learn

Takes about half a minute. The same sentences, cues and model give the same weights up to rounding of the processor. Raise
`KINDS_VERSION` in `tell.py` with them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from nlp.embed.encoder import Encoder
from nlp.embed.open import PACKAGED, open_encoder
from nlp.kinds.cues import read_cues
from nlp.kinds.sentences import NO_LEANING, Example, read_examples
from nlp.kinds.tell import Features, Vectors, join_features
from nlp.kinds.weights import FILE, Learned, Weights, pack

LOOSENESS = 1.0
"""How freely weights may grow (C of the logistic regression): chosen on half of the demo's comments, docs/decisions/0023."""


def learn(encoder: Encoder, examples: Sequence[Example]) -> Learned:
    """All weights, from these examples."""
    vectors = encoder.encode([each.text for each in examples])
    return learn_from(vectors, examples, model=encoder.model)


def learn_from(vectors: Vectors, examples: Sequence[Example], *, model: str) -> Learned:
    """All weights, from examples whose vectors are there: shape (len(examples), dim)."""
    languages = [each.language for each in examples]
    words = read_cues([each.text for each in examples], languages).astype(np.float64)
    seen = join_features(vectors, languages, words, model=model)
    kinds = [each.kind.value for each in examples]
    leanings = [each.leaning.value if each.leaning else NO_LEANING for each in examples]
    return Learned(
        model.partition("@")[0],
        seeing=_fit(seen, kinds),
        by_words=_fit(words, kinds),
        leaning=_fit(words, leanings),
    )


def _fit(features: Features, labels: Sequence[str]) -> Weights:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=LOOSENESS, max_iter=3000).fit(features, labels)
    return Weights(tuple(str(each) for each in model.classes_), model.coef_.T, model.intercept_)


def main() -> int:
    """Write the file."""
    np.savez_compressed(FILE, **pack(learn(open_encoder(PACKAGED), read_examples())))  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
