from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.ids import PassageId
from domain.kinds import BY_PERSON, Kind, Leaning, PassageKind
from tests.warehouse.samples import AUTUMN, CUTTER, SOURCE, SPRING, cut_whole, make_response, raw_of, save_places
from warehouse.keys import Keys, create_keys
from warehouse.store import Store, open_store

TEXTS = ("the lamp on Mill Road is dark", "more buses please", "thank you all", "when does it open")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return create_keys(tmp_path_factory.mktemp("installation") / "keys")


@pytest.fixture
def store(tmp_path: Path, keys: Keys) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/hearback.db", keys) as opened:
        keep(opened, keys, TEXTS)
        yield opened


def keep(store: Store, keys: Keys, texts: tuple[str, ...]) -> None:
    save_places(store)
    responses = [make_response(keys, str(number), text) for number, text in enumerate(texts)]
    store.responses.replace(responses, raw_of(responses))
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for one in responses for each in one.comments})


def tell_all(store: Store, *, made_by: str = "kinds-1") -> list[PassageKind]:
    passages = store.passages.of_rounds([SPRING.id])
    return [PassageKind(each.passage.id, Kind.CONCERN, Leaning.MORE, 0.5, made_by) for each in passages]


def test_a_kind_is_kept_as_it_was_told(store: Store) -> None:
    told = tell_all(store)
    assert store.kinds.save(told) == (4, 0)
    assert store.kinds.of_rounds([SPRING.id]) == {each.passage_id: each for each in told}
    assert store.kinds.of_rounds([AUTUMN.id]) == {}


def test_the_same_kinds_again_change_nothing(store: Store) -> None:
    store.kinds.save(tell_all(store))
    before = store.fingerprint()
    assert store.kinds.save(tell_all(store)) == (0, 4)
    assert store.fingerprint() == before


def test_a_kind_goes_with_what_was_said(store: Store) -> None:
    store.kinds.save(tell_all(store))
    assert store.responses.withdraw(SOURCE.id, ["0"]) == 1
    left = store.passages.of_rounds([SPRING.id])
    assert len(left) == 3
    assert set(store.kinds.of_rounds([SPRING.id])) == {each.passage.id for each in left}
    assert store.counts()["passage_kind"] == 3


def test_a_kind_goes_with_a_passage_that_is_cut_anew(store: Store) -> None:
    store.kinds.save(tell_all(store))
    comment = store.comments.of_rounds([SPRING.id])[0]
    half = replace(cut_whole(comment), id=PassageId("passage-half"), end=5, text=(comment.text or "")[:5])
    store.passages.save("cutter-2", {comment.id: [half]})
    assert store.counts()["passage_kind"] == 3


def test_what_a_person_said_stays_when_a_later_version_tells_otherwise(store: Store) -> None:
    told = tell_all(store)
    decided = replace(told[0], kind=Kind.PRAISE, leaning=None, score=1.0, made_by=BY_PERSON)
    store.kinds.save([decided, *told[1:]])
    later = [replace(each, kind=Kind.QUESTION, made_by="kinds-2") for each in told]
    assert store.kinds.save(later) == (3, 1)
    assert store.kinds.of_rounds([SPRING.id])[told[0].passage_id] == decided
    changed_mind = replace(decided, kind=Kind.CONCERN)
    assert store.kinds.save([changed_mind]) == (1, 0)


def test_a_passage_withdrawn_meanwhile_is_passed_over(store: Store) -> None:
    gone = replace(tell_all(store)[0], passage_id=PassageId("passage-gone"))
    assert store.kinds.save([gone, *tell_all(store)]) == (4, 0)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_saving_in_any_order_and_twice_is_saving_once(store: Store, data: st.DataObject) -> None:
    passages = [each.passage.id for each in store.passages.of_rounds([SPRING.id])]
    told = [
        PassageKind(each, data.draw(st.sampled_from(Kind)), data.draw(st.none() | st.sampled_from(Leaning)), 0.7, "kinds-1")
        for each in passages
    ]
    store.kinds.save(told)
    store.kinds.save(data.draw(st.permutations(told)))
    assert store.kinds.of_rounds([SPRING.id]) == {each.passage_id: each for each in told}
