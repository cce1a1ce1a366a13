"""The one-page version is one page, on A4 and on Letter, by two programs that print, whatever was said."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.screen_texts import load_texts
from digest.pages.digest_page import DigestPage
from digest.rendering.one_page import MOST_ASKED, MOST_THEMES, make_sheet, render_one_page
from tests.digest.example import make_filled_page
from tests.screens.pages import make_bare, make_crowded

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CODES = ["en", "es", "fr", "ar"]


def make_wordless(code: str) -> DigestPage:
    """Words without a space, where a browser can break them only within."""
    page = make_crowded(code)
    return replace(
        page,
        title="w" * 10_000,
        headline="w" * 10_000,
        themes=tuple(replace(card, title="w" * 10_000) for card in page.themes),
        recommendations=tuple(replace(row, reference="w" * 10_000, title="w" * 10_000) for row in page.recommendations),
        not_heard=("w" * 10_000,),
    )


def make_lopsided(code: str) -> DigestPage:
    """One theme, and more of everything else than fits."""
    page = make_crowded(code)
    return replace(page, themes=page.themes[:1])


MAKERS: dict[str, Callable[[str], DigestPage]] = {
    "filled": make_filled_page,
    "crowded": make_crowded,
    "lopsided": make_lopsided,
    "wordless": make_wordless,
    "bare": make_bare,
}

PRINTED = [("crowded", code) for code in CODES] + [(kind, code) for kind in MAKERS for code in ("en", "ar") if kind != "crowded"]


def count_pages(printed: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(printed)).pages)


@pytest.mark.parametrize(("kind", "code"), PRINTED)
def test_it_prints_on_one_sheet_and_nothing_is_cut_off(browser: Browser, tmp_path: Path, code: str, kind: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(render_one_page(MAKERS[kind](code), load_texts(code)), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    for paper in ("A4", "Letter"):
        assert count_pages(page.pdf(format=paper, prefer_css_page_size=False)) == 1
    page.emulate_media(media="print")
    # The printable width of A4, the narrower of the two: 182 mm at 96 dots an inch.
    page.set_viewport_size({"width": 688, "height": 1000})
    box = page.evaluate("(() => { const sheet = document.querySelector('.sheet'); return [sheet.scrollHeight, sheet.clientHeight] })()")
    assert box[0] <= box[1]
    page.close()


@pytest.mark.parametrize("kind", ["crowded", "lopsided"])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_it_is_one_page_for_the_program_that_makes_our_pdfs_too(code: str, kind: str) -> None:
    weasyprint = pytest.importorskip("weasyprint", reason="WeasyPrint is not installed")
    html = render_one_page(MAKERS[kind](code), load_texts(code))
    # As narrow as A4 and as low as Letter, and not cut by a sheet of fixed height: it fits by itself.
    free = html.replace("@page { margin", "@page { size: 210mm 279mm; margin").replace("block-size: 256mm; overflow: hidden;", "")
    assert len(free) == len(html) + len("size: 210mm 279mm; ") - len("block-size: 256mm; overflow: hidden;")
    assert len(weasyprint.HTML(string=free).render().pages) == 1
    assert len(weasyprint.HTML(string=html).render().pages) == 1


def test_what_does_not_fit_is_counted() -> None:
    page = make_crowded("en")
    sheet = make_sheet(page, load_texts("en"))
    assert len(sheet.themes) == MOST_THEMES
    assert sheet.more_themes == f"{len(page.themes) - MOST_THEMES} more themes are in the full digest."
    assert sheet.more_asked == f"{len(page.recommendations) - MOST_ASKED} more recommendations are in the full digest."
    assert sheet.not_heard.left > 0


def test_a_tentative_theme_is_not_on_it() -> None:
    page = make_filled_page("en")
    tentative = {card.title for card in page.themes if card.is_tentative}
    assert tentative
    assert not tentative & {each.title for each in make_sheet(page, load_texts("en")).themes}


def test_a_draft_says_so() -> None:
    html = render_one_page(replace(make_filled_page("en"), is_draft=True), load_texts("en"))
    assert '<p class="draft-band"><strong>Draft</strong> Nobody has approved this page yet.' in html


def test_a_withdrawn_release_says_only_that() -> None:
    texts = load_texts("en")
    page = replace(make_bare("en"), summary=(), themes=(), method=(), counts=(), withdrawn_on="2026-11-20")
    html = render_one_page(page, texts)
    assert "This release was withdrawn on November 20, 2026" in html
    assert texts.say("ask.whom") not in html


BARE = {code: make_bare(code) for code in CODES}
TEXTS = {code: load_texts(code) for code in CODES}


@settings(deadline=None)
@given(st.sampled_from(CODES), st.lists(st.text(max_size=300), max_size=12))
def test_no_line_stands_on_it_that_the_digest_does_not_say(code: str, lines: list[str]) -> None:
    page = BARE[code]
    page = replace(page, summary=tuple(replace(answer, lines=tuple(lines)) for answer in page.summary))
    sheet = make_sheet(page, TEXTS[code])
    for fitted in (sheet.whom, sheet.changed, sheet.limits):
        assert len(fitted.lines) + fitted.left == len(lines)
        assert all(any(line == whole or whole.startswith(line[:-1].rstrip("…")) for whole in lines) for line in fitted.lines)
