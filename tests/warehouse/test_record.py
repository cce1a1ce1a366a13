from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import WarehouseError
from domain.ids import SourceId
from domain.receipt import Receipt
from tests.warehouse.samples import HALLS, NOON, SOURCE
from warehouse.keys import Keys
from warehouse.store import Store, open_store

LATER = NOON + timedelta(seconds=3)


def _record(store: Store, receipt: Receipt, state: str = "done", scope: str = "spring") -> bool:
    return store.ledger.record("pull", scope, receipt, NOON, LATER, state, "" if state == "done" else "disk full")


def test_a_run_that_changed_nothing_leaves_no_row(store: Store) -> None:
    assert _record(store, Receipt(read=10, written=7, held=2, skipped=1))
    assert not _record(store, Receipt(read=10, unchanged=7, held=2, skipped=1))
    assert not _record(store, Receipt(read=3, held=2, skipped=1))
    assert not _record(store, Receipt(read=12, unchanged=7, held=2, skipped=3)), "what is skipped stands in no row"
    assert store.counts()["ledger"] == 1


def test_what_changed_or_failed_or_is_newly_held_leaves_a_row(store: Store) -> None:
    assert _record(store, Receipt()), "the first run of its kind"
    assert _record(store, Receipt(read=1, written=1))
    assert _record(store, Receipt(withdrawn=1))
    assert _record(store, Receipt(read=1, held=1))
    assert _record(store, Receipt(), state="failed")
    assert _record(store, Receipt()), "the failure is over"
    assert _record(store, Receipt(), scope="autumn"), "another scope"
    newest = store.ledger.recent(3)
    assert [(each.scope, each.state, each.reason) for each in newest] == [
        ("autumn", "done", ""),
        ("spring", "done", ""),
        ("spring", "failed", "disk full"),
    ]
    assert (newest[0].started_at, newest[0].finished_at, newest[0].receipt) == (NOON, LATER, Receipt())


def test_the_audit_log_holds_together(store: Store) -> None:
    assert store.audit.verify().is_intact
    assert store.audit.append("ana", "approve", "theme-1", "clear to all", {"passages": 3}) == 1
    assert store.audit.append("ben", "rename", "theme-1", "plainer", {"from": "old ä"}) == 2
    check = store.audit.verify()
    assert (check.events, check.is_intact, check.first_broken) == (2, True, None)
    newest, first = store.audit.recent()
    assert (newest.actor, newest.detail, newest.hash) == ("ben", {"from": "old ä"}, check.head)
    assert first.number == 1


def test_a_decision_and_its_event_stand_together_or_not_at_all(store: Store) -> None:
    def decide_and_fail() -> None:
        with store.transaction():
            store.sources.save(SOURCE)
            store.audit.append("ana", "connect", SOURCE.id, "asked for")
            with store.transaction():
                assert store.sources.all() == (SOURCE,)
            raise KeyError

    with pytest.raises(KeyError):
        decide_and_fail()
    assert store.sources.all() == () and store.audit.verify().events == 0
    with store.transaction():
        store.sources.save(SOURCE)
        store.audit.append("ana", "connect", SOURCE.id, "asked for")
    assert store.sources.all() == (SOURCE,) and store.audit.verify().events == 1


def test_an_inner_write_that_fails_leaves_nothing_though_the_outer_one_goes_on(store: Store) -> None:
    with store.transaction():
        store.sources.save(SOURCE)
        with pytest.raises(WarehouseError), store.transaction():
            store.sources.save(HALLS)
            store.sources.save(replace(SOURCE, id=SourceId("source-clash")))
    assert store.sources.all() == (SOURCE,)


def test_two_stores_that_write_events_at_once_keep_one_chain(store: Store, url: str, keys: Keys) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def write(number: int) -> None:
        with open_store(url, keys) as other:
            for each in range(10):
                other.audit.append(f"actor-{number}", "count", str(each), "")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    check = store.audit.verify()
    assert (check.events, check.is_intact) == (40, True)


def test_counts_name_every_table(store: Store) -> None:
    store.sources.save(SOURCE)
    counts = store.counts()
    assert counts["source"] == 1 and counts["response"] == 0
    assert {"vault_entry", "assignment", "milestone", "audit_event", "lease"} <= counts.keys()
