"""The DOCX of a release: headings, tables with heads, each in its direction and language, and nothing that leads elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from config.screen_texts import list_text_codes, load_texts
from digest.pages.digest_page import DigestPage
from digest.pages.write import write_plain
from digest.rendering.forms.docx import write_docx
from digest.rendering.forms.docx_writer import reads_from_the_right
from digest.rendering.forms.stamp import Stamp
from digest.telling.wording import show_plainly
from tests.digest.example import make_filled_page
from tests.forms.test_sheets import list_words

STAMP = Stamp("autumn-2026", 2, "0" * 64, datetime(2026, 11, 15, 9, 30, tzinfo=UTC))


def make(page: DigestPage, paper: str = "A4") -> bytes:
    return write_docx(page, STAMP, load_texts(page.language), paper=paper)


@cache
def make_example(code: str) -> bytes:
    return make(make_filled_page(code))


def open_docx(code: str) -> Any:
    return docx.Document(io.BytesIO(make_example(code)))


def list_all_words(document: Any) -> str:
    paragraphs = document.element.body.iter(qn("w:p"))
    return "\n".join("".join(text.text or "" for text in each.iter(qn("w:t"))) for each in paragraphs)


@pytest.mark.parametrize("code", list_text_codes())
def test_the_document_says_all_that_the_page_says(code: str) -> None:
    page = make_filled_page(code)
    said = list_all_words(open_docx(code))
    in_other_words = {
        *(anchor for row in page.recommendations for anchor, _ in row.themes),
        *(quote_part for card in page.themes for quote in card.quotes for quote_part in quote.parts if quote_part not in said),
        *(side.when for table in page.trainings for row in table.rows for side in (row.before, row.after)),
        *(row.last_word for row in page.recommendations),
        *(point.when for each in page.helped for line in (*each.lines, *each.others) for point in line.points),
    }
    missing = [words for words in list_words(write_plain(page)) if words and show_plainly(words) not in said]
    assert set(missing) <= in_other_words
    assert all(" … ".join(quote.parts) in said for card in page.themes for quote in card.quotes)
    assert all(row.last_word.rstrip(".") in said for row in page.recommendations)


def test_headings_go_down_one_level_at_a_time() -> None:
    styles = [each.style.name for each in open_docx("en").paragraphs if each.text]
    levels = [0 if name == "Title" else int(name[-1]) for name in styles if name == "Title" or re.fullmatch(r"Heading \d", name)]
    assert levels[0] == 0
    assert levels.count(0) == 1
    assert {1, 2, 3} <= set(levels)
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_each_table_has_a_row_of_heads_and_a_text_alternative() -> None:
    tables = list(open_docx("en").element.body.iter(qn("w:tbl")))
    assert len(tables) > 8
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert len({len(row.findall(qn("w:tc"))) for row in rows}) == 1


@pytest.mark.parametrize("code", list_text_codes())
def test_a_document_knows_its_language_direction_title_and_date(code: str) -> None:
    document, page = open_docx(code), make_filled_page(code)
    facts = document.core_properties
    assert facts.title == f"{page.title} · {page.round_title}"
    assert facts.language == page.language
    assert facts.created == facts.modified == datetime(2026, 11, 15, 9, 30, tzinfo=UTC)
    assert {each.get(qn("w:bidi")) for each in document.styles.element.iter(qn("w:lang"))} == {page.language}
    mirrored = [each.bidiVisual_val for each in document.element.body.iter(qn("w:tbl"))]
    assert set(mirrored) == ({True} if page.direction == "rtl" else {None})


def test_words_of_two_directions_each_read_in_their_own() -> None:
    runs = {
        "".join(text.text for text in run.iter(qn("w:t"))): run.find(qn("w:rPr")).find(qn("w:rtl")) is not None
        for run in open_docx("ar").element.body.iter(qn("w:r"))
    }
    page = make_filled_page("ar")
    assert not runs[page.themes[0].title]
    assert runs[page.themes[0].people]
    assert runs[page.themes[0].quotes[1].parts[0]]


def test_a_direction_is_that_of_the_first_sign_that_has_one() -> None:
    assert reads_from_the_right("12 شخصًا", otherwise=False)
    assert not reads_from_the_right("«R-01» متأخر", otherwise=True)
    assert reads_from_the_right("…", otherwise=True)


@pytest.mark.parametrize(("paper", "width"), [("A4", 210), ("Letter", 215.9)])
def test_the_sheet_is_of_the_size_that_was_asked_for(paper: str, width: float) -> None:
    document = docx.Document(io.BytesIO(make(make_filled_page("en"), paper)))
    assert document.sections[0].page_width.mm == pytest.approx(width, abs=0.1)


def test_each_sheet_has_the_release_and_its_number_at_its_foot() -> None:
    foot = open_docx("en").sections[0].footer._element
    page = make_filled_page("en")
    assert page.made.number in list_words_of(foot)
    assert page.made.at in list_words_of(foot)
    assert [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def list_words_of(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_document_leads_nowhere_and_acts_on_nothing(code: str) -> None:
    with zipfile.ZipFile(io.BytesIO(make_example(code))) as files:
        parts = {name: files.read(name).decode(errors="replace") for name in files.namelist()}
    assert not any("External" in content for name, content in parts.items() if name.endswith(".rels"))
    assert not any(re.search("vbaProject|oleObject|attachedTemplate|activeX|altChunk", name + content) for name, content in parts.items())
    assert "instrText" not in parts["word/document.xml"]
    assert "fldSimple" not in parts["word/document.xml"]


def test_the_same_page_gives_the_same_document() -> None:
    assert make(make_filled_page("en")) == make_example("en")
