"""XLSX workbooks, row by row in memory that does not grow with them: values only, no formula is ever worked out.

The archive is looked through whole before (`surveys.archives`): no macros, entities or bombs come this far.
Parts and cells are as ECMA-376, part 1, chapter 18 says.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from domain.errors import BadFile
from surveys.archives import open_checked_archive
from surveys.files.cells import CellRules, find_date_styles
from surveys.files.formulas import read_formulas
from surveys.files.sheet import SheetReader, read_strings

KIND: Final = "an Excel workbook (.xlsx)"
LIMIT_BYTES: Final = 100_000_000
MOST_UNPACKED_BYTES: Final = 1_000_000_000
_CHUNK_BYTES: Final = 1 << 16
_SMALL_PART_BYTES: Final = 20_000_000
_TARGETS_RELATION: Final = re.compile(r"\{.*\}id")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that people see: its name and the part that holds it."""

    name: str
    part: str


def choose_sheet(path: Path, wanted: str | None) -> str:
    """The sheet of the answers: the one that is wanted, or the only one that holds any and is no repeat group.

    Raises BadFile that names the sheets there are.
    """
    with _opened(path) as archive:
        sheets = _list_sheets(archive, path)
        names = [sheet.name for sheet in sheets]
        if wanted is not None:
            if wanted in names:
                return wanted
            raise BadFile(
                f"There is no sheet {wanted!r}; the sheets are: {', '.join(names)}.", where=str(path), next_step="Name one of these."
            )
        heads = {sheet.name: next(_rows(archive, sheet, path), (0, []))[1] for sheet in sheets}
    filled = [name for name, cells in heads.items() if any(cell.strip() for cell in cells) and "_parent_index" not in cells]
    if len(filled) == 1:
        return filled[0]
    what = f"The answers could be in any of these sheets: {', '.join(filled)}." if filled else "No sheet holds anything."
    raise BadFile(what, where=str(path), next_step='Say which it is with sheet = "…" (or --sheet).' if filled else "Export it again.")


def read_sheet(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet with their numbers, those that hold nothing left out."""
    with _opened(path) as archive:
        sheet = next(each for each in _list_sheets(archive, path) if each.name == name)
        yield from _rows(archive, sheet, path)


def list_sheets(path: Path) -> tuple[str, ...]:
    """The names of the sheets that people see, in the workbook's order."""
    with _opened(path) as archive:
        return tuple(sheet.name for sheet in _list_sheets(archive, path))


def find_formulas(path: Path, name: str) -> tuple[str, ...]:
    """The places ("B7") of a sheet's cells that hold formulas; of those, the reader gives the value that was saved."""
    with _opened(path) as archive:
        sheet = next(each for each in _list_sheets(archive, path) if each.name == name)
        with archive.open(sheet.part) as part:
            return read_formulas(_chunks(part))


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    archive = open_checked_archive(
        path, wanted="xl/workbook.xml", kind=KIND, limit_bytes=LIMIT_BYTES, most_unpacked_bytes=MOST_UNPACKED_BYTES
    )
    with archive:
        try:
            yield archive
        except (ElementTree.ParseError, ExpatError, KeyError, ValueError, UnicodeDecodeError) as error:
            # The parser's own words could quote the content.
            what = f"The workbook is damaged ({type(error).__name__})."
            raise BadFile(what, where=str(path), next_step="Open it, save it again as .xlsx, and try again.") from None


def _list_sheets(archive: zipfile.ZipFile, path: Path) -> tuple[Sheet, ...]:
    """Sheets of cells that are not hidden, in the workbook's order."""
    relations = ElementTree.fromstring(_read_small(archive, "xl/_rels/workbook.xml.rels", path))  # noqa: S314 - DTDs were refused
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations if each.get("Type", "").endswith("/worksheet")}
    sheets = []
    for each in ElementTree.fromstring(_read_small(archive, "xl/workbook.xml", path)).iterfind(".//{*}sheet"):  # noqa: S314
        relation = next((value for key, value in each.items() if _TARGETS_RELATION.fullmatch(key)), "")
        if relation in targets and each.get("state", "visible") == "visible":
            sheets.append(Sheet(each.get("name", ""), _part_of(targets[relation])))
    return tuple(sheets)


def _part_of(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _rows(archive: zipfile.ZipFile, sheet: Sheet, path: Path) -> Iterator[tuple[int, list[str]]]:
    reader = SheetReader(_read_rules(archive, path), f"{path}, sheet {sheet.name!r}")
    with archive.open(sheet.part) as part:
        for chunk in _chunks(part):
            yield from reader.feed(chunk)
    yield from reader.feed(b"", is_last=True)


def _read_rules(archive: zipfile.ZipFile, path: Path) -> CellRules:
    names = set(archive.namelist())
    strings: Sequence[str] = ()
    if "xl/sharedStrings.xml" in names:
        with archive.open("xl/sharedStrings.xml") as part:
            strings = read_strings(_chunks(part), str(path))
    styles = find_date_styles(_read_small(archive, "xl/styles.xml", path)) if "xl/styles.xml" in names else frozenset()
    workbook = ElementTree.fromstring(_read_small(archive, "xl/workbook.xml", path))  # noqa: S314
    told = workbook.find("{*}workbookPr")
    return CellRules(strings, styles, starts_1904=told is not None and told.get("date1904") in ("1", "true"))


def _read_small(archive: zipfile.ZipFile, part: str, path: Path) -> bytes:
    if archive.getinfo(part).file_size > _SMALL_PART_BYTES:
        raise BadFile(f"The part {part} is larger than in any workbook.", where=str(path), next_step="Save the answers as CSV.")
    return archive.read(part)


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    while chunk := part.read(_CHUNK_BYTES):
        yield chunk
