"""The pages in a real browser: on a phone and a desk, in English and Arabic, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.digest.test_pages import PAGES, poison, render_both

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium")

SEEN = [(code, kind) for code in ("en", "ar") for kind in ("digest", "timeline", "filled")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def open_file(browser: Browser, file: Path, content: str, *, width: int) -> tuple[Page, list[str]]:
    """The page, and everything that it asked for or complained of."""
    noticed: list[str] = []
    file.write_text(content, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.on("console", lambda message: noticed.append(message.text))
    page.on("pageerror", lambda error: noticed.append(str(error)))
    page.on("request", lambda request: noticed.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    return page, noticed


def measure_overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [360, 900, 1280])
@pytest.mark.parametrize(("code", "kind"), SEEN)
def test_a_page_fits_its_window_and_asks_for_nothing(browser: Browser, tmp_path: Path, code: str, kind: str, width: int) -> None:
    page, noticed = open_file(browser, tmp_path / "page.html", PAGES[code, kind], width=width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert measure_overflow(page) <= 0
    assert noticed == []
    page.close()


@pytest.mark.parametrize("kind", [0, 1])
def test_a_word_of_ten_thousand_letters_does_not_widen_the_page(browser: Browser, tmp_path: Path, kind: int) -> None:
    page, noticed = open_file(browser, tmp_path / "page.html", render_both(poison("w" * 10_000))[kind], width=360)
    assert measure_overflow(page) <= 0
    assert noticed == []
    page.close()


def test_arabic_reads_from_the_right_and_its_charts_are_mirrored(browser: Browser, tmp_path: Path) -> None:
    places = {}
    for code in ("en", "ar"):
        page, _ = open_file(browser, tmp_path / "page.html", PAGES[code, "digest"], width=1280)
        row = page.locator("#overview .row").first
        boxes = [row.locator(part).first.bounding_box() for part in (".row-name", "svg .now")]
        assert boxes[0] is not None
        assert boxes[1] is not None
        places[code] = (boxes[0]["x"], boxes[1]["x"])
        page.close()
    assert places["en"][0] < places["en"][1]
    assert places["ar"][0] > places["ar"][1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, tmp_path: Path, scheme: str) -> None:
    page, _ = open_file(browser, tmp_path / "page.html", PAGES["en", "digest"], width=1280)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    tokens = page.evaluate(
        """() => {
            const style = getComputedStyle(document.documentElement)
            return Object.fromEntries(['ink', 'ink-soft', 'paper', 'ground', 'blue', 'orange', 'green', 'link', 'masthead',
                'masthead-ink', 'masthead-soft'].map(name => [name, style.getPropertyValue('--' + name).trim()]))
        }"""
    )
    on_paper = [
        (tokens[name], tokens[ground]) for name in ("ink", "ink-soft", "blue", "orange", "green", "link") for ground in ("paper", "ground")
    ]
    on_head = [(tokens[name], tokens["masthead"]) for name in ("masthead-ink", "masthead-soft")]
    assert min(measure_contrast(*pair) for pair in on_paper + on_head) >= 4.5
    page.close()


def measure_contrast(one: str, other: str) -> float:
    """The contrast of two colours (#rrggbb) after WCAG 2.2: from 1 to 21."""
    lights = sorted(measure_light(each) for each in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def measure_light(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", ["digest", "timeline"])
def test_a_page_prints(browser: Browser, tmp_path: Path, kind: str, paper: str) -> None:
    page, _ = open_file(browser, tmp_path / "page.html", PAGES["en", kind], width=1280)
    printed = page.pdf(format=paper)
    assert printed.startswith(b"%PDF")
    assert 2 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 14
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, tmp_path: Path) -> None:
    page, _ = open_file(browser, tmp_path / "page.html", PAGES["en", "digest"], width=360)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_what_opens_on_demand_opens_by_the_keyboard_and_without_a_script(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGES["en", "filled"], encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    words = page.get_by_text("The light has been out for months.").first
    assert not words.is_visible()
    page.get_by_text("More quotes").first.focus()
    page.keyboard.press("Enter")
    assert words.is_visible()
    context.close()


def test_a_figure_leads_to_how_it_was_made(browser: Browser, tmp_path: Path) -> None:
    page, _ = open_file(browser, tmp_path / "page.html", PAGES["en", "filled"], width=360)
    page.get_by_role("link", name="about 125 people").first.click()
    assert page.url.endswith("#how-people")
    assert page.locator("#how-people").is_visible()
    page.close()
