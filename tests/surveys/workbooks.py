"""Small XLSX workbooks, written part by part, so that a test decides what stands in each cell."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Value = str | float | bool | date | datetime | None

STYLES = (
    f'<styleSheet {NAMESPACE}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def letter(place: int) -> str:
    """Column A, B, … of a place counted from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def _text(value: str) -> str:
    safe = "".join(f"_x{ord(sign):04X}_" if ord(sign) < 32 and sign not in "\t\n" else sign for sign in value.replace("_x", "_x005F_x"))
    return f'<t xml:space="preserve">{escape(safe)}</t>'


def write_cell(value: Value, reference: str, strings: dict[str, int]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime):
        return f'<c r="{reference}" s="2"><v>{_serial(value)!r}</v></c>'
    if isinstance(value, date):
        return f'<c r="{reference}" s="1"><v>{_serial(datetime(value.year, value.month, value.day)):g}</v></c>'
    if isinstance(value, str):
        return (
            value.replace("@", reference)
            if value.startswith("<c ")
            else f'<c r="{reference}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
        )
    return f'<c r="{reference}"><v>{value!r}</v></c>'


def _serial(moment: datetime) -> float:
    span = moment - datetime(1899, 12, 30)
    return span.days + span.seconds / 86_400


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Value]]], more: Mapping[str, str] | None = None) -> Path:
    """A workbook with these sheets; `more` are further or other parts by name. A cell that begins with `<c ` is taken as XML."""
    strings: dict[str, int] = {}
    parts = {f"xl/worksheets/sheet{number}.xml": _sheet(rows, strings) for number, rows in enumerate(sheets.values(), 1)}
    names = "".join(f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(sheets, 1))
    targets = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    parts |= {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {NAMESPACE} xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{targets}</Relationships>',
        "xl/sharedStrings.xml": f"<sst {NAMESPACE}>{''.join(f'<si>{_text(each)}</si>' for each in strings)}</sst>",
        "xl/styles.xml": STYLES,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(more or {})}.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{content}')
    return path


def _sheet(rows: Sequence[Sequence[Value]], strings: dict[str, int]) -> str:
    written = (
        f'<row r="{number}">{"".join(write_cell(value, f"{letter(place)}{number}", strings) for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    return f"<worksheet {NAMESPACE}><sheetData>{''.join(written)}</sheetData></worksheet>"
