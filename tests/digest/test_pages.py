"""The pages as documents: inert whatever people wrote, in order, and whole without anything from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts
from digest.rendering.render import make_anchor, render_digest, render_timeline
from digest.telling.build import build_digest, build_timeline
from tests.digest.example import THEMES, make_facts, make_file_facts, make_filled_page, make_full_facts, make_recommendations

POLICY = DisclosurePolicy()
CODES = ["en", "es", "fr", "ar"]
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "{n} {missing}",
    "\u202egnirts\u2066 reversed",
    "w" * 10_000,
    "=HYPERLINK(1)",
    'quote " and \\ backslash',
)


class Outline(HTMLParser):
    """What a page is made of: heading levels, tags with their attributes, ids, and svgs with what they hold first."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def render_both(facts: DigestFacts, code: str = "en") -> tuple[str, str]:
    texts = load_texts(code)
    return (
        render_digest(build_digest(facts, texts=texts, policy=POLICY), texts),
        render_timeline(build_timeline(facts, texts=texts, policy=POLICY), texts),
    )


PAGES = {(code, kind): page for code in CODES for kind, page in zip(("digest", "timeline"), render_both(make_facts(), code), strict=True)}
PAGES |= {(code, "full"): render_both(make_full_facts(), code)[0] for code in CODES}
PAGES |= {(code, "filled"): render_digest(make_filled_page(code), load_texts(code)) for code in CODES}
EVERY_PAGE = pytest.mark.parametrize("page", PAGES.values(), ids=["-".join(key) for key in PAGES])


@EVERY_PAGE
def test_headings_go_down_one_level_at_a_time(page: str) -> None:
    levels = Outline(page).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@EVERY_PAGE
def test_nothing_is_fetched_and_nothing_runs(page: str) -> None:
    outline = Outline(page)
    assert not re.search(r"https?://|//[a-z]+\.|@import|url\(", page)
    assert not any(outline.all(tag) for tag in ("script", "link", "img", "iframe", "form", "object"))
    assert all(link["href"] and link["href"].startswith("#") for link in outline.all("a"))
    assert not any(name.startswith("on") or name == "style" for _, attributes in outline.tags for name in attributes)


@EVERY_PAGE
def test_every_picture_is_told_in_words(page: str) -> None:
    pictures = re.findall(r"<svg[^>]*>\s*(<title>[^<]+</title>)?", page)
    assert pictures
    assert all(pictures)


@EVERY_PAGE
def test_every_link_leads_somewhere_and_ids_are_unique(page: str) -> None:
    outline = Outline(page)
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {(link["href"] or "")[1:] for link in outline.all("a")} <= set(ids)


@EVERY_PAGE
def test_a_page_has_its_landmarks_and_a_way_past_them(page: str) -> None:
    outline = Outline(page)
    assert [len(outline.all(tag)) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    assert outline.all("a")[0]["href"] == "#content"
    assert outline.all("main")[0]["id"] == "content"


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_its_language_and_direction(code: str) -> None:
    (html,) = Outline(PAGES[code, "digest"]).all("html")
    assert html == {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}


@EVERY_PAGE
def test_the_machinery_is_never_named(page: str) -> None:
    assert not re.search(r"cluster|embedding|outlier|topic model|\bNLP\b|BERTopic", page, re.IGNORECASE)


@EVERY_PAGE
def test_the_style_is_bound_to_the_page_by_its_hash(page: str) -> None:
    import base64
    import hashlib

    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in page or f"style-src 'sha256-{digest}'" in page


def poison(words: str) -> DigestFacts:
    """The example town with hostile words wherever people or staff can write any."""
    facts = make_full_facts()
    recommendations = tuple(
        replace(
            each,
            title=words,
            owner=words,
            answers=words,
            updates=tuple(replace(update, note=words, evidence=words) for update in each.updates),
        )
        for each in make_recommendations()
    )
    return replace(
        facts,
        town=words,
        title=words,
        round=replace(facts.round, title=words),
        themes=tuple(replace(theme, title=f"{words} ", description=words) for theme in THEMES),
        parts=tuple(replace(part, title=words) for part in facts.parts),
        sessions=tuple(replace(each, title=words) for each in facts.sessions),
        groups_heard=tuple(replace(each, name=words) for each in facts.groups_heard),
        recommendations=recommendations,
        held=((words, 12),),
        translations=((words, 40),),
    )


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("code", ["en", "ar"])
def test_hostile_words_change_nothing_in_a_page_but_its_words(words: str, code: str) -> None:
    for tame, wild in zip(render_both(poison("Tame words"), code), render_both(poison(words), code), strict=True):
        # In number, not in order: events of one day stand by their titles.
        assert Counter(tag for tag, _ in Outline(wild).tags) == Counter(tag for tag, _ in Outline(tame).tags)
        assert not any(name.startswith("on") for _, attributes in Outline(wild).tags for name in attributes)


def test_empty_words_make_a_page_all_the_same() -> None:
    for page in render_both(poison("")):
        assert Outline(page).levels[0] == 1


def test_hostile_words_are_shown_as_they_were_written() -> None:
    digest, timeline = render_both(poison(HOSTILE[0]))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in digest
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in timeline


def test_marks_that_turn_the_reading_order_do_not_get_through() -> None:
    for page in render_both(poison("\u202egnirts\u2066 reversed\u200f")):
        assert not re.search("[\u202a-\u202e\u2066\u2067\u200e\u200f]", page)
        assert page.count("\u2068") == page.count("\u2069")


def test_a_file_without_rounds_sessions_or_recommendations_makes_a_page_too() -> None:
    digest, timeline = render_both(make_file_facts())
    assert "This is the first round" in digest
    assert "No recommendation has been recorded yet." in digest
    assert 'id="recommendations"' not in digest
    assert "comments.csv" in timeline


def test_names_that_no_person_approved_say_so() -> None:
    digest, _ = render_both(make_facts())
    assert digest.count("Machine-named, not yet approved by staff</p>") == 1


def test_quotes_are_left_out_and_the_page_says_why() -> None:
    assert "No quotes are printed here" in PAGES["en", "digest"]


def test_a_reference_of_any_signs_gets_an_anchor_of_plain_ones() -> None:
    assert make_anchor("R-03") == "recommendation-R-03"
    assert re.fullmatch("recommendation-[0-9a-f]{12}", make_anchor('R 3"><b>'))


def test_the_same_facts_make_the_same_page() -> None:
    assert render_both(make_facts()) == render_both(make_facts())


def test_fifty_themes_over_many_people_are_written_in_a_few_seconds() -> None:
    import time

    facts = make_facts()
    themes = tuple(replace(THEMES[0], id=f"theme-{number}", title=f"Theme {number}") for number in range(50))  # type: ignore[arg-type]
    findings = tuple(
        replace(facts.findings[0], theme_id=theme.id, people=30_000 - number, people_heard=100_000) for number, theme in enumerate(themes)
    )
    many = replace(facts, themes=(*THEMES, *themes), findings=findings, people_heard=100_000)
    started = time.perf_counter()
    digest, _ = render_both(many)
    assert digest.count('class="card"') == 50
    assert time.perf_counter() - started < 5
