"""The sentences of our own that kinds were learned from: a file a language, a line a sentence with what it is."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from domain.kinds import Kind, Leaning

FOLDER = Path(__file__).parent / "sentences"
NO_LEANING = "none"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence written for learning, its language, and what it is."""

    language: str
    text: str
    kind: Kind
    leaning: Leaning | None


def read_examples() -> list[Example]:
    """All sentences, by language and in their order."""
    return [example for file in sorted(FOLDER.glob("*.tsv")) for example in _read_file(file)]


def _read_file(file: Path) -> list[Example]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Example(file.stem, row["text"], Kind(row["kind"]), None if row["leaning"] == NO_LEANING else Leaning(row["leaning"]))
        for row in rows
    ]
