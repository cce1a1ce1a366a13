"""Leaves in a real browser: on a phone, by axe, from the right, and on one sheet of paper whatever was asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from config.screen_texts import list_text_codes
from digest.rendering.said import render_said
from domain.recommendations import UpdateState
from tests.helped.test_leaf import LATER, REJECTED, asked, make_leaf
from tests.helped.town import DONE, LAMPS
from tests.screens.test_axe import find_faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
KINDS = ("full", "empty", "crowded", "long words")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed at /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@cache
def render(code: str, kind: str) -> str:
    states = (DONE, asked(UpdateState.PLANNED), asked(UpdateState.PLANNED, due_on=LATER), REJECTED)
    if kind == "empty":
        return render_said(make_leaf(language=code))
    long = "w" * 3000 if kind == "long words" else "A title of many words that goes on and on " * 6
    if kind == "full":
        return render_said(
            make_leaf(*(replace(each, reference=f"R-{n}") for n, each in enumerate(states)), language=code, more="Call 555.")
        )
    many = [replace(states[n % 4], reference=f"R-{n}", title=long, owner=long) for n in range(16)]
    return render_said(make_leaf(*many, language=code, title=f"{LAMPS} {long}", more=long[:300]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", list_text_codes())
def test_a_leaf_fits_a_phone_and_asks_for_nothing(browser: Browser, tmp_path: Path, code: str, kind: str) -> None:
    file, noticed = tmp_path / "leaf.html", []
    file.write_text(render(code, kind), encoding="utf-8")
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.on("console", lambda message: noticed.append(message.text))
    page.on("request", lambda request: noticed.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert noticed == []
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_leaf_is_one_sheet_and_nothing_that_stands_on_it_is_cut(
    browser: Browser, tmp_path: Path, code: str, kind: str, paper: str
) -> None:
    from pypdf import PdfReader

    file = tmp_path / "leaf.html"
    file.write_text(render(code, kind), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    assert len(PdfReader(io.BytesIO(page.pdf(format=paper))).pages) == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # the width of what is printed on A4
    boxes = page.evaluate("(() => { const e = document.querySelector('.leaf'); return [e.scrollHeight, e.clientHeight]; })()")
    assert boxes[0] <= boxes[1] + 1
    page.close()


@pytest.mark.parametrize(
    ("code", "width", "scheme"), [("en", 360, "light"), ("ar", 360, "dark"), ("es", 1280, "dark"), ("fr", 1280, "light")]
)
@pytest.mark.parametrize("kind", ["full", "crowded"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, code: str, kind: str, width: int, scheme: str) -> None:
    assert find_faults(browser, tmp_path / "leaf.html", render(code, kind), width=width, scheme=scheme) == []


def test_arabic_begins_at_the_right(browser: Browser, tmp_path: Path) -> None:
    places = {}
    for code in ("en", "ar"):
        file = tmp_path / f"{code}.html"
        file.write_text(render(code, "full"), encoding="utf-8")
        page = browser.new_page(viewport={"width": 900, "height": 800})
        page.goto(file.as_uri())
        places[code] = page.evaluate("document.querySelector('h2 .mark').getBoundingClientRect().left")
        page.close()
    assert places["ar"] > 450 > places["en"]
