"""The XML of a sheet and of the shared strings, read in chunks: a row is handed on as soon as it is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.parsers import expat

from domain.errors import BadFile
from surveys.files.cells import CellRules, unescape

MOST_COLUMNS: Final = 16_384
MOST_STRINGS: Final = 2_000_000
MOST_STRING_SIGNS: Final = 80_000_000  # in UCS-4, the widest that Python keeps, 320 MB
LONGEST_CELL: Final = 2_000_000
_AS_CSV: Final = "Save the sheet as CSV in UTF-8 and use that."
_COLUMN: Final = re.compile(r"([A-Z]{1,3})\d*")


class _Words:
    """Collects the text between tags, within a limit."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._parts: list[str] = []
        self._length = 0
        self.is_open = False

    def add(self, text: str) -> None:
        if self.is_open:
            self._length += len(text)
            if self._length > LONGEST_CELL:
                raise BadFile(f"A cell has over {LONGEST_CELL:,} signs.", where=self._where, next_step="Shorten it.")
            self._parts.append(text)

    def take(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        self._length = 0
        return text


def _make_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    return parser


class SheetReader:
    """Reads one sheet: bytes go in by `feed`, whole rows come out."""

    def __init__(self, rules: CellRules, where: str) -> None:
        self._rules, self._where = rules, where
        self._words = _Words(where)
        self._parser = _make_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words.add
        self._done: list[tuple[int, list[str]]] = []
        self._cells: list[str] = []
        self._row = self._skipped = 0
        self._cell = (0, "n", 0)

    def feed(self, chunk: bytes, *, is_last: bool = False) -> Iterator[tuple[int, list[str]]]:
        """The rows that end in this chunk; those that hold nothing are left out. Raises ExpatError and ValueError."""
        self._parser.Parse(chunk, is_last)
        done, self._done = self._done, []
        yield from done

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._cells = []
        elif name == "c":
            self._cell = (self._place(attributes.get("r")), attributes.get("t", "n"), int(attributes.get("s", "0")))
        elif name == "rPh":
            self._skipped += 1
        elif name in ("v", "t"):
            self._words.is_open = not self._skipped

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("v", "t"):
            self._words.is_open = False
        elif name == "rPh":
            self._skipped -= 1
        elif name == "c":
            self._put(self._words.take())
        elif name == "row" and any(self._cells):
            self._done.append((self._row, self._cells))

    def _place(self, reference: str | None) -> int:
        found = _COLUMN.fullmatch(reference) if reference else None
        place = len(self._cells)
        if found:
            place = 0
            for letter in found[1]:
                place = place * 26 + ord(letter) - 64
            place -= 1
        if place >= MOST_COLUMNS:
            raise BadFile(f"Row {self._row} has over {MOST_COLUMNS:,} columns.", where=self._where, next_step=_AS_CSV)
        return place

    def _put(self, value: str) -> None:
        place, kind, style = self._cell
        text = self._rules.read(kind, style, value)
        if not text:
            return
        self._cells.extend([""] * (place + 1 - len(self._cells)))
        self._cells[place] = text


class _StringsReader:
    def __init__(self, where: str) -> None:
        self.strings: list[str] = []
        self._signs = self._skipped = 0
        self._where = where
        self._words = _Words(where)
        self.parser = _make_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words.add

    def _start(self, tag: str, _: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "rPh":
            self._skipped += 1
        elif name == "t":
            self._words.is_open = not self._skipped

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "t":
            self._words.is_open = False
        elif name == "rPh":
            self._skipped -= 1
        elif name == "si":
            self.strings.append(unescape(self._words.take()))
            self._signs += len(self.strings[-1])
            if len(self.strings) > MOST_STRINGS or self._signs > MOST_STRING_SIGNS:
                raise BadFile("The workbook holds more text than can be read at once.", where=self._where, next_step=_AS_CSV)


def read_strings(chunks: Iterable[bytes], where: str) -> list[str]:
    """The strings that cells refer to by their place; reading aids for East Asian signs are left out."""
    reader = _StringsReader(where)
    for chunk in chunks:
        reader.parser.Parse(chunk, False)
    reader.parser.Parse(b"", True)
    return reader.strings
