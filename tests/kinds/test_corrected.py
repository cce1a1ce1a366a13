from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.kinds import correct_kind, describe_kind
from domain.errors import WrongUse
from domain.ids import PassageId
from domain.kinds import BY_PERSON, Kind, Leaning, PassageKind
from tests.kinds.test_stored import TEXTS, keep
from tests.warehouse.samples import SPRING
from warehouse.keys import create_keys
from warehouse.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    keys = create_keys(tmp_path / "keys")
    with open_store(f"sqlite:///{tmp_path}/hearback.db", keys) as opened:
        keep(opened, keys, TEXTS)
        yield opened


def first(store: Store) -> PassageId:
    return store.passages.of_rounds([SPRING.id])[0].passage.id


def test_a_person_says_what_a_passage_is_with_its_event(store: Store) -> None:
    store.kinds.save([PassageKind(first(store), Kind.CONCERN, None, 0.6, "kinds-1")])
    correct_kind(store, first(store), Kind.SUGGESTION, Leaning.LESS, actor="Ana", why="it asks for fewer")
    assert store.kinds.get(first(store)) == PassageKind(first(store), Kind.SUGGESTION, Leaning.LESS, 1.0, BY_PERSON)
    (event,) = store.audit.recent(10, ["passage kind corrected"])
    assert (event.actor, event.subject, event.why) == ("Ana", first(store), "it asks for fewer")
    assert event.detail == {"from": "concern", "to": "suggestion, less"}


def test_no_run_says_otherwise_afterwards(store: Store) -> None:
    correct_kind(store, first(store), Kind.QUESTION, None, actor="Ana")
    store.kinds.save([PassageKind(first(store), Kind.CONCERN, None, 0.9, "kinds-2")])
    told = store.kinds.get(first(store))
    assert told is not None and told.kind is Kind.QUESTION


def test_what_was_said_already_is_no_new_decision(store: Store) -> None:
    correct_kind(store, first(store), Kind.PRAISE, None, actor="Ana")
    with pytest.raises(WrongUse, match="already"):
        correct_kind(store, first(store), Kind.PRAISE, None, actor="Bea")
    assert len(store.audit.recent(10, ["passage kind corrected"])) == 1


def test_a_passage_that_is_gone_leaves_no_event(store: Store) -> None:
    with pytest.raises(WrongUse, match="not there"):
        correct_kind(store, PassageId("passage-gone"), Kind.PRAISE, None, actor="Ana")
    assert store.audit.recent(10, ["passage kind corrected"]) == ()


def test_what_nobody_told_says_so() -> None:
    assert describe_kind(None) == "not told"
