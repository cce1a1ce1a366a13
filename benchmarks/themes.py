"""How good are the themes? Ours beside plain BERTopic with default settings, on the same vectors, in one run.

    python -m benchmarks.themes [--rows N] [--sets NAME …] > themes.json

JSON to stdout, a table to stderr. HEARBACK_SHARED (or ../shared beside the checkout) holds the labelled sets and
the script that scores; they are not part of this repository. Our side goes through the facade that the product uses.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import langcodes
import numpy as np
import numpy.typing as npt

from benchmarks import find_data
from domain.decisions import Bindings
from domain.ids import PassageId, RoundId, RunId
from nlp.embed import Encoder, centre_by_language, open_encoder
from nlp.embed.context import lean_on_comment
from nlp.themes import PassageToTheme, Space, theme_passages

SEED = 20261101
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A file under the shared data folder, its columns, and how the scorer is to read its labels."""

    name: str
    file: str
    scoring: tuple[str, ...]
    language_column: str = ""


SETS = (
    LabelledSet(
        "bowling_green",
        "polis_bowling_green/bg2018.csv",
        ("--label", "llm_topics", "--label-sep", ";", "--label-top", ":", "--skip-unlabelled"),
    ),
    LabelledSet("pairs_12_languages", "sib200/pairs.csv", ("--label", "category", "--lang", "lang", "--parallel", "index_id"), "lang"),
    LabelledSet("consultations_en", "polis_mixed_en/comments.csv", ("--label", "topic")),
    LabelledSet("consultation_synthetic", "themefinder_synthetic/gambling_multilabel.csv", ("--label", "theme_ids", "--label-sep", ";")),
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a row: row number from 0, offsets in code points, its words and their language."""

    row: int
    start: int
    end: int
    text: str
    language: str


Assigned = list[str]  # a theme's name a cut, empty for unthemed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all sets and print what came of them."""
    asked = _read_arguments(arguments)
    folder, encoder = find_data(), open_encoder(asked.model)
    results = [result for each in SETS if each.name in asked.sets for result in measure_set(each, folder, encoder, rows=asked.rows)]
    json.dump({"model": encoder.model, "rows": asked.rows, "results": results}, sys.stdout, indent=2)
    print(_draw_table(results), file=sys.stderr)
    return 0


def _read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=None, help="only so many rows of each set")
    parser.add_argument("--sets", nargs="*", choices=[each.name for each in SETS], default=[each.name for each in SETS])
    parser.add_argument("--model", default="packaged:multilingual-e5-small")
    return parser.parse_args(arguments)


def measure_set(each: LabelledSet, data_sets: Path, encoder: Encoder, *, rows: int | None = None) -> list[dict[str, Any]]:
    """The scores of ours and of plain BERTopic on one set: a dict a method."""
    with tempfile.TemporaryDirectory() as folder:
        table = _read_rows(data_sets / each.file, rows)
        data = Path(folder) / "data.csv"
        _write_csv(data, table)
        score = _scorer(data_sets / "themes_score.py", data, each.scoring, Path(folder) / "assignments.csv")
        whole = cut_rows(table, each.language_column, is_cut=False)
        parts = cut_rows(table, each.language_column, is_cut=True)
        vectors = encoder.encode([cut.text for cut in whole])
        centred = centre_by_language(vectors, [cut.language for cut in whole])
        of_parts = lean_on_comment(encoder.encode([cut.text for cut in parts]), [cut.row for cut in parts])
        return [
            {"set": each.name, "method": method} | _time_and_score(assign, cuts, score)
            for method, cuts, assign in (
                ("hearback, cut into passages", parts, lambda: assign_ours(parts, of_parts)),
                ("hearback, whole rows", whole, lambda: assign_ours(whole, vectors)),
                ("BERTopic defaults, centred vectors", whole, lambda: assign_plain(whole, centred)),
                ("BERTopic defaults, raw vectors", whole, lambda: assign_plain(whole, vectors)),
            )
        ]


def _read_rows(file: Path, rows: int | None) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))[:rows]


def _write_csv(file: Path, table: Sequence[dict[str, Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(table[0]))
        writer.writeheader()
        writer.writerows(table)


def cut_rows(table: Sequence[dict[str, str]], language_column: str, *, is_cut: bool) -> list[Cut]:
    """The rows of a table as cuts: whole, or each cut into its passages as the product does."""
    from nlp.passages import cut_passages

    cuts = []
    for number, row in enumerate(table):
        text, language = row["text"], _read_language(row.get(language_column, "eng"))
        spans = cut_passages(text, language) if is_cut else ((0, len(text)),)
        cuts += [Cut(number, start, end, text[start:end], language) for start, end in spans]
    return cuts


@cache
def _read_language(tag: str) -> str:
    """`zho_Hans` -> `zh`, `arb_Arab` -> `ar`: the codes that the product uses."""
    return str(langcodes.Language.get(tag).prefer_macrolanguage().language)


def assign_ours(cuts: Sequence[Cut], vectors: Vectors) -> Assigned:
    """Themes by the facade that the product uses."""
    passages = [PassageToTheme(PassageId(f"{cut.row}-{cut.start}"), cut.text, cut.language) for cut in cuts]
    theming = theme_passages(
        passages,
        [Space("benchmark", vectors)],
        living=(),
        previous={},
        bindings=Bindings(),
        round_id=RoundId("benchmark"),
        run_id=RunId("benchmark"),
        stop_words=frozenset(),
        smallest=None,
        language="en",
    )
    return [each.theme_id or "" for each in theming.assignments]


def assign_plain(cuts: Sequence[Cut], vectors: Vectors) -> Assigned:
    """Topics of BERTopic as it comes, but for a seed."""
    from bertopic import BERTopic
    from umap import UMAP

    plain = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED)
    topics, _ = BERTopic(umap_model=plain).fit_transform([cut.text for cut in cuts], embeddings=vectors)
    return ["" if topic < 0 else str(topic) for topic in topics]


Score = Callable[[Sequence[Cut], Assigned], dict[str, float]]


def _scorer(script: Path, data: Path, scoring: Sequence[str], file: Path) -> Score:
    def score(cuts: Sequence[Cut], assigned: Assigned) -> dict[str, float]:
        rows = [
            {"row": cut.row, "start": cut.start, "end": cut.end, "theme_id": theme, "score": ""}
            for cut, theme in zip(cuts, assigned, strict=True)
        ]
        _write_csv(file, rows)
        ran = subprocess.run([sys.executable, str(script), str(data), str(file), *scoring], capture_output=True, text=True, check=True)
        scores: dict[str, float] = json.loads(ran.stdout)
        return scores

    return score


def _time_and_score(assign: Callable[[], Assigned], cuts: Sequence[Cut], score: Score) -> dict[str, float]:
    started = time.perf_counter()
    assigned = assign()
    took = time.perf_counter() - started
    return score(cuts, assigned) | {"passages": len(cuts), "seconds": round(took, 1)}


def _draw_table(results: Sequence[dict[str, Any]]) -> str:
    columns = ("AMI", "sample_F1", "unthemed", "leak", "parallel", "k", "largest", "seconds")
    lines = [f"{'set':24}{'method':38}" + "".join(f"{column:>10}" for column in columns)]
    for each in results:
        cells = "".join(f"{each[column]:>10.3g}" if column in each else f"{'-':>10}" for column in columns)
        lines.append(f"{each['set']:24}{each['method']:38}{cells}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
