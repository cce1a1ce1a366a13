"""The filter behind `hearback codebook apply`: a CSV of comments and a codebook -> which themes each comment speaks of. No warehouse."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from config.packs import list_languages
from config.settings import Settings
from config.tables import GeneralSettings
from domain.codebook import CodebookEntry
from domain.ids import PassageId, ThemeId, stable_id
from domain.text import RedactedText
from flows.progress import report
from flows.steps.codebook import centre, reader_of
from flows.steps.file_rows import FilePassage, prepare_rows, read_rows
from flows.steps.page_files import write_page
from flows.steps.spaces import file_spaces
from flows.steps.stage import wordless_errors

if TYPE_CHECKING:
    from nlp.codebook import Claims


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersAsked:
    """What the command line asked for. `entries` are the codebook's, in the order in which they are to be named."""

    file: Path
    text_column: str
    entries: Sequence[CodebookEntry]
    out: Path
    language_column: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Answer:
    """A theme that a row speaks of, and by how many standard deviations more than rows usually do."""

    row: int
    title: str
    score: float


def apply_codebook(asked: AnswersAsked) -> dict[str, int]:
    """Write a CSV of row, title and score under `out`, several lines a row; returns the counts. Raises BadFile, BadSettings."""
    languages = tuple(dict.fromkeys((*list_languages(), asked.language)))
    settings = Settings(hearback=GeneralSettings(language=asked.language, languages=languages))
    rows = read_rows(asked.file, asked.text_column, asked.language_column, None)
    with wordless_errors("codebook"):
        prepared = prepare_rows(rows, settings)
        report("codebook", 0, len(prepared.passages))
        answers = find_answers(prepared.passages, asked.entries, settings)
        write_page(asked.out, _to_csv(answers))
    return {
        "rows": len(rows),
        "answered": len({each.row for each in answers}),
        "answers": len(answers),
        "held": sum(len(numbers) for numbers in prepared.held.values()),
    }


def find_answers(passages: Sequence[FilePassage], entries: Sequence[CodebookEntry], settings: Settings) -> list[Answer]:
    """The themes of each row that has passages, the strongest first; rows in their order."""
    from nlp.codebook import choose_all, join_claims

    if not passages or not entries:
        return []
    comments = _join_rows(passages)
    places = {each.row: place for place, each in enumerate(comments)}
    whole, themes = _claim(comments, entries, settings)
    parts, _ = _claim(passages, entries, settings)
    import numpy as np

    scores = join_claims(whole, parts, np.array([places[each.row] for each in passages], dtype=np.int64))
    titles = {each.theme_id: each.title for each in entries}
    return [
        Answer(comment.row, titles[themes[column]], round(float(scores[place, column]), 4))
        for place, (comment, columns) in enumerate(zip(comments, choose_all(scores), strict=True))
        for column in columns
    ]


def _join_rows(passages: Sequence[FilePassage]) -> list[FilePassage]:
    """One passage a row: all of its redacted words."""
    by_row: dict[int, list[FilePassage]] = defaultdict(list)
    for each in passages:
        by_row[each.row].append(each)
    return [
        replace(
            mine[0],
            id=PassageId(stable_id("passage", "row", row)),
            end=mine[-1].end,
            text=RedactedText(" ".join(each.text.strip() for each in mine)),
        )
        for row, mine in sorted(by_row.items())
    ]


def _claim(passages: Sequence[FilePassage], entries: Sequence[CodebookEntry], settings: Settings) -> tuple[Claims, tuple[ThemeId, ...]]:
    from nlp.codebook import embed_anchors, place_by_codebook
    from nlp.themes import Space

    spaces = file_spaces(settings, passages)
    languages = [each.language for each in passages]
    anchors = embed_anchors(entries, [reader_of(settings, each.model) for each in spaces])
    centred = [Space(each.model, centre(each, languages)) for each in spaces]
    placing = place_by_codebook(anchors, spaces, centred, languages, centre=centre)
    return placing.claims, placing.themes


def _to_csv(answers: Sequence[Answer]) -> str:
    """A line an answer, rows counted from 0."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["row", "title", "score"])
    writer.writerows([each.row, each.title, f"{each.score:.4f}"] for each in answers)
    return out.getvalue()
