"""Sheets -> one XLSX workbook in which every cell is words or a number, and none is a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from digest.pages.digest_page import DigestPage
from digest.rendering.forms.archive import repack
from digest.rendering.forms.sheet import Cell, Sheet
from digest.rendering.forms.stamp import Stamp

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_SIGNS = 32_767  # of a cell, as the format has it
_NARROWEST, _WIDEST = 9, 60  # of a column, in digits of the standard font
_PAPER = {"Letter": 1, "A4": 9}  # the format's own numbers
_LITERAL = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx(page: DigestPage, sheets: Sequence[Sheet], stamp: Stamp, *, hidden: str, paper: str) -> bytes:
    """The workbook; `hidden` is what stands for a withheld figure. A cell of more signs than XLSX can hold ends in "…"."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, _LITERAL) as book:
        properties: dict[str, Any] = {"title": f"{page.title} · {page.round_title}", "subject": page.made.number, "author": page.town}
        book.set_properties(properties | {"created": stamp.made_utc.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        words = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _add_sheet(book, sheet, page, hidden=hidden, formats=(head, words), paper=paper)
    return repack(out.getvalue(), stamp.made_utc)


def _add_sheet(book: Workbook, sheet: Sheet, page: DigestPage, *, hidden: str, formats: tuple[Any, Any], paper: str) -> None:
    made: Worksheet = book.add_worksheet(sheet.title)
    if page.direction == "rtl":
        made.right_to_left()
    _set_print(made, page, paper)
    for column, name in enumerate(sheet.heads):
        made.write_string(0, column, name, formats[0])
        made.set_column(column, column, _measure(name, [row[column] for row in sheet.rows]))
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _write_cell(made, number, column, hidden if cell is None else cell, formats[1])
    made.freeze_panes(1, 0)


def _set_print(made: Worksheet, page: DigestPage, paper: str) -> None:
    """Release, date and page number at the foot of each printed page, the heads at the top of each."""
    made.set_paper(_PAPER[paper])
    made.set_landscape()
    made.fit_to_pages(1, 0)
    made.repeat_rows(0)
    foot = f"{page.made.number} · {page.made.at}"[:150].replace("&", "&&")
    made.set_footer(f"&L{foot}&R&P / &N")


def _write_cell(made: Worksheet, row: int, column: int, cell: str | int | float, form: object) -> None:
    if isinstance(cell, str):
        made.write_string(row, column, cell if len(cell) <= MOST_SIGNS else cell[: MOST_SIGNS - 1] + "…", form)
    elif isfinite(cell):
        made.write_number(row, column, cell, form)
    else:
        made.write_string(row, column, str(cell), form)


def _measure(head: str, cells: Sequence[Cell]) -> int:
    """As wide as the longest words in it, within bounds; longer ones go on in the next line of their cell."""
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest, min(len(head), 20)) + 2))
