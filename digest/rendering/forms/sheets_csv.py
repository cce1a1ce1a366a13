"""Sheets -> CSV files in one archive: RFC 4180, and nothing in them that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from digest.rendering.forms.archive import pack
from digest.rendering.forms.sheet import Cell, Sheet
from digest.rendering.forms.stamp import Stamp

# Without this mark Excel takes UTF-8 for the machine's old code page, and every name with an accent reads wrong.
_BOM = "\ufeff"
# A spreadsheet set to another country takes ";" or a tab for the end of a cell, whatever stands around it.
_STARTS = "(^|[;\\t\\r\\n])(?=[\\s']*[=+\\-@\uff1d\uff0b\uff0d\uff20])"
_LIVE = re.compile(_STARTS)
_GUARDED = re.compile(_STARTS.replace(")(?=", ")'(?="))


def write_csv(sheets: Sequence[Sheet], stamp: Stamp, *, hidden: str) -> bytes:
    """A zip archive of one UTF-8 file a sheet; `hidden` is what stands for a withheld figure."""
    files = {f"{number:02}-{sheet.key}.csv": _write_sheet(sheet, hidden) for number, sheet in enumerate(sheets, 1)}
    return pack(files, stamp.made_utc)


def _write_sheet(sheet: Sheet, hidden: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[_write_cell(cell, hidden) for cell in row] for row in (sheet.heads, *sheet.rows)])
    return (_BOM + out.getvalue()).encode()


def _write_cell(cell: Cell, hidden: str) -> str | int | float:
    if cell is None:
        return hidden
    return guard(cell) if isinstance(cell, str) else cell


def guard(words: str) -> str:
    """Words with an apostrophe before whatever could start a formula, so that every spreadsheet takes them for words."""
    return _LIVE.sub(r"\1'", words)


def unguard(words: str) -> str:
    """The words as they were before `guard`."""
    return _GUARDED.sub(r"\1", words)
