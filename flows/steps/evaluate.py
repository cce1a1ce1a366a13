"""`hearback eval`: how right themes are on a file that people have labelled, and how far two codings agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from config.packs import list_languages
from config.settings import Settings
from config.tables import GeneralSettings
from domain.errors import BadFile
from domain.listening import BadRow
from flows.progress import report
from flows.steps.file_rows import FilePassage, prepare_rows, read_rows
from flows.steps.file_themes import find_themes
from flows.steps.stage import wordless_errors

if TYPE_CHECKING:
    from domain.themes import Assignment
    from nlp.evaluate import Agreement, ThemeScores

_LABELS = "labels"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresAsked:
    """A table of comments with their labels. `separator` stands between the labels of one comment."""

    file: Path
    text_column: str
    label_column: str
    language_column: str | None = None
    separator: str = ";"
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingColumns:
    """Where a coding's table has the unit's id and its themes; `separator` stands between two themes of one unit."""

    unit: str = "id"
    themes: str = "themes"
    separator: str = ";"


def evaluate_themes(asked: ScoresAsked) -> ThemeScores:
    """Theme the file as `hearback themes` does and score what comes of it. Raises BadFile where nothing is labelled."""
    languages = tuple(dict.fromkeys((*list_languages(), asked.language)))
    settings = Settings(hearback=GeneralSettings(language=asked.language, languages=languages))
    labels = _read_labels(asked)
    rows = read_rows(asked.file, asked.text_column, asked.language_column, None)
    spoken = {row.number: row.language for row in rows}
    with wordless_errors("eval"):
        from nlp.evaluate import score_themes

        prepared = prepare_rows(rows, settings)
        report("theme", 0, len(prepared.passages))
        found = find_themes(prepared.passages, {row.number: row.person_id for row in rows}, settings)
        themes = _themes_of_rows(prepared.passages, found.assignments)
        numbers = sorted(labels)
        return score_themes(
            [themes.get(number, ()) for number in numbers],
            [labels[number] for number in numbers],
            [spoken.get(number, "") for number in numbers] if asked.language_column else (),
        )


def _read_labels(asked: ScoresAsked) -> dict[int, tuple[str, ...]]:
    """The labels of each row that has any, by its number."""
    from surveys.files import read_file
    from surveys.mapping import Mapping as Columns

    columns = Columns(comments=(), groups=((_LABELS, asked.label_column),))
    labels = {}
    for response in read_file(asked.file, columns, timezone=ZoneInfo("UTC"), language=""):
        if isinstance(response, BadRow):
            raise BadFile(
                f"This row cannot be read: {response.reason}.", where=f"{asked.file}, {response.where}", next_step="Mend the row."
            )
        given = _split(dict(response.groups).get(_LABELS, ""), asked.separator)
        if given:
            labels[int(response.external_id) - 1] = given
    if not labels:
        what = f"No row has a label in the column {asked.label_column!r}."
        raise BadFile(what, where=str(asked.file), next_step="Name the column of the labels with --label-col.")
    return labels


def _split(cell: str, separator: str) -> tuple[str, ...]:
    parts = cell.split(separator) if separator else [cell]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _themes_of_rows(passages: Sequence[FilePassage], assignments: Sequence[Assignment]) -> dict[int, tuple[str, ...]]:
    """Each row's themes, that of the most characters first."""
    theme_of = {each.passage_id: each.theme_id for each in assignments}
    spoken: dict[int, dict[str, int]] = defaultdict(dict)
    for each in passages:
        theme = theme_of[each.id]
        if theme is not None:
            spoken[each.row][theme] = spoken[each.row].get(theme, 0) + each.end - each.start
    return {row: tuple(sorted(found, key=lambda theme: (-found[theme], theme))) for row, found in spoken.items()}


def evaluate_agreement(first: Path, second: Path, columns: CodingColumns) -> Agreement:
    """Compare two codings of the same units. Raises BadFile for a table that has not these columns, or no unit of the other."""
    from nlp.evaluate import compare_codings

    one, other = _read_coding(first, columns), _read_coding(second, columns)
    if not one.keys() & other.keys():
        what = f"No {columns.unit} of this file is in {first}."
        raise BadFile(what, where=str(second), next_step="Both files must code the same units, each known by the same id.")
    return compare_codings(one, other)


def _read_coding(file: Path, columns: CodingColumns) -> dict[str, frozenset[str]]:
    from surveys.files.tables import open_table

    lines = open_table(file).rows()
    heading = [cell.strip() for cell in next(lines, (0, []))[1]]
    for name in (columns.unit, columns.themes):
        if name not in heading:
            # What stands in the first line is not repeated: in a file without headings it may be somebody's words.
            what = f"The first line names no column {name!r} among its {len(heading)} columns."
            raise BadFile(what, where=str(file), next_step="Name the columns with --id-col and --themes-col.")
    unit, themes = heading.index(columns.unit), heading.index(columns.themes)
    coding: dict[str, frozenset[str]] = {}
    for line, cells in lines:
        filled = [*cells, *[""] * (len(heading) - len(cells))]
        name = filled[unit].strip()
        if not name or name in coding:
            what = "This unit has no id." if not name else "The id of this unit has come before."
            raise BadFile(what, where=f"{file}, line {line}", next_step="Each unit is one row, with an id of its own.")
        coding[name] = frozenset(_split(filled[themes], columns.separator))
    return coding
