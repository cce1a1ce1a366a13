"""On paper: A4 and Letter, the release and its date on each page, no picture cut, and what opens on demand open."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from digest.rendering.forms.pdf import lay_out
from tests.screens.pages import render_all

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FILLED = render_all("en")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", ["digest", "draft", "timeline"])
def test_each_page_says_the_release_its_date_and_its_number(browser: Browser, tmp_path: Path, kind: str, paper: str) -> None:
    from pypdf import PdfReader

    file = tmp_path / "page.html"
    file.write_text(FILLED[kind], encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format=paper))).pages]
    page.close()
    assert len(sheets) > 1
    for number, text in enumerate(sheets, start=1):
        assert "Release 2" in text
        assert "November 15, 2026" in text
        assert f"{number} / {len(sheets)}" in text
        assert ("Nobody has approved this page yet" in text) is (kind == "draft")


def test_who_raised_a_theme_and_how_it_is_known_stand_on_paper_unasked(browser: Browser, tmp_path: Path) -> None:
    from pypdf import PdfReader

    file = tmp_path / "page.html"
    file.write_text(FILLED["digest"], encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    page.close()
    assert "Who raised it" in text
    assert "The light has been out for months." in text
    assert "About 125 passages were counted." in text
    assert "People\nShare\nLikely range" not in text


def place_boxes(html: str, paper: str) -> dict[str, dict[Any, set[int]]]:
    """On which pages each element of a class stands, as the program that makes our PDFs lays it out."""
    pytest.importorskip("weasyprint", reason="WeasyPrint is not installed")
    places: dict[str, dict[Any, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, page in enumerate(lay_out(html, paper).pages):
        for box in page._page_box.descendants():
            for name in box.element.get("class", "").split() if box.element is not None and box.element_tag[:1] != "@" else ():
                places[name][box.element].add(number)
    return places


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_row_of_a_picture_is_cut_by_the_end_of_a_page(paper: str) -> None:
    places = place_boxes(FILLED["digest"], paper)
    assert len(places["track"]) > 20
    for name in ("track", "row", "multiple", "quote", "tile"):
        assert [pages for pages in places[name].values() if len(pages) > 1] == [], name
