"""Word documents: paragraphs and tables in order, as lines of text. What is deleted by tracked changes stays deleted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.errors import BadFile
from surveys.transcripts.labels import fold_name, reads_like_name
from surveys.transcripts.pieces import Line

if TYPE_CHECKING:
    from docx.document import Document

_MAIN_PART = "word/document.xml"
_LARGEST_UNPACKED_BYTES = 300_000_000
_MOST_RATIO = 200  # a long transcript packs about 20 to 1; a bomb packs 1000 to 1
_RATIO_COUNTS_FROM_BYTES = 10_000_000
_TIME = re.compile(r"[\[(]?(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d+)?[\])]?")
_TABLE_HEADS = frozenset(
    ["speaker", "name", "who", "participant", "time", "hablante", "nombre", "quién", "intervenant", "nom", "qui", "orador", "quem"]
)
_SAVE_AS_DOCX = "Save it as a Word document (.docx) or as plain text and try again."


def read_word(content: bytes, path: Path) -> list[Line]:
    """The lines of a document; numbers count paragraphs and rows from 1. Raises BadFile for what is no Word document."""
    _check_archive(content, path)
    document = _open(content, path)
    lines = []
    for number, texts in enumerate(_blocks(document.element.body), 1):
        lines += [Line(number, text, speaker) for speaker, text in texts]
        lines.append(Line(number, ""))  # a paragraph's end parts one note from the next
    return lines


def _check_archive(content: bytes, path: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except zipfile.BadZipFile:
        raise BadFile("This is not a Word document (.docx).", where=str(path), next_step=_SAVE_AS_DOCX) from None
    if _MAIN_PART not in sizes:
        raise BadFile("This archive holds no Word document.", where=str(path), next_step=_SAVE_AS_DOCX)
    unpacked = sum(sizes.values())
    is_bomb = unpacked > _RATIO_COUNTS_FROM_BYTES and unpacked > _MOST_RATIO * len(content)
    if is_bomb or unpacked > _LARGEST_UNPACKED_BYTES:
        what = f"The document unpacks to {unpacked:,} bytes, which no transcript does."
        raise BadFile(what, where=str(path), next_step="Do not open it; ask where it comes from.")


def _open(content: bytes, path: Path) -> Document:
    import docx

    try:
        return docx.Document(io.BytesIO(content))
    except Exception as error:  # a damaged document can fail anywhere below: in zlib, in the archive, in the XML
        what = f"The document is damaged ({type(error).__name__})."
        raise BadFile(what, where=str(path), next_step=_SAVE_AS_DOCX) from None


Spoken = tuple[str | None, str]
"""A speaker, where a table tells one, and a line's text."""


def _blocks(parent: Any) -> Iterator[list[Spoken]]:
    for element in parent:
        kind = _local(element)
        if kind == "p":
            yield [(None, line) for line in _paragraph_text(element).split("\n")]
        elif kind == "tbl":
            yield from _table_rows(element)
        elif kind in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"):
            yield from _blocks(element)


def _table_rows(table: Any) -> Iterator[list[Spoken]]:
    for row in (each for each in table.iter() if _local(each) == "tr" and _nearest_table(each) is table):
        cells = [" ".join(_cell_text(cell).split()) for cell in row if _local(cell) == "tc"]
        cells = [cell for cell in cells if cell and not _TIME.fullmatch(cell)]
        if len(cells) >= 2 and reads_like_name(cells[0]) and fold_name(cells[0]) not in _TABLE_HEADS:
            yield [(cells[0], " ".join(cells[1:]))]
        elif cells:
            yield [(None, " ".join(cells))]


def _nearest_table(row: Any) -> Any:
    return next(each for each in row.iterancestors() if _local(each) == "tbl")


def _cell_text(cell: Any) -> str:
    return "\n".join(_paragraph_text(each) for each in cell.iter() if _local(each) == "p")


def _paragraph_text(paragraph: Any) -> str:
    bullet = "- " if any(map(_makes_point, paragraph.iter())) else ""
    return bullet + "".join(_signs(paragraph)).strip()


def _makes_point(element: Any) -> bool:
    style = next((value for name, value in element.attrib.items() if name.endswith("}val")), "") if _local(element) == "pStyle" else ""
    return _local(element) == "numPr" or style.startswith("List")


def _signs(element: Any) -> Iterator[str]:
    """The text below an element; runs of other runs (text boxes) included, their second copy for old programs not."""
    for child in element:
        kind = _local(child)
        if kind == "t":
            yield child.text or ""
        elif kind in ("tab", "ptab"):
            yield "\t"
        elif kind in ("br", "cr"):
            yield "\n"
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind not in ("Fallback", "pPr", "rPr", "del", "moveFrom"):
            yield from _signs(child)


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
