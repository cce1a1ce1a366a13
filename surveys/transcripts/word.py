"""Word documents: paragraphs, tables and footnotes in order, as lines of text. What tracked changes deleted stays deleted.

Reviewers' comments, headers and footers are not what people said: they are left out, and counted.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.errors import BadFile
from surveys.archives import open_checked_archive
from surveys.transcripts.labels import reads_like_name
from surveys.transcripts.pieces import Line
from surveys.transcripts.roles import fold_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KIND: Final = "a Word document (.docx)"
_LARGEST_PART_BYTES: Final = 30_000_000  # a day of talk, each word in a run of its own
_TIME = re.compile(r"[\[(]?(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d+)?[\])]?")
_TABLE_HEADS = frozenset(
    ["speaker", "name", "who", "participant", "time", "hablante", "nombre", "quién", "intervenant", "nom", "qui", "orador", "quem"]
)
_SAVE_AS_DOCX = "Save it as a Word document (.docx) or as plain text and try again."
_WRAPPERS = frozenset(["sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"])
_DELETED = frozenset(["Fallback", "pPr", "rPr", "del", "moveFrom", "instrText"])
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True, repr=False)
class WordText:
    """The lines of a document, numbered by paragraph and row from 1, and how many parts of it are not what people said."""

    lines: tuple[Line, ...]
    left_out: int


def read_word(path: Path, limit_bytes: int) -> WordText:
    """The text of a document, its footnotes where they hang. Raises BadFile for what is no Word document."""
    with open_checked_archive(path, wanted="word/", kind=KIND, limit_bytes=limit_bytes) as archive:
        try:
            return _read_parts(archive, path)
        except (SyntaxError, KeyError, ValueError, RecursionError) as error:  # of XML that is cut off, or nested without end
            raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> BadFile:
    return BadFile(f"The document is damaged ({type(error).__name__}).", where=str(path), next_step=_SAVE_AS_DOCX)


def _read_parts(archive: zipfile.ZipFile, path: Path) -> WordText:
    main = next((target for kind, target in _targets(archive, "", path) if kind == "officeDocument"), "word/document.xml")
    body = next((child for child in _parse(archive, main, path) if _local(child) == "body"), None)
    if body is None:
        raise BadFile("This archive holds no Word document.", where=str(path), next_step=_SAVE_AS_DOCX)
    parts = [(kind, _parse(archive, target, path)) for kind, target in _targets(archive, main, path) if kind in _OTHER_PARTS]
    notes = {key: text for kind, part in parts if kind in _NOTES for key, text in _read_notes(kind, part)}
    reader = _Body(notes)
    lines = tuple(reader.lines(body))
    apart = sum(_has_words(item) for kind, part in parts for item in (part if kind == "comments" else [part] if kind not in _NOTES else []))
    return WordText(lines, apart + len(notes.keys() - reader.used))


_NOTES = {"footnotes": "footnoteReference", "endnotes": "endnoteReference"}
_OTHER_PARTS = frozenset([*_NOTES, "comments", "header", "footer"])


def _targets(archive: zipfile.ZipFile, part: str, path: Path) -> list[tuple[str, str]]:
    """Kinds and names of the parts that a part names; of the document as a whole where `part` is empty."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return []
    told = _parse(archive, relations, path)
    inside = [each for each in told if each.get("TargetMode") != "External"]  # nothing is ever fetched
    pairs = [(each.get("Type", "").rpartition("/")[2], each.get("Target", "")) for each in inside]
    return [(kind, posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")) for kind, target in pairs]


def _parse(archive: zipfile.ZipFile, part: str, path: Path) -> Element:
    from xml.etree.ElementTree import fromstring

    if archive.getinfo(part).file_size > _LARGEST_PART_BYTES:
        what = f"The document's text unpacks to {archive.getinfo(part).file_size:,} bytes, and {_LARGEST_PART_BYTES:,} is the limit."
        raise BadFile(what, where=str(path), next_step="Check that it is the right file, and split it if it is.")
    return fromstring(archive.read(part))  # noqa: S314  # document types and entities were refused when the archive was opened


def _read_notes(kind: str, part: Element) -> Iterator[tuple[tuple[str, str], str]]:
    """Text by what refers to it; separators, which Word keeps among the notes, have none."""
    for note in part:
        text = " ".join("".join(_Body({}).signs(note)).split())
        if text:
            yield (_NOTES[kind], _attribute(note, "id")), text


def _has_words(element: Element) -> bool:
    return any(_local(each) == "t" and (each.text or "").strip() for each in element.iter())


Spoken = tuple[str | None, str]
"""A speaker, where a table tells one, and a line's text."""


class _Body:
    """Reads a document's body; `used` are the notes that hang somewhere in it."""

    def __init__(self, notes: Mapping[tuple[str, str], str]) -> None:
        self.used: set[tuple[str, str]] = set()
        self._notes = notes

    def lines(self, body: Element) -> Iterator[Line]:
        for number, texts in enumerate(self._blocks(body), 1):
            yield from (Line(number, text, speaker) for speaker, text in texts)
            yield Line(number, "")  # a paragraph's end parts one note from the next

    def _blocks(self, parent: Element) -> Iterator[list[Spoken]]:
        for element in parent:
            kind = _local(element)
            if kind == "p":
                yield [(None, line) for line in self._paragraph(element).split("\n")]
            elif kind == "tbl":
                yield from self._rows(element)
            elif kind in _WRAPPERS:
                yield from self._blocks(element)

    def _rows(self, table: Element) -> Iterator[list[Spoken]]:
        for row in _below(table, "tr"):
            cells = [" ".join(self._cell(cell).split()) for cell in _below(row, "tc")]
            cells = [cell for cell in cells if cell and not _TIME.fullmatch(cell)]
            if _is_deleted_row(row) or not cells:
                continue
            if len(cells) >= 2 and reads_like_name(cells[0]) and fold_name(cells[0]) not in _TABLE_HEADS:
                yield [(cells[0], " ".join(cells[1:]))]
            else:
                yield [(None, " ".join(cells))]

    def _cell(self, cell: Element) -> str:
        return "\n".join(text for some in self._blocks(cell) for _, text in some)

    def _paragraph(self, paragraph: Element) -> str:
        bullet = "- " if any(map(_makes_point, paragraph.iter())) else ""
        return bullet + "".join(self.signs(paragraph)).strip()

    def signs(self, element: Element) -> Iterator[str]:
        """The text below an element; text boxes included, their second copy for old programs not."""
        for child in element:
            kind = _local(child)
            if kind == "t":
                yield child.text or ""
            elif kind in _SIGNS:
                yield _SIGNS[kind]
            elif kind in _NOTES.values():
                yield self._note(kind, _attribute(child, "id"))
            elif kind not in _DELETED:
                yield from self.signs(child)
                yield " " if kind == "p" else ""

    def _note(self, kind: str, key: str) -> str:
        self.used.add((kind, key))
        text = self._notes.get((kind, key), "")
        return f" ({text})" if text else ""


def _below(parent: Element, wanted: str) -> Iterable[Element]:
    """Rows of a table or cells of a row, those within content controls too, not those of a table within a cell."""
    for child in parent:
        if _local(child) == wanted:
            yield child
        elif _local(child) in _WRAPPERS:
            yield from _below(child, wanted)


def _is_deleted_row(row: Element) -> bool:
    return any(_local(each) == "del" for properties in row if _local(properties) == "trPr" for each in properties)


def _makes_point(element: Element) -> bool:
    return _local(element) == "numPr" or (_local(element) == "pStyle" and _attribute(element, "val").startswith("List"))


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
