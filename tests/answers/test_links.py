"""What people said of links, on both databases: it stays, whatever runs and merges do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from desk import theme_places
from desk.recommending.links import link, refuse, unlink
from domain.errors import WarehouseError, WrongUse
from domain.ids import RecommendationId, RoundId
from domain.linking import AskedText
from domain.recommendations import LinkDecision, ThemeLink
from domain.themes import MadeBy
from flows.steps.link import suggest_links
from tests.answers.answers_town import LAMPS, NOISE, RENT, THEMES, CountingEncoder, make_asked, make_update, save_town, see, theme_now
from warehouse.store import Store

WHO = "Rowan"
OWN = RecommendationId("recommendation-R-01")


def town(store: Store) -> None:
    update = make_update("R-01", "The noise of the works is over.")
    save_town(store, [make_asked("R-01", "Mend every lamp", updates=(update,)), make_asked("R-02", "Quiet nights, no noise")])


def suggest(store: Store) -> dict[RecommendationId, tuple[ThemeLink, ...]]:
    """What a run would suggest now, kept as the run keeps it."""
    made = suggest_links(store, see(store), THEMES, store.links.all())
    store.recommendations.link(made)
    return made


def test_a_run_suggests_what_is_near(store: Store) -> None:
    town(store)
    assert suggest(store)[OWN] == (ThemeLink(LAMPS.id, MadeBy.MODEL, 1.0),)
    assert {own_id: links[0].theme_id for own_id, links in store.links.all().items()} == {
        OWN: LAMPS.id,
        RecommendationId("recommendation-R-02"): NOISE.id,
    }


def test_a_refused_suggestion_goes_and_does_not_come_back(store: Store) -> None:
    town(store)
    suggest(store)
    refuse(store, "R-01", LAMPS, who=WHO, why="it is about another street")
    assert OWN not in store.links.all()
    assert suggest(store)[OWN] == ()
    assert OWN not in store.links.all()
    with pytest.raises(WrongUse, match="refused already"):
        refuse(store, "R-01", LAMPS, who=WHO)


def test_a_person_may_change_their_mind_and_the_last_word_holds(store: Store) -> None:
    town(store)
    refuse(store, "R-01", LAMPS, who=WHO)
    link(store, "R-01", LAMPS, who="Bo")
    assert store.links.all()[OWN] == (ThemeLink(LAMPS.id, MadeBy.PERSON, 1.0),)
    assert store.links.refused() == frozenset()
    assert [(each.who, each.is_meant) for each in store.links.decisions([OWN])] == [(WHO, False), ("Bo", True)]
    with pytest.raises(WrongUse, match="already"):
        link(store, "R-01", LAMPS, who=WHO)


def test_what_a_person_linked_is_taken_back_and_not_refused(store: Store) -> None:
    town(store)
    with pytest.raises(WrongUse, match="refuse R-01"):
        unlink(store, "R-01", LAMPS, who=WHO)
    link(store, "R-01", NOISE, who=WHO)
    with pytest.raises(WrongUse, match="unlink R-01"):
        refuse(store, "R-01", NOISE, who=WHO)
    unlink(store, "R-01", NOISE, who=WHO)
    assert OWN not in store.links.all()
    assert store.links.refused() == {(OWN, NOISE.id)}


def test_a_run_leaves_alone_what_a_person_linked(store: Store) -> None:
    town(store)
    link(store, "R-01", RENT, who=WHO)
    assert OWN not in suggest(store)
    assert store.links.all()[OWN] == (ThemeLink(RENT.id, MadeBy.PERSON, 1.0),)


def test_every_word_on_a_link_leaves_its_event(store: Store) -> None:
    town(store)
    before = store.audit.count()
    link(store, "R-01", NOISE, who=WHO, why="said in the meeting")
    unlink(store, "R-01", NOISE, who=WHO)
    refuse(store, "R-02", NOISE, who=WHO)
    events = list(reversed(store.audit.recent(store.audit.count() - before)))
    assert [(each.action, each.subject, each.actor) for each in events] == [
        ("recommendation linked", "R-01", WHO),
        ("recommendation unlinked", "R-01", WHO),
        ("link refused", "R-02", WHO),
    ]
    assert events[0].why == "said in the meeting" and all(NOISE.title not in str(each.detail) for each in events)


def test_a_reference_that_nobody_has_is_refused_with_one_like_it(store: Store) -> None:
    town(store)
    before = store.fingerprint()
    with pytest.raises(WrongUse, match=r"no recommendation .*R-01"):
        link(store, "R-0l", LAMPS, who=WHO)
    assert store.fingerprint() == before


def test_one_update_is_linked_without_its_recommendation(store: Store) -> None:
    town(store)
    done = link(store, "R-01", NOISE, who=WHO, update="then")
    assert done.update_id == "update-thenoiseofth"
    assert store.links.about_updates() == {done.update_id: (NOISE.id,)}
    assert OWN not in store.links.all()
    unlink(store, "R-01", NOISE, who=WHO, update="then")
    assert store.links.about_updates() == {}
    assert store.links.refused() == frozenset()
    for wrong in ("t", "zzzz"):
        with pytest.raises(WrongUse, match="Write at least 4"):
            link(store, "R-01", NOISE, who=WHO, update=wrong)


def test_what_was_said_of_a_theme_goes_along_when_it_becomes_part_of_another(store: Store) -> None:
    town(store)
    suggest(store)
    link(store, "R-01", NOISE, who=WHO)
    link(store, "R-01", NOISE, who=WHO, update="then")
    refuse(store, "R-02", NOISE, who=WHO)
    store.recommendations.link({OWN: [ThemeLink(RENT.id, MadeBy.MODEL, 0.5)]})
    theme_places.merge(store, theme_now(store, NOISE), theme_now(store, RENT), actor=WHO, why="the same")
    assert store.links.all()[OWN] == (ThemeLink(RENT.id, MadeBy.PERSON, 1.0),)
    assert store.links.refused() == {(RecommendationId("recommendation-R-02"), RENT.id)}
    assert set(store.links.about_updates().values()) == {(RENT.id,)}


def test_a_theme_that_somebody_decided_about_stays_when_its_round_is_themed_again(store: Store) -> None:
    town(store)
    refuse(store, "R-01", LAMPS, who=WHO)
    run = store.themes.latest_run(RoundId("round-spring"))
    assert run is not None
    store.themes.save_run(type(run)(**{name: getattr(run, name) for name in run.__slots__} | {"input_hash": "other"}), [], [], [])
    left = {each.id for each in store.themes.all()}
    assert LAMPS.id in left and RENT.id not in left


def test_a_recommendation_is_read_once_and_again_when_its_words_change(store: Store) -> None:
    town(store)
    encoder = CountingEncoder()
    see(store, encoder)
    assert len(encoder.read) == 2
    see(store, encoder)
    assert len(encoder.read) == 2
    store.recommendations.save([make_asked("R-01", "Lower the rent")])
    asked = see(store, encoder)
    assert encoder.read[2:] == ["Lower the rent\nLower the rent"]
    assert asked.vectors[asked.ids.index(OWN)].tolist() == [0.0, 0.0, 1.0]


def test_vectors_go_with_their_recommendation_and_broken_ones_are_refused(store: Store) -> None:
    town(store)
    see(store)
    broken = AskedText(OWN, "a", "b", "")
    with pytest.raises(WarehouseError, match="not finite"):
        store.recommendation_vectors.save("counting@1", {broken: np.array([np.nan], dtype=np.float32)})
    store.recommendation_vectors.save("counting@1", {broken: np.ones(2, dtype=np.float32)})
    with pytest.raises(WarehouseError, match="different lengths"):
        store.recommendation_vectors.all("counting@1")


def test_words_come_in_pages_and_none_is_left_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.links._PAGE", 2)
    names = [f"R-{number}" for number in range(5)]
    save_town(store, [make_asked(name, f"Lamp {name}") for name in names])
    assert sorted(each.title for each in store.links.asked()) == [f"Lamp {name}" for name in names]


def test_decisions_come_in_the_order_in_which_they_were_made(store: Store) -> None:
    town(store)
    now = datetime.now(UTC)
    for days, is_meant in ((2, True), (1, False), (3, False)):
        store.links.decide(LinkDecision(OWN, LAMPS.id, None, is_meant, now - timedelta(days=days), WHO, ""))
    assert [each.is_meant for each in store.links.decisions()] == [False, True, False]
