"""What is suggested to people: right order, right reasons, nothing that was decided, and no word that anybody said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desk.recommending.links import link, refuse
from desk.recommending.suggest import Reader, list_suggested, suggest_recommendations, suggest_themes
from desk.recommending.suggest_updates import suggest_for_updates
from domain.linking import Nearness
from domain.recommendations import ThemeLink
from domain.themes import MadeBy
from tests.answers.answers_town import LAMPS, NOISE, RENT, RULE, make_asked, make_update, save_town, see
from warehouse.keys import create_keys
from warehouse.store import Store, open_store

WHO = "Rowan"
LATE = date(2026, 9, 1)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Store]:
    keys = create_keys(tmp_path / "keys")
    with open_store(f"sqlite:///{tmp_path}/hearback.db", keys) as store:
        save_town(
            store,
            [
                make_asked("R-01", "Mend every lamp", text="Every street has a lamp. Plant trees and flowers."),
                make_asked(
                    "R-02",
                    "Quiet nights",
                    text="No noise after ten.",
                    updates=(make_update("R-02", "The lamp of the noisy street is out.", LATE),),
                ),
                make_asked("R-03", "Lamp and rent, rent and rent"),
            ],
        )
        yield store


def reader(store: Store) -> Reader:
    return Reader(see(store), RULE)


def test_recommendations_for_a_theme_stand_by_nearness_with_the_nearest_sentence_and_shared_words(town: Store) -> None:
    found = suggest_recommendations(town, reader(town), LAMPS, limit=5)
    assert [(each.reference, each.nearness) for each in found] == [("R-01", Nearness.NEAR), ("R-03", Nearness.MAYBE)]
    assert found[0].score == 1.0
    assert "lamp" in found[0].sentence and "flowers" not in found[0].sentence
    assert found[0].shared == ("street", "lamp")
    assert len(suggest_recommendations(town, reader(town), LAMPS, limit=1)) == 1


def test_what_was_decided_is_not_suggested(town: Store) -> None:
    link(town, "R-01", LAMPS, who=WHO)
    refuse(town, "R-03", LAMPS, who=WHO)
    assert suggest_recommendations(town, reader(town), LAMPS, limit=5) == ()
    (third,) = town.recommendations.referred(["R-03"])
    assert [each.theme_id for each in suggest_themes(town, reader(town), third, limit=5)] == [RENT.id]


def test_themes_for_a_recommendation_stand_by_nearness(town: Store) -> None:
    (third,) = town.recommendations.referred(["R-03"])
    found = suggest_themes(town, reader(town), third, limit=5)
    assert [(each.theme_title, each.nearness) for each in found] == [("High rents", Nearness.NEAR), ("Dark lamps", Nearness.MAYBE)]


def test_an_update_is_suggested_for_a_theme_that_its_recommendation_does_not_answer(town: Store) -> None:
    link(town, "R-02", NOISE, who=WHO)
    found = suggest_for_updates(town, reader(town), since=LATE, limit=5)
    assert [(each.reference, each.theme_id) for each in found] == [("R-02", LAMPS.id)]
    assert found[0].update_id == "update-thelampofthe"
    assert suggest_for_updates(town, reader(town), since=date(2026, 9, 2), limit=5) == ()


def test_an_update_that_reads_like_another_recommendation_is_suggested_by_way_of_it(town: Store) -> None:
    link(town, "R-01", RENT, who=WHO)
    link(town, "R-02", NOISE, who=WHO)
    found = {each.theme_id: each for each in suggest_for_updates(town, reader(town), since=LATE, limit=5)}
    assert found[RENT.id].by_way_of == "R-01"
    assert found[LAMPS.id].by_way_of == ""


def test_what_people_said_of_an_update_is_not_asked_again(town: Store) -> None:
    refuse(town, "R-02", LAMPS, who=WHO, update="thel")
    found = suggest_for_updates(town, reader(town), since=LATE, limit=5)
    assert LAMPS.id not in {each.theme_id for each in found}


def test_what_the_last_run_suggested_is_listed_without_reading_anything(town: Store) -> None:
    ids = town.links.references()
    town.recommendations.link(
        {ids["R-01"]: [ThemeLink(LAMPS.id, MadeBy.MODEL, 0.6)], ids["R-02"]: [ThemeLink(NOISE.id, MadeBy.MODEL, 0.9)]}
    )
    link(town, "R-01", LAMPS, who=WHO)
    assert [(each.reference, each.score) for each in list_suggested(town, limit=5)] == [("R-02", 0.9)]
