from __future__ import annotations

from dataclasses import replace

from domain.questions import Option, Question, QuestionRole
from tests.warehouse.samples import AUTUMN, HALLS, SOURCE, SPRING, make_response, save_places
from warehouse.keys import Keys
from warehouse.store import Store

WORRY = Question("qworry", QuestionRole.COMMENT, "T", (("en", "What worries you?"), ("so", "Maxaa ku walwalaya?")), native_id="17")
HOOD = Question(
    "qhood", QuestionRole.GROUP, "L", (("en", "Where do you live?"),), (Option("A1", (("en", "Hill"), ("so", "Buur"))),), native_id="18"
)


def test_questions_come_back_in_order_with_every_language(store: Store) -> None:
    save_places(store)
    assert store.questions.save(SOURCE.id, [HOOD, WORRY])
    assert store.questions.of_source(SOURCE.id) == (HOOD, WORRY)
    assert store.questions.of_source(HALLS.id) == ()
    assert store.questions.of_sources([SOURCE.id, HALLS.id]) == {SOURCE.id: (HOOD, WORRY)}
    assert HOOD.label("A1", "so") == "Buur"
    assert HOOD.label("A1", "fr") == "Hill"
    assert HOOD.label("A9", "fr") == "A9"


def test_the_same_questions_again_are_no_change_and_others_replace_them(store: Store) -> None:
    save_places(store)
    store.questions.save(SOURCE.id, [HOOD, WORRY])
    before = store.fingerprint()
    assert not store.questions.save(SOURCE.id, [HOOD, WORRY])
    assert store.fingerprint() == before
    held = replace(HOOD, held_reason="its options changed")
    assert store.questions.save(SOURCE.id, [held])
    assert store.questions.of_source(SOURCE.id) == (held,)


def test_one_page_of_known_responses_is_asked_for_by_its_ids(store: Store, keys: Keys) -> None:
    save_places(store)
    store.responses.replace([make_response(keys, str(number), None if number == 2 else "it is dark") for number in range(5)], {})
    page = store.responses.known_among(SOURCE.id, ["1", "2", "9"])
    assert page == {name: known for name, known in store.responses.known(SOURCE.id).items() if name in ("1", "2")}
    assert page["2"].held == 1


def test_ids_are_told_of_a_source_or_of_one_round_of_it(store: Store, keys: Keys) -> None:
    save_places(store)
    store.responses.replace([make_response(keys, "1", "dark"), make_response(keys, "2", "loud", round_=AUTUMN)], {})
    store.responses.replace([make_response(keys, "3", "dark", source=HALLS)], {})
    assert sorted(store.responses.external_ids(SOURCE.id)) == ["1", "2"]
    assert list(store.responses.external_ids(SOURCE.id, SPRING.id)) == ["1"]
