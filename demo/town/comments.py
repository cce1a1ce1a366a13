"""The written comments: words with marked identifiers -> plain words, spans and concerns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.listening import Span

FOLDER = Path(__file__).parent / "comments"
_MARK = re.compile(r"\{\{([A-Z_]+)\|([^{}]*)\}\}")


@dataclass(frozen=True, slots=True)
class TownComment:
    """One comment as it was typed, and the truth about it: what it is about, and what in it identifies somebody.

    Spans are `[start, end)` in code points of `text`.
    """

    key: str
    language: str
    round: str
    question: str
    concerns: tuple[str, ...]
    text: str
    spans: tuple[Span, ...]


@cache
def read_comments() -> tuple[TownComment, ...]:
    """All comments, by language and key."""
    return tuple(comment for file in sorted(FOLDER.glob("*.tsv")) for comment in _read_file(file))


def _read_file(file: Path) -> Iterator[TownComment]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, spans = read_marks(row["text"])
            concerns = tuple(each for each in row["concerns"].split(";") if each != "none")
            yield TownComment(row["key"], file.stem, row["round"], row["question"], concerns, text, spans)


def read_marks(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The words without their `{{TYPE|value}}` marks, and where the values stand."""
    text, spans, last = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        spans.append(Span(len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        last = found.end()
    return text + marked[last:], tuple(spans)
