"""What a privacy report counts, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domain.held import Hold, HoldState
from tests.warehouse.samples import HALLS, SOURCE, make_response, raw_of, save_places
from warehouse.keys import Keys
from warehouse.store import Store


def test_raw_words_are_counted_by_source_with_the_oldest(store: Store, keys: Keys) -> None:
    save_places(store)
    assert store.evidence.raw_kept() == ()
    before = datetime.now(UTC)
    surveyed = [make_response(keys, "1", "it is loud", "and dark"), make_response(keys, "2", "it is late")]
    spoken = [make_response(keys, "3", "it is far", source=HALLS)]
    store.responses.replace(surveyed, raw_of(surveyed))
    store.responses.replace(spoken, raw_of(spoken))
    kept = {each.source_id: each for each in store.evidence.raw_kept()}
    assert {source: each.comments for source, each in kept.items()} == {SOURCE.id: 3, HALLS.id: 1}
    assert all(before - timedelta(seconds=1) <= each.oldest_at <= datetime.now(UTC) for each in kept.values())


def test_what_was_done_is_counted_by_action(store: Store) -> None:
    assert store.evidence.deeds() == ()
    store.audit.append("staff", "raw words destroyed", "s", "why", {"rows": 40})
    store.audit.append("staff", "raw words destroyed", "s", "why", {"rows": 2})
    store.audit.append("staff", "withdrawals accepted", "s", 'a "rows" of why', {"responses": 7, "rows": 9})
    store.audit.append("staff", "head made", "s", "why", {"key": "rows"})
    told = [(each.action, each.times, each.rows) for each in store.evidence.deeds()]
    assert told == [("head made", 1, 0), ("raw words destroyed", 2, 42), ("withdrawals accepted", 1, 7)]
    assert all(each.last_at.tzinfo is not None for each in store.evidence.deeds())


def test_decisions_on_held_words_are_counted_by_what_was_decided(store: Store, keys: Keys) -> None:
    save_places(store)
    responses = [make_response(keys, str(place), None) for place in range(3)]
    store.responses.replace(responses, raw_of(responses))
    states = (HoldState.RELEASED, HoldState.DISCARDED, HoldState.DISCARDED)
    holds = {one.comments[0].id: Hold(state, "hash", decided_at=datetime.now(UTC)) for one, state in zip(responses, states, strict=True)}
    store.holds.keep(holds)
    assert store.evidence.decisions() == {HoldState.RELEASED: 1, HoldState.DISCARDED: 2}
