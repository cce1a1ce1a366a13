"""WCAG 2.2 AA as axe tries it: every kind of page, full and almost empty, left to right and right to left, light and dark."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.screens.pages import render_all

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FULL = ["digest", "one-page", "timeline", "privacy"]
OTHER = ["bare", "draft", "one-page-bare"]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
}
pages = cache(render_all)


def find_faults(browser: Browser, file: Path, html: str, *, width: int, scheme: str) -> list[str]:
    """What axe finds on a page with everything on it open: the rule, and where it is broken."""
    from axe_playwright_python.sync_playwright import Axe

    file.write_text(html, encoding="utf-8")
    # The page's own policy forbids all scripts, axe's too; what it lets through is tried elsewhere.
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    page.close()
    assert len(found["passes"]) > 8
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found["violations"] for node in each["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
@pytest.mark.parametrize("kind", FULL)
@pytest.mark.parametrize("code", ["en", "ar"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, code: str, kind: str, width: int, scheme: str) -> None:
    assert find_faults(browser, tmp_path / "page.html", pages(code)[kind], width=width, scheme=scheme) == []


@pytest.mark.parametrize(("code", "width", "scheme"), [("en", 360, "dark"), ("ar", 1280, "light")])
@pytest.mark.parametrize("kind", [*OTHER, "digest"])
def test_axe_finds_nothing_on_other_pages(browser: Browser, tmp_path: Path, code: str, kind: str, width: int, scheme: str) -> None:
    assert find_faults(browser, tmp_path / "page.html", pages(code)[kind], width=width, scheme=scheme) == []


def test_axe_does_find_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    broken = pages("en")["digest"].replace('<p class="kicker">', '<p class="kicker"><button></button>')
    assert any(fault.startswith("button-name") for fault in find_faults(browser, tmp_path / "page.html", broken, width=360, scheme="light"))
