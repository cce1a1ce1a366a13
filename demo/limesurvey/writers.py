"""The files that an export is written as: JSON, CSV, and the XLSX that LimeSurvey calls `xls`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from re import fullmatch
from xml.sax.saxutils import escape
from zipfile import ZipFile

from demo.limesurvey.definitions import Value

Cells = Sequence[Value]
Writer = Callable[[Sequence[str], Iterable[Cells]], Iterator[bytes]]
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def write_json(headings: Sequence[str], table: Iterable[Cells]) -> Iterator[bytes]:
    """One record a row. Equal headings overwrite each other here, as they do in LimeSurvey."""
    yield b'{"responses": ['
    divider = b""
    for row in table:
        yield divider + _encode(dict(zip(headings, row, strict=True))).encode()
        divider = b","
    yield b"]}"


def write_csv(headings: Sequence[str], table: Iterable[Cells]) -> Iterator[bytes]:
    """Semicolons, quotes and a byte order mark; a bare line end where there is no row."""
    is_first = True
    for row in table:
        if is_first:
            yield b"\xef\xbb\xbf" + _csv_line(headings)
        is_first = False
        yield _csv_line(row)
    yield b"\r\n"


def _csv_line(cells: Cells) -> bytes:
    return (";".join(_quote(cell) for cell in cells) + "\r\n").encode()


def _quote(cell: Value) -> str:
    return "" if cell is None else '"' + str(cell).replace('"', '""') + '"'


def write_xlsx(headings: Sequence[str], table: Iterable[Cells]) -> Iterator[bytes]:
    """One sheet; numbers as numbers, also where they came as text, all else as text."""
    lines = "".join(_sheet_line(place, row) for place, row in enumerate([headings, *table], 1))
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, content in _XLSX_PARTS.items():
            archive.writestr(name, _XML + content)
        archive.writestr("xl/worksheets/sheet1.xml", _XML + sheet)
    yield file.getvalue()


def _sheet_line(place: int, row: Cells) -> str:
    return f'<row r="{place}">' + "".join(_sheet_cell(cell) for cell in row) + "</row>"


def _sheet_cell(cell: Value) -> str:
    if isinstance(cell, int | float) or (cell and fullmatch(r"-?\d+(\.\d+)?", cell)):
        return f"<c><v>{cell}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(cell))}</t></is></c>' if cell else "<c/>"


_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XLSX_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}

WRITERS: dict[str, Writer] = {"json": write_json, "csv": write_csv, "xls": write_xlsx}
"""Writers by the word that a client sends."""
