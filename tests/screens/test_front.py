"""The large figures of the front, and what stands last: you said, we did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.pages.digest_page import DigestPage, Tile
from digest.rendering.render import render_digest
from digest.telling.build import build_digest
from digest.telling.wording import Wording
from domain.ids import UpdateId
from domain.recommendations import Role, StatusUpdate, UpdateState
from tests.digest.example import make_facts, make_file_facts, make_full_facts, make_recommendations
from tests.screens.pages import make_bare

POLICY = DisclosurePolicy()
TEXTS = load_texts("en")


def build(**changed: object) -> DigestPage:
    return build_digest(make_facts(**changed), texts=TEXTS, policy=POLICY)


def find_tile(page: DigestPage, key: str) -> Tile | None:
    return next((tile for tile in page.tiles if tile.key == key), None)


def test_the_front_says_how_many_were_heard_where_and_what_became_of_what_was_asked() -> None:
    page = build()
    shown = [(tile.figure, tile.label) for tile in page.tiles]
    assert shown == [
        ("about 420", "people heard in their own words"),
        ("2", "listening sessions"),
        ("more than 5", "languages"),
        (str(len(page.themes)), "themes"),
        ("5 of 7", "recommendations answered"),
        ("1", "recommendation late"),
    ]


def test_the_count_of_people_on_a_tile_is_rounded_in_the_model_too() -> None:
    tile = find_tile(build(people_heard=423), "people")
    assert tile is not None
    assert tile.shown == 425
    assert "423" not in repr(tile)


@pytest.mark.parametrize("people", [1, 9])
def test_people_who_are_too_few_have_no_tile(people: int) -> None:
    assert find_tile(build(people_heard=people), "people") is None


def test_what_there_is_none_of_has_no_tile() -> None:
    assert [tile.key for tile in build_digest(make_file_facts(), texts=TEXTS, policy=POLICY).tiles] == ["people", "themes"]


def test_languages_that_may_all_be_named_are_counted_and_others_are_not() -> None:
    def count(*heard: tuple[str, int]) -> Tile | None:
        return find_tile(build(languages_heard=heard, languages_resident=()), "languages")

    all_named, some = count(("en", 200), ("es", 100)), count(("en", 200), ("es", 100), ("so", 30), ("am", 4), ("sw", 6))
    assert all_named is not None
    assert all_named.figure == "2"
    assert some is not None
    assert some.figure == "more than 3"
    assert count(("am", 4)) is None


def test_a_tile_leads_only_to_what_stands_on_the_page() -> None:
    page = replace(make_bare("en"), tiles=(Tile("people", "about 420", "people", "how-nowhere"), Tile("themes", "7", "themes", "overview")))
    html = render_digest(page, TEXTS)
    assert "#how-nowhere" not in html
    assert '<a href="#overview"><strong>7</strong>' in html


def test_a_sentence_by_a_person_stands_first_and_the_figures_own_after_it() -> None:
    html = render_digest(replace(build(), headline="People asked for light."), TEXTS)
    assert html.index("What did we hear?") < html.index("People asked for light.") < html.index("People spoke most about")


def test_who_was_not_heard_is_told_before_what_changed() -> None:
    html = render_digest(replace(build(), not_heard=("Nobody from the hills came.",)), TEXTS)
    assert html.index("From whom?") < html.index("Nobody from the hills came.") < html.index("What changed?")


_BEFORE = {
    UpdateState.VERIFIED: UpdateState.REPORTED_DONE,
    UpdateState.NOT_VERIFIED: UpdateState.REPORTED_DONE,
    UpdateState.CLOSED: UpdateState.RESPONDED,
}


def list_done(standing_of: UpdateState | None, **changed: object) -> tuple[str, ...]:
    """What is said of the first recommendation where its last word is of this state."""
    first = replace(make_recommendations()[0], milestones=(), due_on=None, **changed)  # type: ignore[arg-type]
    said = "The crew has no lamps."
    before = (StatusUpdate(UpdateId("b"), first.id, date(2026, 9, 1), _BEFORE[standing_of], "Said."),) if standing_of in _BEFORE else ()
    last = (
        StatusUpdate(UpdateId("u"), first.id, date(2026, 10, 1), standing_of, said, "Minutes", by="The board", role=Role.BOARD)
        if standing_of
        else None
    )
    page = build(recommendations=(replace(first, updates=(*before, *((last,) if last else ()))),))
    return next(each.done for each in page.said_done if each.anchor == "theme-1")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (UpdateState.VERIFIED, "Done, and checked on October 1, 2026: Mend the street lights within two weeks of a report (R-01)."),
        (UpdateState.REPORTED_DONE, "Reported done on October 1, 2026, not yet checked: Mend the street lights"),
        (UpdateState.NOT_VERIFIED, "Checked, and not found done: Mend the street lights"),
        (UpdateState.CLOSED, "Closed on October 1, 2026: Mend the street lights"),
        (UpdateState.WITHDRAWN, "Not done; taken back on October 1, 2026: Mend the street lights"),
        (None, "Asked for, without a date: Mend the street lights"),
    ],
)
def test_you_said_we_did_tells_what_became_of_it(state: UpdateState | None, words: str) -> None:
    (line,) = list_done(state)
    assert line.replace("\u2068", "").replace("\u2069", "").startswith(words)


@pytest.mark.parametrize("state", [UpdateState.NOT_VERIFIED, UpdateState.CLOSED, UpdateState.WITHDRAWN])
def test_why_something_was_not_done_stands_beside_it(state: UpdateState) -> None:
    (line,) = list_done(state)
    assert "The crew has no lamps." in line


def test_what_is_late_says_since_when_and_what_was_last_said() -> None:
    (line,) = next(each.done for each in build().said_done if each.anchor == "theme-1")
    assert "It was due on August 15, 2026." in line
    assert "Poles for the second district are on order." in line


def test_a_link_that_a_program_guessed_says_so() -> None:
    (line,) = next(each.done for each in build().said_done if each.anchor == "theme-2")
    assert line.endswith("(link suggested by a program, not yet confirmed)")


def test_a_theme_that_nothing_answers_says_so() -> None:
    assert next(each.done for each in build().said_done if each.anchor == "theme-5") == ("Nothing has been asked for because of this yet.",)


def test_tentative_themes_are_told_only_where_something_answers_them_and_withheld_ones_never() -> None:
    page = build_digest(make_full_facts(), texts=TEXTS, policy=POLICY)
    told = {each.anchor for each in page.said_done}
    assert told == {card.anchor for card in page.themes if card.answered_by or not card.is_tentative}
    assert {card.is_tentative for card in page.themes if card.anchor not in told} == {True}


def test_where_nothing_was_ever_asked_for_nothing_is_claimed() -> None:
    assert build(recommendations=()).said_done == ()
    assert 'id="said-done"' not in render_digest(build(recommendations=()), TEXTS)


def test_you_said_we_did_stands_last() -> None:
    html = render_digest(build(), TEXTS)
    assert html.rindex("<section") == html.index('<section id="said-done"')


@pytest.mark.parametrize("code", ["en", "es", "fr", "ar"])
def test_a_draft_is_unmistakable_on_the_screen_and_on_every_printed_page(code: str) -> None:
    texts = load_texts(code)
    draft = render_digest(replace(make_bare(code), is_draft=True), texts)
    wording = Wording(texts)
    assert f'class="draft-band"><strong>{wording.say("screen.draft")}</strong>' in draft
    assert "@top-center" in draft
    assert f"<title>{wording.say('screen.draft')} · " in draft
    released = render_digest(make_bare(code), texts)
    assert "@top-center" not in released
    assert 'class="draft' not in released


def test_the_order_of_themes_tells_no_more_than_their_counts() -> None:
    facts = make_facts()
    pair = sorted((each for each in facts.findings if each.people > 30), key=lambda each: each.theme_id)[:2]
    orders = set()
    for counts in ((58, 62), (62, 58)):
        changed = {finding.theme_id: replace(finding, people=people) for finding, people in zip(pair, counts, strict=True)}
        page = build(findings=tuple(changed.get(each.theme_id, each) for each in facts.findings))
        orders.add(tuple(card.anchor for card in page.themes if card.anchor in changed))
    assert len(orders) == 1
