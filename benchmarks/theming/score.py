"""Assignments -> scores, by the script that lies with the data."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.theming.sets import Cut, Table

Assigned = Sequence[str]  # a theme's name a cut, empty for unthemed
Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores assignments of one set. `folder` is a scratch folder of its own."""

    script: Path
    folder: Path
    scoring: tuple[str, ...]

    def prepare(self, table: Table) -> Scorer:
        """Write the set where the script reads it."""
        _write_csv(self.folder / "data.csv", table)
        return self

    def score(self, cuts: Sequence[Cut], assigned: Assigned) -> Scores:
        """AMI, sample_F1, unthemed, k, largest and, where the set has them, leak and parallel."""
        rows = [
            {"row": cut.row, "start": cut.start, "end": cut.end, "theme_id": theme, "score": ""}
            for cut, theme in zip(cuts, assigned, strict=True)
        ]
        _write_csv(self.folder / "assignments.csv", rows)
        files = [str(self.folder / name) for name in ("data.csv", "assignments.csv")]
        command = [sys.executable, str(self.script), *files, "--label", "labels", *self.scoring]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        scores: Scores = json.loads(ran.stdout)
        return scores


def _write_csv(file: Path, table: Sequence[Mapping[str, object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(table[0]))
        writer.writeheader()
        writer.writerows(table)
