"""What stands in a workbook's cell, as the text that a person would type: 4.0 is "4", a date is 2026-11-21 14:30:00."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from xml.etree import ElementTree

# The built-in formats of dates and times of day; 45 to 47 are spans of time.
_DATE_FORMATS: Final = frozenset([*range(14, 23), *range(27, 37), *range(50, 59)])
_NO_FORMAT: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST_REAL_DAY: Final = 60  # Excel counts a 29 February 1900 that never was
_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True, repr=False)
class CellRules:
    """What the cells of a workbook refer to: its strings, the numbers of the styles that show dates, and its first day."""

    strings: Sequence[str]
    date_styles: frozenset[int]
    starts_1904: bool = False

    def read(self, kind: str, style: int, value: str) -> str:
        """The cell's text; errors such as #N/A are no answer. Raises ValueError for what no workbook holds."""
        if kind == "s":
            return self._string(int(value)) if value else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind in ("str", "inlineStr", "d"):
            return unescape(value)
        if kind == "e" or not value:
            return ""
        return self._number(float(value), is_date=style in self.date_styles)

    def _string(self, place: int) -> str:
        if not 0 <= place < len(self.strings):
            raise ValueError("a cell refers to a string that is not there")
        return self.strings[place]

    def _number(self, number: float, *, is_date: bool) -> str:
        if is_date and 0 <= number < 2_958_466:
            return self._date(number)
        if number.is_integer() and abs(number) < 1e15:
            return str(int(number))
        return repr(number)

    def _date(self, number: float) -> str:
        seconds = round(number * _SECONDS)
        if number < 1:
            return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        first = datetime(1904, 1, 1) if self.starts_1904 else datetime(1899, 12, 30 if number > _FIRST_REAL_DAY else 31)
        moment = first + timedelta(seconds=seconds)
        return moment.isoformat(" ") if seconds % _SECONDS else moment.date().isoformat()


def unescape(text: str) -> str:
    """The text with `_x000D_` and the like turned into the signs that they stand for; halves of a sign are lost marks."""

    def sign(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        return "�" if 0xD800 <= code <= 0xDFFF else chr(code)

    return _ESCAPED.sub(sign, text).replace("\0", "") if "_x" in text else text


def find_date_styles(styles: bytes) -> frozenset[int]:
    """The numbers of the cell styles that show a date or a time of day."""
    root = ElementTree.fromstring(styles)  # noqa: S314 - document types were refused with the archive
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")}
    used = [each.get("numFmtId", "0") for each in root.iterfind("{*}cellXfs/{*}xf")]
    return frozenset(place for place, each in enumerate(used) if _shows_date(each, own.get(each)))


def _shows_date(number: str, pattern: str | None) -> bool:
    if pattern is None:
        return number.isdigit() and int(number) in _DATE_FORMATS
    bare = _NO_FORMAT.sub("", pattern.partition(";")[0]).casefold()
    return bare not in ("general", "@") and bool(re.search("[ymdhs]", bare)) and not re.search("[0#?]e", bare)
