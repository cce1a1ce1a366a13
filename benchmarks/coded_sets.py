"""Sets whose rows people gave themes of a codebook: the codebook, the rows, and which themes each row has."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import langcodes

from domain.codebook import CodebookEntry
from domain.ids import ThemeId, stable_id

_GIVEN = "themefinder_synthetic/gambling_XS"
_NO_THEME = frozenset({"X", "Y", "XX", "XY"})  # "none of the above" and "no reason given" are no themes to look for


@dataclass(frozen=True, slots=True)
class CodedSet:
    """`gold` has the numbers of each row's entries. In some sets a row without any was never labelled, and is left out."""

    name: str
    entries: tuple[CodebookEntry, ...]
    texts: tuple[str, ...]
    languages: tuple[str, ...]
    gold: tuple[frozenset[int], ...]
    is_chosen_on: bool = False
    is_unlabelled_skipped: bool = False

    def number(self, theme: ThemeId) -> int:
        """The place of a theme in the codebook."""
        return next(number for number, entry in enumerate(self.entries) if entry.theme_id == theme)


def read_pairs(folder: Path) -> CodedSet:
    """1,600 sentences in twelve languages with seven categories."""
    rows = _read_csv(folder / "sib200/pairs.csv")
    gold = [[row["category"]] for row in rows]
    return _make("pairs_12_languages", rows, gold, languages=[_read_language(row["lang"]) for row in rows], is_chosen_on=True)


def read_consultations(folder: Path) -> CodedSet:
    """1,305 comments of eight consultations, whose subjects are the codebook."""
    rows = _read_csv(folder / "polis_mixed_en/comments.csv")
    return _make("consultations_en", rows, [[row["topic"]] for row in rows], is_chosen_on=True)


def read_town(folder: Path) -> CodedSet:
    """896 comments of a town with up to four topics each; a third has none."""
    rows = _read_csv(folder / "polis_bowling_green/bg2018.csv")
    gold = [[part.split(":")[0].strip() for part in row["llm_topics"].split(";") if part.strip()] for row in rows]
    return _make("bowling_green", rows, gold, is_chosen_on=True, is_unlabelled_skipped=True)


def read_synthetic(folder: Path) -> CodedSet:
    """1,000 generated answers with one to three of twelve themes; each is titled as most rows that have it alone call it."""
    rows = _read_csv(folder / "themefinder_synthetic/gambling_multilabel.csv")
    names: dict[str, Counter[str]] = {}
    for row in rows:
        if row["theme_ids"] and ";" not in row["theme_ids"]:
            names.setdefault(row["theme_ids"], Counter())[row["theme_names"]] += 1
    # Of names that are as common as each other the first in the alphabet, so that the codebook is the same on each run.
    titles = {key: min(counted, key=lambda name: (-counted[name], name)) for key, counted in names.items()}
    return _make("synthetic_1000", rows, [[titles[key] for key in row["theme_ids"].split(";") if key] for row in rows])


def read_given(folder: Path, question: int) -> CodedSet:
    """100 generated answers to a question with the titles and descriptions that came with them."""
    outputs = next((folder / _GIVEN / "outputs/mapping").iterdir()) / f"question_part_{question}"
    themes = json.loads((outputs / "themes.json").read_text(encoding="utf-8"))
    titles = {each["topic_id"]: each["topic_label"] for each in themes if each["topic_id"] not in _NO_THEME}
    descriptions = {each["topic_label"]: each["topic_description"] for each in themes}
    labels = {each["response_id"]: each["labels"] for each in _read_lines(outputs / "mapping.jsonl")}
    rows = _read_lines(folder / _GIVEN / f"inputs/question_part_{question}/responses.jsonl")
    gold = [[titles[key] for key in labels[row["response_id"]] if key in titles] for row in rows]
    texts = [{"text": row["response"]} for row in rows]
    return _make(f"given_{question}", texts, gold, descriptions=descriptions, titles=list(titles.values()))


READERS: dict[str, Callable[[Path], CodedSet]] = {
    "pairs_12_languages": read_pairs,
    "consultations_en": read_consultations,
    "bowling_green": read_town,
    "synthetic_1000": read_synthetic,
    "given_1": lambda folder: read_given(folder, 1),
    "given_2": lambda folder: read_given(folder, 2),
}


def _make(
    name: str,
    rows: Sequence[dict[str, str]],
    gold: Sequence[Sequence[str]],
    *,
    languages: Sequence[str] = (),
    descriptions: dict[str, str] | None = None,
    titles: Sequence[str] = (),
    is_chosen_on: bool = False,
    is_unlabelled_skipped: bool = False,
) -> CodedSet:
    names = list(titles) or sorted({each for labels in gold for each in labels})
    described = descriptions or {}
    return CodedSet(
        name,
        tuple(CodebookEntry(ThemeId(stable_id("theme", each)), each, described.get(each, "")) for each in names),
        tuple(row["text"] for row in rows),
        tuple(languages) or ("en",) * len(rows),
        tuple(frozenset(map(names.index, labels)) for labels in gold),
        is_chosen_on,
        is_unlabelled_skipped,
    )


def _read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _read_lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def _read_language(tag: str) -> str:
    return str(langcodes.Language.get(tag).prefer_macrolanguage().language)
