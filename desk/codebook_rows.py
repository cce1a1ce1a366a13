"""A team's codebook as it is handed over -> its rows: a CSV of themes, or the codes of a REFI-QDA file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.tables import Row, read_rows
from domain.codebook import CodebookEntry
from domain.errors import BadFile
from domain.ids import ThemeId, stable_id

COLUMNS = ("title", "description", "examples")


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """A theme as its team wrote it down. `where` names the row for errors; `parent` is the number of the row it lies in.

    `language` is empty where the file does not say it; `guid` and `colour` are another program's.
    """

    where: str
    title: str
    description: str = ""
    examples: tuple[str, ...] = ()
    language: str = ""
    guid: str = ""
    colour: str = ""
    parent: int | None = None

    def wrong(self, what: str, next_step: str) -> BadFile:
        """The error that names this row."""
        return BadFile(what, where=self.where, next_step=next_step)


def read_csv_codebook(file: Path) -> tuple[CodebookRow, ...]:
    """The rows of a CSV with title, description, examples and perhaps language, in their order. Raises BadFile naming the row."""
    rows = tuple(_read_row(row) for row in read_rows(file, COLUMNS))
    if not rows:
        raise BadFile("The codebook has no themes.", where=str(file), next_step="Write one theme a row: title, description, examples.")
    return rows


def _read_row(row: Row) -> CodebookRow:
    return CodebookRow(
        f"{row.file}, line {row.line}",
        " ".join(row.text("title").split()),
        _join_lines(row.cells["description"]),
        split_examples(row.cells["examples"]),
        row.cells.get("language", "").casefold(),
    )


def to_entries(rows: Sequence[CodebookRow], language: str) -> tuple[CodebookEntry, ...]:
    """The rows as a codebook of their own, for use without a warehouse. Raises BadFile where two have one title."""
    seen: dict[str, str] = {}
    for row in rows:
        if row.title.casefold() in seen:
            raise row.wrong(f"Its title is that of another row ({seen[row.title.casefold()]}).", "Give each theme a title of its own.")
        seen[row.title.casefold()] = row.where
    return tuple(
        CodebookEntry(ThemeId(stable_id("theme", row.title)), row.title, row.description, row.examples, row.language or language)
        for row in rows
    )


def split_examples(cell: str) -> tuple[str, ...]:
    """Examples between `|` or line ends, each once, in their order."""
    parts = (" ".join(part.split()) for line in cell.splitlines() for part in line.split("|"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _join_lines(words: str) -> str:
    return " ".join(words.split())
