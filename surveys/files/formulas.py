"""Which cells of a sheet's XML hold formulas."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat


class _Finder:
    def __init__(self) -> None:
        self.places: list[str] = []
        self._cell = ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell = attributes.get("r", "")
        elif name == "f":
            self.places.append(self._cell)


def read_formulas(chunks: Iterable[bytes]) -> tuple[str, ...]:
    """The places of cells with formulas, in the sheet's order. Raises ExpatError."""
    finder = _Finder()
    for chunk in chunks:
        finder.parser.Parse(chunk, False)
    finder.parser.Parse(b"", True)
    return tuple(finder.places)
