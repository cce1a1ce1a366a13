"""The pages that are written to files: what they say, in every language, and how they lead to one another."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest

from config.screen_texts import list_text_codes
from digest.gathering.facts import DigestFacts
from digest.releasing.tell_timeline import gather_timeline
from digest.releasing.timeline_pages import MOST_OWN_PAGES, write_timeline_pages
from digest.rendering.timeline_site import KINDS, name_classes, recommendation_path, write_filter_rules
from digest.telling.build import build_recommendation, build_theme, build_timeline
from digest.telling.wording import show_plainly
from domain.ids import RecommendationId
from flows.steps.timeline_files import remove_timeline, write_timeline
from tests.digest.example import THEMES
from tests.timeline.town import FEW, HOSTILE, POLICY, Town, ask, make_terms

LINK = re.compile(r'href="([^"#]+)"')


@pytest.fixture(scope="module")
def facts(town: Town) -> DigestFacts:
    found = gather_timeline(town.store, town.terms)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def pages(facts: DigestFacts) -> dict[str, str]:
    return write_timeline_pages(facts, make_terms())


def test_there_is_a_page_for_all_for_each_theme_told_and_for_each_recommendation(pages: dict[str, str]) -> None:
    assert {"timeline.html", "timeline.json", "timeline/R-01.html", f"timeline/theme/{THEMES[1].id}.html"} <= pages.keys()
    assert f"timeline/theme/{FEW.id}.html" not in pages
    assert len([each for each in pages if each.startswith("timeline/R-")]) == 8


def test_every_link_leads_to_a_page_that_was_written(pages: dict[str, str]) -> None:
    links = {(path, unescape(link)) for path, html in pages.items() if path.endswith(".html") for link in LINK.findall(html)}
    assert len(links) > 40
    lost = [(path, link) for path, link in links if normpath(join(dirname(path), unquote(link))) not in pages]
    assert lost == []


def test_every_page_is_reached_from_the_whole(pages: dict[str, str]) -> None:
    linked = {normpath(unquote(unescape(link))) for link in LINK.findall(pages["timeline.html"])}
    assert pages.keys() - linked == {"timeline.html"}


def test_a_theme_that_no_release_told_is_named_nowhere(pages: dict[str, str]) -> None:
    assert all(FEW.title not in content and FEW.id not in content for content in pages.values())


def test_what_people_wrote_cannot_become_markup(pages: dict[str, str]) -> None:
    whole = pages["timeline.html"]
    assert HOSTILE not in "".join(content for path, content in pages.items() if path.endswith(".html"))
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in whole
    assert recommendation_path("Z/9 <b>") in pages
    assert re.fullmatch(r"timeline/[0-9a-f]{12}\.html", recommendation_path("Z/9 <b>"))
    assert recommendation_path("../../etc") != "timeline/../../etc.html"


def test_no_exact_count_is_among_the_facts(facts: DigestFacts) -> None:
    """What a timeline tells of people can only come from released pages."""
    assert (facts.people_heard, facts.findings, facts.earlier_findings, facts.unthemed_people) == (0, (), (), 0)


def test_heard_again_says_what_the_release_said(facts: DigestFacts) -> None:
    page = build_theme(facts, THEMES[1].id, texts=make_terms().texts, policy=POLICY)
    again = [entry for month in page.months for entry in month.entries if entry.mark == "heard again"]
    told = {each.round_id: each.find(THEMES[1].id) for each in facts.told}
    assert [entry.share for entry in again] == [told[each.round_id].share for each in facts.told[1:]]  # type: ignore[union-attr]
    assert all(entry.before == told["round-2" if "Spring" in entry.sentence else "round-3"].before("Autumn 2025") for entry in again)  # type: ignore[index, union-attr]
    assert "Spring 2026" in show_plainly(again[0].sentence)
    assert any("R-01" in line for line in again[0].more)


@pytest.mark.parametrize("code", list_text_codes())
def test_a_page_says_everything_in_every_language(facts: DigestFacts, code: str) -> None:
    terms = make_terms(code)
    html = write_timeline_pages(facts, terms)
    assert f'lang="{code}"' in html["timeline.html"]
    page = build_recommendation(facts, "R-01", texts=terms.texts, policy=POLICY)
    words = [entry.mark_words for month in page.months for entry in month.entries]
    assert terms.texts.phrases["reply.partly"] in words
    assert terms.texts.phrases["mark.moved"] in words
    assert terms.texts.phrases["mark.heard_again"] in words


def test_the_rules_of_the_filters_hold_no_word_that_people_wrote(facts: DigestFacts) -> None:
    page = build_timeline(facts, texts=make_terms().texts, policy=POLICY)
    rules = write_filter_rules(page)
    assert set(re.findall(r"#([\w-]+):checked", rules)) == {
        f"pick-{kind}-{number}" for kind in KINDS for number in range(len(getattr(page.choices, kind)))
    }
    assert not re.search(r"[<&\"']", rules)
    for month in page.months:
        for entry in month.entries:
            names = name_classes(entry.about, page.choices).split()
            assert len(names) == sum(len(getattr(entry.about, f"{kind}s")) for kind in KINDS)


def test_a_deputy_is_not_named(pages: dict[str, str]) -> None:
    assert all("Quiet Deputy" not in content for content in pages.values())


def test_where_there_are_very_many_only_the_whole_and_the_themes_are_written(facts: DigestFacts) -> None:
    many = tuple(ask(RecommendationId(f"r-{number}"), f"R-{number:04}", "Mend it") for number in range(MOST_OWN_PAGES + 1))
    pages = write_timeline_pages(replace(facts, recommendations=many), make_terms())
    assert not [each for each in pages if each.startswith("timeline/R-")]
    assert 'href="timeline/R-0001.html"' not in pages["timeline.html"]


def test_pages_that_are_no_longer_made_are_taken_away(pages: dict[str, str], tmp_path: Path) -> None:
    assert write_timeline(tmp_path, pages)
    assert not write_timeline(tmp_path, pages), "the same again changes nothing"
    fewer = {path: content for path, content in pages.items() if path != "timeline/R-01.html"}
    assert write_timeline(tmp_path, fewer)
    assert not (tmp_path / "timeline" / "R-01.html").exists()
    (tmp_path / "digest-spring.html").write_text("x", encoding="utf-8")
    assert len(remove_timeline(tmp_path)) == len(fewer)
    assert [each.name for each in tmp_path.iterdir()] == ["digest-spring.html"]


def test_the_json_says_what_the_page_says(pages: dict[str, str]) -> None:
    content = json.loads(pages["timeline.json"])
    entries = [entry for month in content["months"] for entry in month["entries"]]
    assert all(entry["machine_date"] in pages["timeline.html"] for entry in entries)
    assert len(entries) == pages["timeline.html"].count('<li class="entry ')
