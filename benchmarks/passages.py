"""How well comments are cut: boundaries against marks made by hand, beside plain sentences and no cutting, as JSON.

Run: python -m benchmarks.passages [--mistakes]. Three samples: sentences of our own (tests/passages/sample.jsonl), comments of
the demo town (demo_sample.jsonl, identifiers replaced as redaction does), and real comments of Polis conversations
(polis_sample.jsonl: places and a hash, no words; read from the shared data where it is there). A part is the smallest that
speaks of one thing: a sentence that says something by itself, an item of a list or of a count, or a clause that turns to
another thing. The half `test` was set aside: no rule was mended by looking at it.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from benchmarks import find_data
from benchmarks.passage_scores import Cutter, Marked, Spans, add_up, score
from nlp.passages import CUTTER_VERSION, cut_passages

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "passages"
MARK = "¦"
KINDS = ("whole", "sentences", "list", "enumeration", "clauses")


def main() -> None:
    """Print one JSON object: the scores of each sample and half, then by kind and language, then what real comments become."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mistakes", action="store_true", help="also list rows of our own that were used for tuning and are cut otherwise")
    options = parser.parse_args()
    rows = [*read_written(), *read_demo(), *read_polis(find_data())]
    result: dict[str, object] = {"cutter_version": CUTTER_VERSION, "boundaries": compare(rows), "comments": measure_comments()}
    if options.mistakes:
        result["mistakes"] = [_show(row) for row in rows if row.half == "tune" and row.sample != "polis" and _is_cut_otherwise(row)]
    print(json.dumps(result, indent=2, ensure_ascii=False))


def read_written() -> list[Marked]:
    """Sentences written for this: all of them were looked at while the rules were made."""
    return [Marked("written", *_unmark(row["marked"], row["language"], "", "tune")) for row in _read("sample.jsonl")]


def read_demo() -> list[Marked]:
    """Comments of the demo town."""
    return [Marked("demo", *_unmark(row["marked"], row["language"], row["kind"], row["half"])) for row in _read("demo_sample.jsonl")]


def read_polis(data: Path) -> list[Marked]:
    """Comments of Polis conversations, found by their hash in the files of the shared data."""
    texts = {hash_text(text): text for file in sorted(data.glob("polis_*/*.csv")) for text in _read_texts(file)}
    return [
        Marked("polis", texts[row["text_sha256"]], row["language"], row["kind"], row["half"], tuple(row["marks"]))
        for row in _read("polis_sample.jsonl")
        if row["text_sha256"] in texts
    ]


def hash_text(text: str) -> str:
    """By what a comment is named without its words: 16 hex digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _read(name: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, (FOLDER / name).read_text(encoding="utf-8").splitlines())


def _unmark(marked: str, language: str, kind: str, half: str) -> tuple[str, str, str, str, tuple[int, ...]]:
    parts = marked.split(MARK)
    places = tuple(sum(map(len, parts[: number + 1])) for number in range(len(parts) - 1))
    return "".join(parts), language, kind, half, places


def _read_texts(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [row["text"] for row in csv.DictReader(lines)]


def cut_sentences(text: str, language: str) -> Spans:
    """Plain sentences, for comparison: spaCy's rules of punctuation, which know the signs of most scripts. `language` is not asked."""
    spans = ((each.start_char, each.end_char) for each in _open_sentencizer()(text).sents)
    return [(end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())) for start, end in spans if text[start:end].strip()]


@cache
def _open_sentencizer() -> Language:
    import spacy

    language = spacy.blank("xx")
    language.add_pipe("sentencizer")
    return language


def cut_nothing(text: str, language: str) -> Spans:
    """Each comment as it is."""
    return [(0, len(text))]


CUTTERS: dict[str, Cutter] = {"hearback": cut_passages, "plain sentences": cut_sentences, "no cutting": cut_nothing}


def compare(rows: Sequence[Marked]) -> dict[str, dict[str, dict[str, float]]]:
    """For each cutter its scores by sample and half, and of the halves set aside by kind and by language."""
    aside = [row for row in rows if row.half == "test"]
    groups = {f"{sample}, {half}": [row for row in rows if (row.sample, row.half) == (sample, half)] for sample, half in _halves(rows)}
    groups["set aside, all"] = aside
    groups |= {f"set aside, {kind}": [row for row in aside if row.kind == kind] for kind in KINDS}
    groups |= {f"set aside, {code}": [row for row in aside if row.language == code] for code in sorted({row.language for row in aside})}
    return {name: {group: add_up(chosen, cut).as_dict() for group, chosen in groups.items()} for name, cut in CUTTERS.items()}


def _halves(rows: Sequence[Marked]) -> list[tuple[str, str]]:
    return sorted({(row.sample, row.half) for row in rows})


def _is_cut_otherwise(row: Marked) -> bool:
    found = score(row, cut_passages)
    return (found.made_up, found.missed) != (0, 0)


def _show(row: Marked) -> dict[str, object]:
    """A row of our own beside what became of it."""
    spans = cut_passages(row.text, row.language)
    bounds = [0, *row.places, len(row.text)]
    wanted = MARK.join(row.text[start:end] for start, end in pairwise(bounds))
    return {"language": row.language, "kind": row.kind, "marked": wanted, "cut": [row.text[start:end] for start, end in spans]}


def measure_comments() -> dict[str, dict[str, float]]:
    """Passages a comment, their length in characters, and comments a second, for each file of Polis comments."""
    return {file.name: _measure_file(file) for file in sorted(find_data().glob("polis_*/*.csv"))}


def _measure_file(file: Path) -> dict[str, float]:
    texts = _read_texts(file)
    cut_passages(texts[0], "en")  # reads the words
    started = time.process_time()
    cut = [cut_passages(text, "en") for text in texts]
    seconds = time.process_time() - started
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
