from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import WarehouseError
from domain.ids import MilestoneId, RecommendationId, ReleaseId, UpdateId
from domain.recommendations import Milestone, StatusUpdate, ThemeLink, UpdateState
from domain.themes import MadeBy
from tests.warehouse.samples import SPRING, fill, make_recommendation, make_release, make_theme, save_places
from warehouse.keys import Keys
from warehouse.store import Store

LAMPS, NOISE = make_theme("lamps").id, make_theme("noise").id


def test_recommendations_come_back_as_they_were_saved_and_again_change_nothing(store: Store) -> None:
    given = [
        make_recommendation(),
        make_recommendation(id=RecommendationId("r2"), reference="R-01", due_on=None, milestones=(), updates=()),
    ]
    assert store.recommendations.save(given) == (2, 0)
    assert store.recommendations.all() == (given[1], given[0])
    before = store.fingerprint()
    assert store.recommendations.save(given) == (0, 2)
    assert store.fingerprint() == before


def test_a_milestone_may_move_but_its_first_date_stays(store: Store) -> None:
    given = make_recommendation()
    store.recommendations.save([given])
    moved = replace(given.milestones[0], first_due_on=date(2027, 1, 1), due_on=date(2027, 1, 1))
    assert store.recommendations.save([replace(given, milestones=(moved,))]) == (1, 0)
    assert store.recommendations.all()[0].milestones == (replace(moved, first_due_on=date(2026, 7, 1)),)


def test_what_was_promised_and_reported_stays_when_it_is_no_longer_given(store: Store) -> None:
    given = make_recommendation()
    store.recommendations.save([given])
    later = StatusUpdate(UpdateId("update-2"), given.id, date(2026, 9, 1), UpdateState.IN_PROGRESS, "Half are mended.")
    step = Milestone(MilestoneId("milestone-2"), given.id, "All mended", date(2026, 11, 1), date(2026, 11, 1))
    assert store.recommendations.save([replace(given, updates=(later,), milestones=(step,))]) == (1, 0)
    (stored,) = store.recommendations.all()
    assert stored.updates == (*given.updates, later)
    assert stored.milestones == (*given.milestones, step)


def test_a_status_update_is_never_rewritten(store: Store) -> None:
    given = make_recommendation()
    store.recommendations.save([given])
    rewritten = replace(given.updates[0], state=UpdateState.VERIFIED, note="All is well.")
    assert store.recommendations.save([replace(given, updates=(rewritten,))]) == (0, 1)
    assert store.recommendations.all() == (given,)


def test_a_recommendation_is_known_by_its_reference(store: Store) -> None:
    given = make_recommendation()
    store.recommendations.save([given])
    assert store.recommendations.save([replace(given, id=RecommendationId("another"), owner="Mayor")]) == (1, 0)
    (stored,) = store.recommendations.all()
    assert (stored.id, stored.owner) == (given.id, "Mayor")


def test_the_models_links_are_replaced_and_peoples_links_stay(store: Store, keys: Keys) -> None:
    fill(store, keys)
    given = make_recommendation(links=(ThemeLink(LAMPS, MadeBy.PERSON, 1.0),))
    store.recommendations.save([given])
    near = ThemeLink(NOISE, MadeBy.MODEL, 0.6)
    assert store.recommendations.link({given.id: [near, ThemeLink(LAMPS, MadeBy.MODEL, 0.9)]}) == (1, 1)
    assert store.recommendations.all()[0].links == (given.links[0], near)
    assert store.recommendations.link({given.id: [near]}) == (0, 1)
    assert store.recommendations.link({given.id: [replace(near, score=0.7)]}) == (1, 0)
    store.recommendations.link({given.id: []})
    assert store.recommendations.all()[0].links == given.links
    with pytest.raises(WarehouseError, match="1 recommendations are not in the warehouse"):
        store.recommendations.link({RecommendationId("none"): []})


def test_a_release_is_frozen(store: Store) -> None:
    save_places(store)
    assert store.releases.save(make_release(), '{"a":1}')
    assert not store.releases.save(replace(make_release(), id=ReleaseId("again")), '{"a":1}')
    with pytest.raises(WarehouseError, match="next number"):
        store.releases.save(make_release(content="b"), '{"a":2}')
    with pytest.raises(WarehouseError, match="next number"):
        store.releases.save(make_release(), '{"a":2}')
    assert store.releases.page(make_release().id) == '{"a":1}'


def test_releases_are_numbered_within_their_round(store: Store) -> None:
    save_places(store)
    assert store.releases.latest(SPRING.id) is None
    for number in (2, 1, 10):
        store.releases.save(make_release(number), "{}")
    assert [each.number for each in store.releases.of_round(SPRING.id)] == [1, 2, 10]
    assert store.releases.latest(SPRING.id) == make_release(10)
    with pytest.raises(WarehouseError, match="no such release"):
        store.releases.page(ReleaseId("release-none"))
