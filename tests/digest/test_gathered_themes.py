"""From the warehouse to the page: sub-themes, how solid themes are, campaigns, what staff hide, and too few things said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from config.screen_texts import load_texts
from desk.themes import hide
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts
from digest.gathering.gather import Frame, count_round, gather_facts, gather_voices
from digest.pages.write import to_json
from digest.telling.build import build_digest
from domain.themes import Assignment, Solidity, Standing, Theme
from nlp.themes.solidity import FAIR, SOLID
from tests.warehouse.samples import CUTTER, SPRING, cut_whole, make_response, make_run, make_theme, save_places
from warehouse.keys import Keys, create_keys
from warehouse.store import Store, open_store
from warehouse.withdraw_releases import words_of_pages

FRAME = Frame(
    town="Alder Falls", title="What people told us", language="en", today=date(2026, 6, 1), made_at=datetime(2026, 6, 1, tzinfo=UTC)
)
LAMPS, NOISE = make_theme("lamps"), make_theme("noise")
MILL_ROAD = replace(make_theme("mill road"), parent_id=LAMPS.id)
CAMPAIGN = "Please mend every lamp on Mill Road now"
ENGLISH = load_texts("en")


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return create_keys(tmp_path / "keys")


@pytest.fixture
def store(tmp_path: Path, keys: Keys) -> Iterator[Store]:
    """Forty people: all speak of lamps, fifteen of them in the same words, and a half of noise."""
    with open_store(f"sqlite:///{tmp_path / 'w.db'}", keys) as opened:
        fill(opened, keys, people=40)
        yield opened


def fill(store: Store, keys: Keys, *, people: int) -> None:
    save_places(store)
    lamps = [CAMPAIGN if place < 15 else f"the lamp at number {place} has been dark since winter" for place in range(people)]
    loud = [f"neighbour {place} is loud" if place % 2 else None for place in range(people)]
    responses = [make_response(keys, str(place), *texts) for place, texts in enumerate(zip(lamps, loud, strict=True))]
    store.responses.replace(responses, {})
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for one in responses for each in one.comments if each.text})
    save_themes(store)


def save_themes(store: Store) -> None:
    passages = store.passages.of_rounds([SPRING.id])
    run, _ = make_run("spring", SPRING, passages, [LAMPS, NOISE])
    found = [
        Assignment(run.id, each.passage.id, NOISE.id, 0.8)
        if "loud" in each.passage.text
        else Assignment(run.id, each.passage.id, LAMPS.id, 0.8, part_id=MILL_ROAD.id if each.passage.text == CAMPAIGN else None)
        for each in passages
    ]
    standings = [Standing(run.id, theme.id, 10, value) for theme, value in ((LAMPS, SOLID), (NOISE, FAIR / 2), (MILL_ROAD, FAIR))]
    store.themes.save_run(replace(run, unthemed=0), [LAMPS, NOISE, MILL_ROAD], [], found, standings)
    kept, _, voices = gather_voices(store, [SPRING])
    store.findings.replace(SPRING.id, count_round(voices, [SPRING], kept))


def gather(store: Store) -> DigestFacts:
    return gather_facts(store, [SPRING], FRAME, release_number=1)


def test_sub_themes_are_counted_in_people_within_their_theme_and_are_no_themes_of_their_own(store: Store) -> None:
    facts = gather(store)
    assert [(each.theme_id, each.part_id, each.people) for each in facts.parts] == [(LAMPS.id, MILL_ROAD.id, 15)]
    assert {each.theme_id for each in facts.findings} == {LAMPS.id, NOISE.id}
    assert MILL_ROAD.id not in {each.id for each in facts.themes}


def test_how_solid_themes_are_is_that_of_the_latest_run(store: Store) -> None:
    assert gather(store).solidity == {LAMPS.id: Solidity.SOLID, NOISE.id: Solidity.TENTATIVE, MILL_ROAD.id: Solidity.FAIR}


def test_a_campaign_is_counted_in_the_people_of_the_round(store: Store) -> None:
    assert gather(store).same_words == {LAMPS.id: 15}


def test_the_page_says_all_of_it(store: Store) -> None:
    page = build_digest(gather(store), texts=ENGLISH, policy=DisclosurePolicy())
    assert [(each.anchor, each.is_tentative) for each in page.themes] == [(LAMPS.id, False), (NOISE.id, True)]
    card = page.themes[0]
    assert ([each.title for each in card.parts], card.campaign) == ([MILL_ROAD.title], "About 15 of them sent the same words.")


def test_what_staff_hide_is_gathered_as_hidden(store: Store) -> None:
    noise = next(each for each in store.themes.all() if each.id == NOISE.id)
    hide(store, noise, actor="Mia", why="it names a neighbour")
    facts = gather(store)
    assert facts.hid == {NOISE.id}
    page = build_digest(facts, texts=ENGLISH, policy=DisclosurePolicy())
    assert NOISE.title not in to_json(page)
    assert page.hidden_note == "Staff decided not to show 1 more theme."


def test_forty_people_who_say_few_different_things_are_too_few_for_patterns(store: Store) -> None:
    assert gather(store).is_too_few  # 26 lamps and 20 neighbours


def test_enough_different_things_are_not_too_few(tmp_path: Path, keys: Keys) -> None:
    with open_store(f"sqlite:///{tmp_path / 'many.db'}", keys) as many:
        fill(many, keys, people=90)
        assert not gather(many).is_too_few


def test_a_round_that_was_themed_before_there_were_standings_says_nothing_of_them(store: Store) -> None:
    run = store.themes.latest_run(SPRING.id)
    assert run is not None
    themes: list[Theme] = [LAMPS, NOISE]
    plain = [replace(each, part_id=None) for each in store.themes.assignments(run.id)]
    store.themes.save_run(run, themes, [], plain)
    facts = gather(store)
    assert (facts.solidity, facts.parts) == ({}, ())


def test_an_erasure_looks_for_words_in_titles_of_sub_themes_too() -> None:
    page = {"themes": [{"title": "Lamps", "description": "", "parts": [{"anchor": "part-1", "title": "Ysolde crossing"}]}]}
    assert {"ysolde", "crossing", "lamps"} <= words_of_pages({"release-1": page})
