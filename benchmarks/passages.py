"""How well comments are cut: boundaries against a hand-marked sample, and passages a comment on real comments, as JSON.

Run: python -m benchmarks.passages [--mistakes]. The sample is our own (tests/passages/sample.jsonl); the comments of Polis
conversations are read from the shared data where it is there.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

from benchmarks import find_data
from nlp.passages import CUTTER_VERSION, cut_passages

SAMPLE = Path(__file__).resolve().parents[1] / "tests" / "passages" / "sample.jsonl"
MARK = "¦"


def main() -> None:
    """Print one JSON object: precision and recall of boundaries by language, then what real comments become."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mistakes", action="store_true", help="also list the sample's rows that are cut otherwise")
    options = parser.parse_args()
    rows = read_sample()
    result: dict[str, object] = {"cutter_version": CUTTER_VERSION, "sample": score_sample(rows), "comments": measure_comments()}
    if options.mistakes:
        result["mistakes"] = [row for row in rows if count_boundaries(*row)[1:] != (0, 0)]
    print(json.dumps(result, indent=2, ensure_ascii=False))


def read_sample() -> list[tuple[str, str]]:
    """(language, text with a mark at every boundary)."""
    rows = map(json.loads, SAMPLE.read_text(encoding="utf-8").splitlines())
    return [(row["language"], row["marked"]) for row in rows]


def count_boundaries(language: str, marked: str) -> tuple[int, int, int]:
    """Boundaries found, made up and missed; one is found when the mark lies in the gap between two passages."""
    parts = marked.split(MARK)
    wanted = [sum(map(len, parts[: index + 1])) for index in range(len(parts) - 1)]
    spans = cut_passages("".join(parts), language)
    gaps = [(before[1], after[0]) for before, after in pairwise(spans)]
    found = sum(any(start <= place <= end for place in wanted) for start, end in gaps)
    return found, len(gaps) - found, len(wanted) - found


def score_sample(rows: Sequence[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by language and of all."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language, marked in rows:
        found, made_up, missed = count_boundaries(language, marked)
        for name in (language, "all"):
            counts[name].update({"rows": 1, "found": found, "made_up": made_up, "missed": missed})
    return {name: _score(count) for name, count in sorted(counts.items())}


def _score(count: Counter[str]) -> dict[str, float]:
    found, made_up, missed = count["found"], count["made_up"], count["missed"]
    return {
        "rows": count["rows"],
        "boundaries": found + missed,
        "precision": round(found / (found + made_up), 3) if found + made_up else 1.0,
        "recall": round(found / (found + missed), 3) if found + missed else 1.0,
        "f1": round(2 * found / (2 * found + made_up + missed), 3) if found + made_up + missed else 1.0,
    }


def measure_comments() -> dict[str, dict[str, float]]:
    """Passages a comment, their length in characters, and comments a second, for each file of Polis comments."""
    files = sorted(find_data().glob("polis_*/*.csv"))
    return {file.name: _measure_file(file) for file in files}


def _measure_file(file: Path) -> dict[str, float]:
    with file.open(encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    started = time.perf_counter()
    cut = [cut_passages(text, "en") for text in texts]
    seconds = time.perf_counter() - started
    lengths = [end - start for spans in cut for start, end in spans]
    return {
        "comments": len(texts),
        "without_passage": sum(not spans for spans in cut),
        "passages_a_comment": round(mean(map(len, cut)), 2),
        "most_passages": max(map(len, cut)),
        "median_characters": median(lengths),
        "comments_per_s": round(len(texts) / seconds),
    }


if __name__ == "__main__":
    main()
