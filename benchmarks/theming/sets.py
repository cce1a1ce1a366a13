"""Labelled sets under the shared data folder -> one table each with the columns text, labels, language and pair."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import langcodes

Table = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A set: where its rows come from, and how the scorer reads them.

    `is_core` marks the four sets that the targets speak of; the others were not looked at when settings were chosen.
    """

    name: str
    read: Callable[[Path], Table]
    scoring: tuple[str, ...] = ()
    is_core: bool = True


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a row: row number from 0, offsets in code points, its words, their language, and the words of the whole row."""

    row: int
    start: int
    end: int
    text: str
    language: str
    comment: str


def _from_csv(file: str, labels: str, *, language: str = "", pair: str = "") -> Callable[[Path], Table]:
    def read(folder: Path) -> Table:
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        return [_row(row["text"], row[labels], row.get(language, "eng"), row.get(pair, "")) for row in rows]

    return read


def _from_jsonl(file: str, labels: str) -> Callable[[Path], Table]:
    return lambda folder: [_row(row["text"], row[labels], "eng", "") for row in _read_jsonl(folder / file)]


def _from_question(part: str) -> Callable[[Path], Table]:
    """One question of the small synthetic consultation: answers, and the themes that each was given."""

    def read(folder: Path) -> Table:
        home = folder / "themefinder_synthetic/gambling_XS"
        given = {row["response_id"]: row["labels"] for row in _read_jsonl(next(home.glob(f"outputs/mapping/*/{part}/mapping.jsonl")))}
        said = _read_jsonl(home / "inputs" / part / "responses.jsonl")
        return [_row(row["response"], ";".join(given.get(row["response_id"], [])), "eng", "") for row in said]

    return read


def _read_jsonl(file: Path) -> Iterator[dict[str, object]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _row(text: object, labels: object, language: str, pair: str) -> dict[str, str]:
    return {"text": str(text), "labels": str(labels), "language": language, "pair": pair}


_MANY = ("--label-sep", ";")
SETS = (
    LabelledSet(
        "bowling_green", _from_csv("polis_bowling_green/bg2018.csv", "llm_topics"), (*_MANY, "--label-top", ":", "--skip-unlabelled")
    ),
    LabelledSet(
        "pairs_12_languages",
        _from_csv("sib200/pairs.csv", "category", language="lang", pair="index_id"),
        ("--lang", "language", "--parallel", "pair"),
    ),
    LabelledSet("consultations_en", _from_csv("polis_mixed_en/comments.csv", "topic")),
    LabelledSet("consultation_synthetic", _from_csv("themefinder_synthetic/gambling_multilabel.csv", "theme_ids"), _MANY),
    LabelledSet("sentences_14_topics", _from_jsonl("sib200/eng_14class.jsonl", "category"), is_core=False),
    LabelledSet("small_question_1", _from_question("question_part_1"), _MANY, is_core=False),
    LabelledSet("small_question_2", _from_question("question_part_2"), _MANY, is_core=False),
)


def cut_rows(table: Sequence[dict[str, str]], *, is_cut: bool) -> list[Cut]:
    """The rows of a table as cuts: whole, or each cut into its passages as the product does."""
    from nlp.passages import cut_passages

    cuts = []
    for number, row in enumerate(table):
        text, language = row["text"], read_language(row["language"])
        spans = cut_passages(text, language) if is_cut else ((0, len(text)),)
        cuts += [Cut(number, start, end, text[start:end], language, text) for start, end in spans]
    return cuts


@cache
def read_language(tag: str) -> str:
    """`zho_Hans` -> `zh`, `arb_Arab` -> `ar`: the codes that the product uses."""
    return str(langcodes.Language.get(tag).prefer_macrolanguage().language)
