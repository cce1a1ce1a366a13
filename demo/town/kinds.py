"""What kinds of things the written comments say, and which way they lean: the truth that kinds are measured against."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from domain.kinds import Kind, Leaning

FILE = Path(__file__).parent / "kinds.tsv"

TrueKinds = tuple[frozenset[Kind], frozenset[Leaning]]


@cache
def read_true_kinds() -> dict[str, TrueKinds]:
    """Kinds and leanings of each comment, by its key."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["key"]: (frozenset(map(Kind, _split(row["kinds"]))), frozenset(map(Leaning, _split(row["leanings"])))) for row in rows}


def _split(words: str | None) -> list[str]:
    return [each for each in (words or "").split(";") if each]
