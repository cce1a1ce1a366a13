"""No small count leaves in a whole page: every number of the page model is looked at."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from config.screen_texts import load_texts
from digest.counting.findings import Voice, count_findings
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts, GroupHeard
from digest.pages.digest_page import DigestPage
from digest.pages.write import hash_page, to_json
from digest.telling.build import build_digest, build_timeline
from domain.ids import PassageId, PersonId, RunId, ThemeId
from domain.themes import Theme
from tests.digest.example import ROUNDS, TODAY, make_facts, make_recommendations
from tests.disclosing.pages import told

ENGLISH = load_texts("en")
COUNT = re.compile(r"about (\d[\d,]*) (?:people|person|passage|response)")


def build(facts: DigestFacts, policy: DisclosurePolicy | None = None) -> DigestPage:
    return build_digest(facts, texts=ENGLISH, policy=policy or DisclosurePolicy())


def make_round(sizes: list[int], unthemed: int) -> DigestFacts:
    """One round in which each theme is raised by so many people, each by other people."""
    voices, number = [], 0
    for theme, size in enumerate([*sizes, unthemed]):
        for _ in range(size):
            theme_id = ThemeId(f"theme-{theme}") if theme < len(sizes) else None
            voices.append(Voice(PersonId(f"person-{number}"), None, ROUNDS[0].id, PassageId(f"passage-{number}"), theme_id))
            number += 1
    return DigestFacts(
        town="Alder Falls",
        title="What people told us",
        language="en",
        round=ROUNDS[0],
        themes=tuple(Theme(ThemeId(f"theme-{each}"), f"Title of theme {each}.", "", (), ROUNDS[0].id) for each in range(len(sizes))),
        findings=count_findings(voices, round_id=ROUNDS[0].id, previous_round_id=None, run_id=RunId("run-1")),
        people_heard=number,
        made_at=datetime(2026, 11, 15, tzinfo=UTC),
        today=TODAY,
        languages_heard=tuple((code, size) for code, size in zip(("en", "es", "ar", "so"), sizes, strict=False) if size),
        unthemed_people=unthemed,
        unthemed_passages=unthemed,
    )


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(0, 60))
def test_every_count_on_a_page_is_withheld_or_a_safe_multiple(sizes: list[int], unthemed: int) -> None:
    text = to_json(build(make_round(sizes, unthemed)))
    for found in COUNT.findall(text):
        assert int(found.replace(",", "")) >= 10
        assert int(found.replace(",", "")) % 5 == 0


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(0, 60))
def test_the_name_of_a_theme_that_few_raised_is_nowhere(sizes: list[int], unthemed: int) -> None:
    text = to_json(build(make_round(sizes, unthemed)))
    for theme, size in enumerate(sizes):
        if size < 10:
            assert f"Title of theme {theme}." not in text
            assert f'"theme-{theme}"' not in text


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(0, 60))
def test_a_theme_is_withheld_where_it_or_those_who_did_not_raise_it_are_few_and_nowhere_else(sizes: list[int], unthemed: int) -> None:
    page = build(make_round(sizes, unthemed))
    others = sum(sizes) + unthemed - 10  # of a theme that nearly all raised, this many are told
    assert {card.anchor for card in page.themes} == {f"theme-{theme}" for theme, size in enumerate(sizes) if min(size, others) >= 10}
    assert told(page) == []


def test_a_theme_that_faded_below_the_threshold_is_named_without_a_count() -> None:
    facts = make_facts()
    cars = next(each.id for each in facts.themes if each.title == "Cars that race past the school")
    faded = tuple(replace(each, people=6) if each.theme_id == cars else each for each in facts.findings)
    page = build(replace(facts, findings=faded))
    changed = next(answer for answer in page.summary if answer.key == "changed")
    assert any("now raised by too few people" in line and "Cars that race past the school" in line for line in changed.lines)
    assert "Cars that race past the school" not in [card.title for card in page.themes]


def test_an_empty_round_makes_a_page_that_says_so() -> None:
    page = build(make_round([0], 0))
    assert page.themes == ()
    assert page.summary[0].lines == ("No theme was raised by enough people to be shown without the risk that somebody is recognised.",)


def test_a_round_of_one_person_shows_no_count_at_all() -> None:
    assert COUNT.findall(to_json(build(make_round([1], 0)))) == []


def test_a_group_among_residents_that_nobody_spoke_for_is_not_shown_as_zero() -> None:
    group = GroupHeard("Neighbourhood", (("Riverside", 120), ("Northgate", 90)), (("Riverside", 0.4), ("Northgate", 0.4), ("Harbor", 0.2)))
    page = build(make_facts(groups_heard=(group,)))
    row = next(row for table in page.heard for row in table.rows if row.label == "Harbor")
    assert (row.share, row.residents, row.people) == (None, 20, "Not shown")


def test_the_hash_follows_the_content_and_not_the_moment() -> None:
    first = build(make_facts())
    later = build(make_facts(made_at=datetime(2026, 11, 16, tzinfo=UTC), release_number=3))
    other = build(make_facts(town="Elder Falls"))
    assert hash_page(first) == hash_page(later) != hash_page(other)


def test_the_timeline_names_only_themes_that_the_digest_may_show() -> None:
    page = build_timeline(make_facts(), texts=ENGLISH, policy=DisclosurePolicy())
    assert "A theme of few" not in to_json(page)


def test_a_moved_date_stays_in_the_life_of_its_recommendation() -> None:
    page = build_timeline(make_facts(), texts=ENGLISH, policy=DisclosurePolicy())
    lights = next(life for life in page.lives if life.reference == "R-01")
    assert [mark.words for mark in lights.marks if mark.kind == "first_due"] == [
        "First promised for March 1, 2026",
        "First promised for May 1, 2026",
    ]


def test_what_is_late_follows_the_day_that_is_passed_in() -> None:
    early = build(make_facts(today=date(2026, 1, 1), recommendations=make_recommendations()))
    assert not any("Late" in row.standing_words for row in early.recommendations)
    assert any("Late" in row.standing_words for row in build(make_facts()).recommendations)
