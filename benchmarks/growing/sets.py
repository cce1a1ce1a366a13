"""Comments in the order of their time, and how far each step goes."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

SHARES = (0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Growing:
    """A set that grows: texts, their first labels (empty for none) and how many rows are there at each step."""

    name: str
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    steps: tuple[int, ...]


def read_growing(folder: Path) -> tuple[Growing, ...]:
    """The sets under the shared data folder: two by time in tenths, and one survey with the next, six years later."""
    green = _read(folder / "polis_bowling_green/bg2018.csv", "llm_topics")
    mixed = _read(folder / "polis_mixed_en/comments.csv", "topic")
    later = _read(folder / "polis_bowling_green/bg2050.csv", "llm_topics")
    return (
        _grow("bowling_green", green, [round(len(green) * share) for share in SHARES]),
        _grow("consultations_en", mixed, [round(len(mixed) * share) for share in SHARES]),
        _grow("bowling_green_2018_to_2050", green + later, [len(green), len(green) + len(later)]),
    )


def _read(file: Path, column: str) -> list[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: (row["created_utc"], row["conversation"], int(row["comment_id"])))
    return [(row["text"], row[column].split(";")[0].split(":")[0].strip()) for row in rows]


def _grow(name: str, rows: list[tuple[str, str]], steps: list[int]) -> Growing:
    return Growing(name, tuple(text for text, _ in rows), tuple(label for _, label in rows), tuple(steps))
