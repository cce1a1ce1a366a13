from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.kinds import always, by_words, compare, read_demo
from demo.town.comments import read_comments
from demo.town.kinds import read_true_kinds
from domain.kinds import BY_PERSON, Kind, PassageKind
from domain.receipt import Receipt
from flows.steps.kinds import kinds
from flows.steps.prepare import cut, embed
from flows.steps.pull import pull
from flows.steps.stage import opened_store
from tests.flows.town import ROUND, SmallTown, small_town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallTown]:
    with small_town(tmp_path_factory.mktemp("town"), languages=("en", "es"), people=30) as made:
        pull(made.settings, "survey", ROUND)
        cut(made.settings, ROUND)
        embed(made.settings, ROUND)
        yield made


@pytest.fixture(scope="module")
def first(town: SmallTown) -> Receipt:
    return kinds(town.settings, ROUND)


def told(town: SmallTown) -> dict[str, PassageKind]:
    with opened_store(town.settings) as store:
        return {str(key): each for key, each in store.kinds.of_rounds([each.id for each in store.rounds.all()]).items()}


def test_every_passage_gets_a_kind(town: SmallTown, first: Receipt) -> None:
    with opened_store(town.settings) as store:
        passages = store.passages.of_rounds([each.id for each in store.rounds.all()])
    assert first == Receipt(read=len(passages), written=len(passages)) and len(passages) > 30
    assert set(told(town)) == {each.passage.id for each in passages}
    assert {Kind.CONCERN, Kind.SUGGESTION} <= {each.kind for each in told(town).values()}


def test_the_stage_again_tells_nothing_anew(town: SmallTown, first: Receipt) -> None:
    before = told(town)
    again = kinds(town.settings, ROUND)
    assert again == Receipt(read=first.read, unchanged=first.read)
    assert told(town) == before


def test_only_what_lacks_a_kind_of_this_version_is_told(town: SmallTown, first: Receipt) -> None:
    before = told(town)
    old, decided = sorted(before)[:2]
    with opened_store(town.settings) as store:
        store.kinds.save([PassageKind(before[old].passage_id, Kind.PRAISE, None, 0.1, "kinds-0")])
        store.kinds.save([PassageKind(before[decided].passage_id, Kind.QUESTION, None, 1.0, BY_PERSON)])
    assert kinds(town.settings, ROUND) == Receipt(read=first.read, written=1, unchanged=first.read - 1)
    after = told(town)
    assert after[old] == before[old]
    assert after[decided].kind is Kind.QUESTION and after[decided].made_by == BY_PERSON


def test_the_ledger_keeps_counts_and_no_words(town: SmallTown, first: Receipt) -> None:
    with opened_store(town.settings) as store:
        noted = [each for each in store.ledger.recent(50) if each.flow == "kinds"]
        words = {each.passage.text for each in store.passages.of_rounds([each.id for each in store.rounds.all()])}
    assert noted
    assert not any(text in repr(noted) for text in words if len(text) > 10)


def test_the_demo_knows_the_kind_of_each_comment() -> None:
    assert set(read_true_kinds()) == {each.key for each in read_comments()}
    assert all(true for true, _ in read_true_kinds().values())


def test_words_alone_tell_kinds_far_better_than_the_commonest_one_does() -> None:
    aside = read_demo(is_aside=True)
    ours, plain = compare(aside, by_words, is_short=True), compare(aside, always, is_short=True)
    assert ours["right"] > plain["right"] + 0.08
    assert ours["macro_f1"] > plain["macro_f1"] * 2
