"""Do themes follow the language, where a language has few texts and where a subject is raised mostly in one language?

    python -m benchmarks.language_leak [--draws N]

HEARBACK_SHARED (or ../shared beside the checkout) holds `sib200/pairs.csv`, in which every sentence has a subject and stands in two of twelve languages. A line a scenario and way of
centring, as JSON: NMI of groups (k-means with 20 centres on the vectors) and subject, NMI of groups and language (the leak), and
both less what chance gives. Where a subject is raised mostly in one language, right groups tell the language too: `leak_of_truth`
says how much the subjects themselves do.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks import find_data
from nlp.embed import centre_by_language, open_encoder
from nlp.embed.open import PACKAGED

Names = npt.NDArray[np.str_]
Rows = npt.NDArray[np.int64]
CODES = {"eng": "en", "spa": "es", "vie": "vi", "zho": "zh", "arb": "ar", "som": "so", "amh": "am", "swh": "sw", "fra": "fr"}
CODES |= {"rus": "ru", "tgl": "tl", "hat": "ht"}
CENTRES = 20
FEW_LANGUAGES, FEW_TEXTS, SHARE = 6, 8, 0.6


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=4)
    asked = parser.parse_args()
    texts, languages, subjects = read_pairs(find_data() / "sib200" / "pairs.csv")
    encoder = open_encoder(PACKAGED)
    vectors = encoder.encode(texts)
    for line in measure(vectors, languages, subjects, model=encoder.model, draws=asked.draws):
        sys.stdout.write(json.dumps(line) + "\n")
    return 0


def read_pairs(file: Path) -> tuple[list[str], Names, Names]:
    """Texts, their languages and their subjects."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row["text"] for row in rows], np.array([CODES[row["lang"][:3]] for row in rows]), np.array([row["category"] for row in rows])


def measure(vectors: npt.NDArray[np.float32], languages: Names, subjects: Names, *, model: str, draws: int) -> Iterator[dict[str, object]]:
    """A line a scenario and way of centring, the mean over `draws`."""
    for name, draw in SCENARIOS.items():
        chosen = [draw(languages, subjects, np.random.default_rng(seed)) for seed in range(draws)]
        for way, centre in ways_of_centring(model).items():
            figures = [
                score(centre(vectors[rows], list(languages[rows])), languages[rows], subjects[rows], seed=seed)
                for seed, rows in enumerate(chosen)
            ]
            yield {"scenario": name, "centring": way} | {
                key: round(float(np.mean([each[key] for each in figures])), 3) for key in figures[0]
            }


Centring = Callable[[npt.NDArray[np.float32], list[str]], npt.NDArray[np.float32]]


def ways_of_centring(model: str) -> dict[str, Centring]:
    """None at all, the rows' own means alone, our references alone, and the blend that the product uses."""
    return {
        "none": lambda vectors, languages: vectors,
        "own means": lambda vectors, languages: centre_by_language(vectors, languages, trust=0),
        "reference means": lambda vectors, languages: centre_by_language(vectors, languages, model=model, trust=1e9),
        "blend": lambda vectors, languages: centre_by_language(vectors, languages, model=model),
    }


def score(vectors: npt.NDArray[np.float32], languages: Names, subjects: Names, *, seed: int) -> dict[str, float]:
    """How well the vectors' groups follow the subject, and how well the language."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_mutual_info_score, normalized_mutual_info_score

    groups = KMeans(CENTRES, n_init=3, random_state=seed).fit_predict(vectors)
    return {
        "rows": float(len(vectors)),
        "nmi_subject": normalized_mutual_info_score(subjects, groups),
        "ami_subject": adjusted_mutual_info_score(subjects, groups),
        "leak": normalized_mutual_info_score(languages, groups),
        "leak_beyond_chance": adjusted_mutual_info_score(languages, groups),
        "leak_of_truth": adjusted_mutual_info_score(languages, subjects),
    }


def draw_all(languages: Names, subjects: Names, random: np.random.Generator) -> Rows:
    """Every row."""
    return np.arange(len(languages))


def draw_few(languages: Names, subjects: Names, random: np.random.Generator) -> Rows:
    """Half of the languages with eight texts each, the other half whole."""
    few = random.choice(np.unique(languages), FEW_LANGUAGES, replace=False)
    parts = [np.flatnonzero(languages == each) for each in np.unique(languages)]
    return np.sort(np.concatenate([random.choice(part, FEW_TEXTS, replace=False) if languages[part[0]] in few else part for part in parts]))


def draw_subject_of_a_language(languages: Names, subjects: Names, random: np.random.Generator) -> Rows:
    """Of each subject, 60 % of the rows in one language, another one a subject."""
    speakers = random.permutation(np.unique(languages))
    return _draw_skewed([(subjects == each, languages == speakers[place]) for place, each in enumerate(np.unique(subjects))], random)


def draw_language_of_a_subject(languages: Names, subjects: Names, random: np.random.Generator) -> Rows:
    """Of each language, 60 % of the rows on one subject."""
    names = np.unique(subjects)
    order = random.permutation(np.unique(languages))
    return _draw_skewed([(languages == each, subjects == names[place % len(names)]) for place, each in enumerate(order)], random)


def _draw_skewed(parts: list[tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]], random: np.random.Generator) -> Rows:
    """Of each part, the rows that are also within the other, and so many others that those are 60 %."""
    drawn = []
    for part, within in parts:
        inside, outside = np.flatnonzero(part & within), np.flatnonzero(part & ~within)
        others = min(len(outside), round(len(inside) * (1 - SHARE) / SHARE))
        drawn += [inside, random.choice(outside, others, replace=False)]
    return np.sort(np.concatenate(drawn))


SCENARIOS: dict[str, Callable[[Names, Names, np.random.Generator], Rows]] = {
    "all rows": draw_all,
    "8 texts in each of 6 languages": draw_few,
    "60 % of each language on one subject": draw_language_of_a_subject,
    "60 % of each subject in one language": draw_subject_of_a_language,
}

if __name__ == "__main__":
    sys.exit(main())
