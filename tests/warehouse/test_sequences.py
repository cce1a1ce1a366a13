"""Whatever is replaced and withdrawn in whatever order, the warehouse holds what a dictionary would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.listening import StoredResponse
from tests.warehouse.postgresql import PostgreSQL
from tests.warehouse.samples import AUTUMN, CUTTER, MODEL, SOURCE, SPRING, cut_whole, embed, make_response, raw_of, save_places
from warehouse.keys import Keys
from warehouse.store import Store, open_store

_names = st.sampled_from(["1", "2", "3", "4"])
_texts = st.lists(st.one_of(st.none(), st.sampled_from(["lamp", "noise", "bus", "ä 𝄞"])), max_size=3)
_submissions = st.lists(st.tuples(_names, st.sampled_from([SPRING, AUTUMN]), _texts), max_size=4, unique_by=lambda each: each[0])
_steps = st.lists(st.one_of(_submissions.map(tuple), st.frozensets(_names, max_size=2)), min_size=1, max_size=6)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Iterator[Store]:
    """One store for all examples; each empties it first."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('sequences')}/hearback.db"
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        url = server.make_schema("hearback_sequences")
    with open_store(url, keys) as store:
        save_places(store)
        yield store


def _process(store: Store) -> None:
    """What the later stages do with all comments."""
    waiting = store.passages.uncut([SPRING.id, AUTUMN.id], CUTTER)
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for each in waiting})
    embed(store)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_steps)
def test_the_warehouse_holds_what_a_dictionary_would(shared: Store, keys: Keys, steps: list[object]) -> None:
    shared.responses.withdraw(SOURCE.id, ["1", "2", "3", "4"])
    model: dict[str, StoredResponse] = {}
    for step in steps:
        if isinstance(step, frozenset):
            assert shared.responses.withdraw(SOURCE.id, step) == len(step & model.keys())
            model = {name: one for name, one in model.items() if name not in step}
        else:
            assert isinstance(step, tuple)
            page = [make_response(keys, name, *texts, round_=round_) for name, round_, texts in step]
            written, unchanged = shared.responses.replace(page, raw_of(page))
            assert unchanged == sum(model.get(one.external_id) == one for one in page) and written + unchanged == len(page)
            model |= {one.external_id: one for one in page}
        _process(shared)
    _check(shared, model)


def _check(store: Store, model: dict[str, StoredResponse]) -> None:
    comments = {each for one in model.values() for each in one.comments}
    texts = [each.text for each in comments if each.text is not None]
    both = [SPRING.id, AUTUMN.id]
    assert set(store.responses.of_rounds(both)) == {replace(one, comments=()) for one in model.values()}
    assert set(store.comments.of_rounds(both)) == comments
    passages = store.passages.of_rounds(both)
    assert sorted(each.passage.text for each in passages) == sorted(texts)
    assert len(store.vectors.of(MODEL, [each.passage.text for each in passages])) == len(texts)
    counts = store.counts()
    assert counts["embedding"] == len(set(texts))
    assert counts["vault_entry"] == len(comments)
    assert counts["person"] == len(model)
    assert counts["vault_key"] == len({each.person_id for each in comments})


def test_the_same_content_has_the_same_fingerprint_on_both_databases(keys: Keys, tmp_path: Path, postgresql: PostgreSQL) -> None:
    from tests.warehouse.samples import fill

    fingerprints = set()
    for url in (f"sqlite:///{tmp_path}/hearback.db", postgresql.make_schema("hearback_fingerprint")):
        with open_store(url, keys) as store:
            fill(store, keys)
            fingerprints.add(store.fingerprint())
            store.rounds.save(replace(SPRING, title="Another"))
            assert store.fingerprint() not in fingerprints
    assert len(fingerprints) == 1
