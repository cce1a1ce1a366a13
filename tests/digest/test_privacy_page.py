"""The privacy report in a real browser: on a phone, at a desk and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.rendering.render import render_privacy
from tests.digest.privacy_example import TEXTS, make_facts, make_page
from tests.digest.test_in_a_browser import CHROMIUM, measure_overflow, open_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("town", ["Alder Falls", "w" * 2_000])
def test_the_report_fits_its_window_and_asks_for_nothing(browser: Browser, tmp_path: Path, width: int, town: str) -> None:
    html = render_privacy(make_page(make_facts(town=town)), TEXTS)
    page, noticed = open_file(browser, tmp_path / "report.html", html, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert measure_overflow(page) <= 0
    assert noticed == []
    page.close()


def test_on_a_phone_every_cell_says_what_it_is(browser: Browser, tmp_path: Path) -> None:
    page, _ = open_file(browser, tmp_path / "report.html", render_privacy(make_page(make_facts()), TEXTS), width=360)
    cell = page.locator("#kept td").nth(1)
    assert cell.evaluate("each => getComputedStyle(each, '::before').content").startswith('"About how many')
    page.close()


def test_the_report_prints(browser: Browser, tmp_path: Path) -> None:
    page, _ = open_file(browser, tmp_path / "report.html", render_privacy(make_page(make_facts()), TEXTS), width=1280)
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert 2 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 12
    page.close()
