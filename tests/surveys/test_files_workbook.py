"""XLSX workbooks: every kind of cell reads as what a person sees, and what is no honest workbook is refused at once."""

from __future__ import annotations

import resource
import time
import zipfile
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import BadFile
from domain.listening import Response
from surveys.files import read_file
from surveys.files.tables import open_table
from surveys.mapping import Mapping
from tests.surveys.workbooks import NAMESPACE, write_workbook

UTC = ZoneInfo("UTC")
COMMENTS = Mapping(comments=("comment",))


def cells(path: Path, sheet: str | None = None) -> list[list[str]]:
    return [row for _, row in open_table(path, sheet=sheet).rows()]


def test_every_kind_of_cell_reads_as_people_see_it(tmp_path: Path) -> None:
    row = [
        "words", 4.0, 4.5, True, date(2026, 11, 21), datetime(2026, 11, 21, 15, 4, 5),
        '<c r="@" t="e"><v>#N/A</v></c>',
        '<c r="@" t="str"><f>1+1</f><v>worked out</v></c>',
        '<c r="@" t="inlineStr"><is><r><t>in </t></r><r><t>parts</t></r><rPh sb="0" eb="1"><t>aloud</t></rPh></is></c>',
        '<c r="@" t="str"><f>HYPERLINK("http://example.org")</f><v>a link</v></c>',
        "=HYPERLINK(1)", None, "last",
    ]  # fmt: skip
    assert cells(write_workbook(tmp_path / "kinds.xlsx", {"Answers": [row]})) == [
        [
            "words",
            "4",
            "4.5",
            "TRUE",
            "2026-11-21",
            "2026-11-21 15:04:05",
            "",
            "worked out",
            "in parts",
            "a link",
            "=HYPERLINK(1)",
            "",
            "last",
        ]
    ]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@settings(max_examples=60)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=6))
def test_any_table_comes_back_from_a_workbook(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = write_workbook(tmp_path_factory.mktemp("xlsx") / "any.xlsx", {"Answers": [["x", *row, "x"] for row in rows]})
    assert cells(path) == [["x", *row, "x"] for row in rows]


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(
            st.one_of(
                WORDS,
                st.integers(-(10**9), 10**9),
                st.floats(-1e6, 1e6),
                st.booleans(),
                st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),
            ),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_cells_read_as_an_independent_reader_reads_them(tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]) -> None:
    from python_calamine import CalamineWorkbook

    path = write_workbook(tmp_path_factory.mktemp("xlsx") / "any.xlsx", {"Answers": [["x", *row, "x"] for row in rows]})  # type: ignore[list-item]
    theirs = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    for mine, other in zip(cells(path), theirs, strict=True):
        for cell, value in zip(mine, other, strict=False):
            if isinstance(value, bool):
                assert cell == str(value).upper()
            elif isinstance(value, float):
                assert float(cell) == pytest.approx(value)
            elif isinstance(value, datetime):
                assert abs((datetime.fromisoformat(cell) - value).total_seconds()) <= 1
            elif isinstance(value, str):
                assert cell.replace("\r", "") == value.replace("\r", "")


def test_dates_of_a_workbook_are_in_the_sources_zone(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": [["comment", "when"], ["dark", datetime(2026, 11, 21, 0, 30)]]})
    (only,) = read_file(path, Mapping(comments=("comment",), submitted="when"), timezone=ZoneInfo("Europe/Paris"), language="en")
    assert isinstance(only, Response)
    assert only.submitted_on == date(2026, 11, 21)
    assert only.submitted_at is not None
    assert only.submitted_at.hour == 23


def test_the_only_filled_sheet_is_taken_and_of_several_one_must_be_named(tmp_path: Path) -> None:
    one = write_workbook(tmp_path / "one.xlsx", {"Empty": [], "Answers": [["comment"], ["dark"]]})
    assert cells(one) == [["comment"], ["dark"]]
    two = write_workbook(tmp_path / "two.xlsx", {"First": [["comment"]], "Second": [["other"]]})
    with pytest.raises(BadFile, match=r"any of these sheets: First, Second"):
        open_table(two)
    assert cells(two, "Second") == [["other"]]
    with pytest.raises(BadFile, match=r"no sheet 'Third'; the sheets are: First, Second"):
        open_table(two, sheet="Third")


def test_a_repeat_group_is_not_taken_for_the_answers(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "kobo.xlsx", {"Main": [["q", "_id"], ["a", 1]], "people": [["age", "_parent_index"], [3, 1]]})
    assert cells(path) == [["q", "_id"], ["a", "1"]]


def test_blank_rows_count_and_are_no_responses(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": [["comment"], ["one"], [], [None], ["two"]]})
    rows = list(read_file(path, COMMENTS, timezone=UTC, language="en"))
    assert len(rows) == 2


@pytest.mark.parametrize("ending", [".xls", ".xlsb", ".ods", ".sav"])
def test_other_kinds_of_files_are_refused_with_what_to_do(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"answers{ending}"
    path.write_bytes(b"\xd0\xcf\x11\xe0anything")
    with pytest.raises(BadFile, match=r"save it as an Excel workbook \(\.xlsx\) or as CSV"):
        open_table(path)


def make_bomb(folder: Path) -> Path:
    return write_workbook(folder / "bomb.xlsx", {"S": [["comment"]]}, {"xl/worksheets/sheet1.xml": " " * 200_000_000})


def make_entity(folder: Path) -> Path:
    sheet = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'
    return write_workbook(folder / "entity.xlsx", {"S": [["comment"]]}, {"xl/worksheets/sheet1.xml": sheet})


def make_macro(folder: Path) -> Path:
    return write_workbook(folder / "macro.xlsx", {"S": [["comment"]]}, {"xl/vbaProject.bin": "x"})


def make_wide(folder: Path) -> Path:
    sheet = f'<worksheet {NAMESPACE}><sheetData><row r="1">{"<c><v>1</v></c>" * 20_000}</row></sheetData></worksheet>'
    return write_workbook(folder / "wide.xlsx", {"S": [["comment"]]}, {"xl/worksheets/sheet1.xml": sheet})


def make_far(folder: Path) -> Path:
    sheet = f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>'
    return write_workbook(folder / "far.xlsx", {"S": [["comment"]]}, {"xl/worksheets/sheet1.xml": sheet})


def make_lost_string(folder: Path) -> Path:
    sheet = f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>'
    return write_workbook(folder / "lost.xlsx", {"S": [["comment"]]}, {"xl/worksheets/sheet1.xml": sheet})


def make_cut(folder: Path) -> Path:
    return write_workbook(folder / "cut.xlsx", {"S": [["comment"]]}, {"xl/worksheets/sheet1.xml": f"<worksheet {NAMESPACE}><sheetData>"})


@pytest.mark.parametrize("make", [make_bomb, make_entity, make_macro, make_wide, make_far, make_lost_string, make_cut])
def test_what_is_no_honest_workbook_is_refused_at_once(tmp_path: Path, make: object) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(BadFile) as caught:
        list(open_table(path).rows())
    assert time.monotonic() - started < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
    assert str(path) in str(caught.value)


def test_a_workbook_without_styles_or_strings_is_read(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"S": [[1, True]]})
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if name not in ("xl/styles.xml", "xl/sharedStrings.xml")}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content)
    assert cells(path) == [["1", "TRUE"]]
