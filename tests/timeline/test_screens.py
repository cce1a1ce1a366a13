"""The timeline in a real browser: on a phone and a desk, from the left and from the right, chosen from without a script, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from config.screen_texts import load_texts
from digest.releasing.tell_timeline import gather_timeline
from digest.rendering.render import render_timeline
from digest.rendering.timeline_site import Site
from digest.telling.build import build_recommendation, build_theme, build_timeline
from tests.digest.example import THEMES
from tests.digest.test_in_a_browser import measure_overflow, open_file
from tests.screens.conftest import browser
from tests.screens.test_axe import find_faults
from tests.timeline.town import POLICY, Town

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]


def render(town: Town, kind: str, code: str = "en", *, is_served: bool = False) -> str:
    facts, texts = gather_timeline(town.store, town.terms), load_texts(code)
    assert facts is not None
    pages = {
        "whole": lambda: build_timeline(facts, texts=texts, policy=POLICY),
        "theme": lambda: build_theme(facts, THEMES[1].id, texts=texts, policy=POLICY),
        "recommendation": lambda: build_recommendation(facts, "R-01", texts=texts, policy=POLICY),
    }
    return render_timeline(pages[kind](), texts, Site(is_served=is_served))


@pytest.mark.parametrize(("code", "width", "scheme"), [("en", 360, "light"), ("ar", 1280, "dark")])
@pytest.mark.parametrize("kind", ["whole", "theme", "recommendation"])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, town: Town, kind: str, code: str, width: int, scheme: str) -> None:
    html = render(town, kind, code, is_served=True)
    assert find_faults(browser, tmp_path / "page.html", html, width=width, scheme=scheme) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_pages_fit_their_window_and_ask_for_nothing(browser: Browser, tmp_path: Path, town: Town, code: str, width: int) -> None:
    for kind, is_served in (("whole", True), ("whole", False), ("theme", True), ("recommendation", True)):
        page, noticed = open_file(browser, tmp_path / "page.html", render(town, kind, code, is_served=is_served), width=width)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert measure_overflow(page) <= 0, kind
        assert noticed == [], kind
        page.close()


def test_a_written_page_is_chosen_from_without_a_script_and_paper_holds_all(browser: Browser, tmp_path: Path, town: Town) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(town, "whole"), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    everything = page.locator(".entry:visible").count()
    page.get_by_text("Choose what to see").click()
    page.get_by_label("Parks and Recreation").check()
    chosen = page.locator(".entry:visible")
    assert 0 < chosen.count() < everything / 3
    assert all("R-06" in words for words in chosen.all_inner_texts())
    assert page.locator(".month:visible").count() < page.locator(".month").count()
    page.emulate_media(media="print")
    assert page.locator(".entry:visible").count() == everything
    assert page.locator(".picker:visible").count() == 0
    context.close()


def test_a_theme_and_a_state_can_be_chosen_together(browser: Browser, tmp_path: Path, town: Town) -> None:
    page, _ = open_file(browser, tmp_path / "page.html", render(town, "whole"), width=1280)
    page.get_by_text("Choose what to see").click()
    page.get_by_label("Street lights that stay broken").check()
    of_theme = page.locator(".life-row:visible").count()
    page.get_by_label("Late", exact=True).check()
    assert of_theme == 2
    assert [words.split()[0] for words in page.locator(".life-row:visible .row-name").all_inner_texts()] == ["R-01"]
    page.close()
