"""Tables of a release: they say all that the page says, numbers are numbers, and nothing is a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from config.screen_texts import list_text_codes, load_texts
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page, write_plain
from digest.rendering.forms.sheet import Sheet
from digest.rendering.forms.sheets import list_sheets
from digest.rendering.forms.sheets_csv import guard, unguard, write_csv
from digest.rendering.forms.stamp import Stamp
from digest.rendering.forms.workbook import MOST_SIGNS, write_xlsx
from digest.telling.wording import show_plainly
from tests.digest.example import make_filled_page

PAGE = make_filled_page()
HIDDEN = "Not shown"
NOT_WORDS = {
    "anchor",
    "schema",
    "language",
    "content_language",
    "direction",
    "key",
    "kind",
    "standing",
    "change",
    "solidity",
    "stance",
    "verdict",
    "done_on",
}


def stamp(page: DigestPage = PAGE) -> Stamp:
    return Stamp("autumn-2026", 2, hash_page(page), datetime(2026, 11, 15, 9, 30, tzinfo=UTC))


def sheets(page: DigestPage = PAGE) -> tuple[Sheet, ...]:
    return list_sheets(page, stamp(page), load_texts(page.language))


def workbook(page: DigestPage = PAGE) -> dict[str, list[list[object]]]:
    content = write_xlsx(page, sheets(page), stamp(page), hidden=HIDDEN, paper="A4")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def archive(page: DigestPage = PAGE) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(write_csv(sheets(page), stamp(page), hidden=HIDDEN))) as files:
        return {name: list(csv.reader(io.StringIO(files.read(name).decode("utf-8-sig"), newline=""))) for name in files.namelist()}


def list_words(value: object, name: str = "") -> list[str]:
    """Every word that a page says, but codes."""
    if isinstance(value, dict):
        return [words for key, each in value.items() if key not in NOT_WORDS for words in list_words(each, key)]
    if isinstance(value, list):
        return [words for each in value for words in list_words(each, name)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("code", list_text_codes())
def test_the_sheets_say_all_that_the_page_says(code: str) -> None:
    page = make_filled_page(code)
    said = "\n".join(str(cell) for sheet in sheets(page) for row in (sheet.heads, *sheet.rows) for cell in row)
    told_otherwise = {
        *(card.people for card in page.themes if card.shown is not None),  # as a number
        *(row.people for table in page.indicators for row in table.rows if row.shown is not None),
        *(row.mean for table in page.indicators for row in table.rows if row.mean_tenths is not None),
        *(anchor for row in page.recommendations for anchor, _ in row.themes),
        *(table.heads[0] for table in page.counts),
        *(point.when for each in page.helped for line in (*each.lines, *each.others) for point in line.points),
    }
    missing = [words for words in list_words(write_plain(page)) if words and show_plainly(words) not in said]
    assert set(missing) <= told_otherwise


def test_what_is_withheld_is_a_cell_that_says_so_and_never_a_number() -> None:
    (raised,) = (sheet for sheet in sheets() if sheet.key == "raised")
    (harbor,) = {row[2:8] for row in raised.rows if row[2] == "Harbor"}
    assert harbor == ("Harbor", None, None, None, None, None)
    rows = [row for row in archive()[_file("raised")] if row[2] == "Harbor"]
    assert rows
    assert all(row[3:8] == [HIDDEN] * 5 for row in rows)


def _file(key: str) -> str:
    return next(name for name in archive() if name.endswith(f"-{key}.csv"))


def test_a_workbook_reads_back_cell_for_cell() -> None:
    read = workbook()
    for sheet in sheets():
        rows = [list(sheet.heads), *([HIDDEN if cell is None else cell for cell in row] for row in sheet.rows)]
        assert read[sheet.title] == rows


def test_a_csv_file_reads_back_cell_for_cell() -> None:
    read = list(archive().values())
    for sheet, rows in zip(sheets(), read, strict=True):
        expected = [list(sheet.heads), *([HIDDEN if cell is None else str(cell) for cell in row] for row in sheet.rows)]
        assert [[unguard(cell) for cell in row] for row in rows] == expected


@pytest.mark.parametrize("code", list_text_codes())
def test_a_workbook_reads_in_the_direction_of_its_language(code: str) -> None:
    page = make_filled_page(code)
    with zipfile.ZipFile(io.BytesIO(write_xlsx(page, sheets(page), stamp(page), hidden=HIDDEN, paper="A4"))) as files:
        parts = [files.read(name).decode() for name in files.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(parts) == len(sheets(page))
    assert all(('rightToLeft="1"' in part) == (page.direction == "rtl") for part in parts)
    assert all('state="frozen"' in part for part in parts)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert len({write_xlsx(PAGE, sheets(), stamp(), hidden=HIDDEN, paper="A4") for _ in range(2)}) == 1
    assert len({write_csv(sheets(), stamp(), hidden=HIDDEN) for _ in range(2)}) == 1


def test_words_that_no_cell_can_hold_end_with_a_mark() -> None:
    read = workbook(replace(PAGE, method=("w" * 40_000,)))
    (line,) = read["How we know"][1]
    assert len(str(line)) == MOST_SIGNS
    assert str(line).endswith("w…")


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("=+-@';\t ＝＋－＠"), max_size=40))
def test_guarded_words_start_no_formula_and_come_back(words: str) -> None:
    guarded = guard(words)
    assert unguard(guarded) == words
    for cell in (guarded, *guarded.replace("\t", ";").split(";")):
        assert not cell.strip().startswith(tuple("=+-@＝＋－＠"))


def test_plain_words_are_left_as_they_are() -> None:
    for words in ("People’s words", "1 - 2", "a; b", "e-mail@home", "'tis", "27 to 34%"):
        assert guard(words) == words
