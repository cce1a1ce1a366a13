from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import WarehouseError
from domain.ids import CommentId, RoundId
from domain.listening import Round, Translation
from domain.text import RawText, RedactedText
from tests.warehouse.samples import (
    AUTUMN,
    CUTTER,
    HALL,
    HALLS,
    SOURCE,
    SPRING,
    cut_whole,
    fill,
    make_comment,
    make_response,
    raw_of,
    save_places,
    theme_spring,
)
from warehouse.comments import HeldCount
from warehouse.keys import Keys
from warehouse.responses import KnownResponse
from warehouse.store import Store


def test_rounds_come_in_order_of_time_whatever_the_order_of_saving(store: Store) -> None:
    save_places(store)
    undated = Round(RoundId("round-x"), "pilot", "Pilot")
    store.rounds.save(undated)
    assert store.rounds.all() == (undated, SPRING, AUTUMN)
    assert store.rounds.get(AUTUMN.id) == AUTUMN


def test_saving_the_same_place_again_changes_nothing_and_another_title_does(store: Store) -> None:
    assert [store.sources.save(SOURCE), store.sources.save(SOURCE)] == [True, False]
    assert [store.rounds.save(SPRING), store.rounds.save(SPRING)] == [True, False]
    assert store.rounds.save(replace(SPRING, title="Spring", ends_on=date(2026, 6, 1)))
    assert store.rounds.get(SPRING.id).title == "Spring"


def test_a_session_comes_back_as_it_was_saved(store: Store) -> None:
    save_places(store)
    assert store.sessions.of_rounds([SPRING.id]) == (HALL,)
    assert store.sessions.of_rounds([AUTUMN.id]) == ()
    assert not store.sessions.save(HALL)


def test_an_unknown_round_is_refused_with_the_next_step(store: Store) -> None:
    with pytest.raises(WarehouseError, match="hearback pull"):
        store.rounds.get(RoundId("round-none"))


def test_responses_and_comments_come_back_as_they_were_saved(store: Store, keys: Keys) -> None:
    save_places(store)
    given = [make_response(keys, name, f"words of {name} ä 𝄞 العربية", None) for name in ("b", "a")]
    assert store.responses.replace(given, raw_of(given)) == (2, 0)
    stored = store.responses.of_rounds([SPRING.id])
    assert set(stored) == {replace(each, comments=()) for each in given}
    assert [each.id for each in stored] == sorted(each.id for each in given)
    assert set(store.comments.of_rounds([SPRING.id])) == {each for one in given for each in one.comments}
    assert store.comments.held() == (HeldCount(SPRING.id, "language unknown", 2),)


def test_the_warehouse_knows_a_response_by_the_sources_own_id(store: Store, keys: Keys) -> None:
    save_places(store)
    given = make_response(keys, "17", "words", None, None)
    store.responses.replace([given], {})
    assert store.responses.known(SOURCE.id) == {"17": KnownResponse(given.content_hash, SPRING.id, 2, "language unknown")}
    assert store.responses.known(HALLS.id) == {}


def test_replacing_with_the_same_changes_nothing(store: Store, keys: Keys) -> None:
    given = fill(store, keys)
    before = store.fingerprint()
    assert store.responses.replace(given, raw_of(given)) == (0, len(given))
    assert store.fingerprint() == before


def test_a_comment_that_stays_equal_keeps_its_passages_and_translation(store: Store, keys: Keys) -> None:
    given = fill(store, keys)
    first, second = given[0].comments
    made = Translation(RedactedText("la lámpara"), "es", "human")
    store.comments.save_translations({first.id: made, second.id: made})
    changed = replace(given[0], content_hash="new", comments=(first, replace(second, text=RedactedText("it is very loud"))))
    assert store.responses.replace([changed], {}) == (1, 0)
    kept = {each.passage.comment_id for each in store.passages.of_rounds([SPRING.id])}
    assert first.id in kept and second.id not in kept
    translations = {each.id: each.translation for each in store.comments.of_rounds([SPRING.id])}
    assert translations[first.id] == made and translations[second.id] is None
    assert second.id in {each.id for each in store.passages.uncut([SPRING.id], CUTTER)}


def test_a_comment_left_out_of_its_response_goes_with_all_that_follows(store: Store, keys: Keys) -> None:
    given = fill(store, keys)
    before = store.counts()
    store.responses.replace([replace(given[0], comments=given[0].comments[:1])], {})
    after = store.counts()
    fewer = {name: before[name] - after[name] for name in before if before[name] != after[name]}
    assert fewer == {"comment": 1, "comment_redaction": 2, "passage": 1, "assignment": 1, "vault_entry": 1, "pending_scrub": -1}


def test_raw_words_of_a_comment_not_given_are_refused(store: Store, keys: Keys) -> None:
    save_places(store)
    with pytest.raises(ValueError, match="1 raw texts"):
        store.responses.replace([make_response(keys, "1", "words")], {CommentId("comment-other"): RawText("secret")})


def test_two_responses_of_one_id_are_refused_and_not_merged(store: Store, keys: Keys) -> None:
    save_places(store)
    with pytest.raises(WarehouseError, match="1 responses have the same id"):
        store.responses.replace([make_response(keys, "1", "one"), make_response(keys, "1", "other")], {})
    assert store.counts()["response"] == 0


def test_a_comment_held_before_keeps_its_raw_words_when_it_is_released(store: Store, keys: Keys) -> None:
    save_places(store)
    held = make_response(keys, "1", None)
    raw = raw_of([held])
    store.responses.replace([held], raw)
    released = replace(held, comments=(replace(held.comments[0], text=RedactedText("words"), held_reason=None),))
    assert store.responses.replace([released], {}) == (1, 0)
    assert store.comments.held() == ()
    assert store.vault.read(held.comments[0].id, actor="ana", why="to check") == raw[held.comments[0].id]


def test_a_withdrawn_response_leaves_nothing(store: Store, keys: Keys) -> None:
    save_places(store)
    empty = store.counts()
    responses = [make_response(keys, "1", "words here"), make_response(keys, "2", "others", None)]
    store.responses.replace(responses, raw_of(responses))
    run = theme_spring(store)
    assert store.themes.assignments(run.id)
    assert store.responses.withdraw(SOURCE.id, ["1", "2", "never seen"]) == 2
    assert store.scrub().is_done
    kept = {"theme", "theme_event", "theming_run"}
    assert {name: count for name, count in store.counts().items() if name not in kept} == {
        name: count for name, count in empty.items() if name not in kept
    }


def test_a_vector_stays_as_long_as_another_persons_passage_says_the_same(store: Store, keys: Keys) -> None:
    save_places(store)
    store.responses.replace([make_response(keys, "1", "same words"), make_response(keys, "2", "same words")], {})
    theme_spring(store)
    assert store.counts()["embedding"] == 1
    store.responses.withdraw(SOURCE.id, ["1"])
    assert store.counts()["embedding"] == 1
    store.responses.withdraw(SOURCE.id, ["2"])
    assert store.counts()["embedding"] == 0


def test_a_person_with_two_responses_stays_until_the_last_is_withdrawn(store: Store, keys: Keys) -> None:
    save_places(store)
    one = make_response(keys, "1", "words")
    other = replace(make_response(keys, "2"), person_id=one.person_id)
    store.responses.replace([one, other], raw_of([one]))
    store.responses.withdraw(SOURCE.id, ["1"])
    assert store.counts()["person"] == 1
    store.responses.withdraw(SOURCE.id, ["2"])
    assert (store.counts()["person"], store.counts()["vault_key"]) == (0, 0)


def test_only_words_of_another_language_without_a_translation_wait_for_one(store: Store, keys: Keys) -> None:
    save_places(store)
    one = make_response(keys, "1")
    waiting, english, held, context = (
        make_comment(one.id, one.person_id, "palabras", question="q0", language="es"),
        make_comment(one.id, one.person_id, "words", question="q1"),
        make_comment(one.id, one.person_id, None, question="q2", language="es"),
        make_comment(one.id, one.person_id, "pregunta", question="q3", language="es", is_context=True),
    )
    store.responses.replace([replace(one, comments=(waiting, english, held, context))], {})
    assert store.comments.untranslated([SPRING.id], "en") == (waiting,)
    made = Translation(RedactedText("words"), "en", "apertium 3.9")
    assert store.comments.save_translations({waiting.id: made}) == (1, 0)
    assert store.comments.save_translations({waiting.id: made, CommentId("comment-gone"): made}) == (0, 1)
    assert store.comments.untranslated([SPRING.id], "en") == ()
    assert store.comments.untranslated([SPRING.id], "fr") == (replace(waiting, translation=made), english)


def test_comments_that_were_cut_wait_only_for_a_new_version_of_the_cutter(store: Store, keys: Keys) -> None:
    save_places(store)
    one = make_response(keys, "1", "first thing", "", None)
    store.responses.replace([one], {})
    first, empty, _ = one.comments
    assert set(store.passages.uncut([SPRING.id], CUTTER)) == {first, empty}
    assert store.passages.save(CUTTER, {first.id: [cut_whole(first)], empty.id: []}) == (1, 0)
    assert store.passages.uncut([SPRING.id], CUTTER) == ()
    assert set(store.passages.uncut([SPRING.id], "cutter-2")) == {first, empty}
    assert store.passages.save("cutter-2", {first.id: [cut_whole(first)]}) == (0, 1)


def test_a_passage_that_its_comment_does_not_say_is_refused(store: Store, keys: Keys) -> None:
    save_places(store)
    one = make_response(keys, "1", "these are words")
    store.responses.replace([one], {})
    wrong = replace(cut_whole(one.comments[0]), end=3)
    with pytest.raises(WarehouseError) as caught:
        store.passages.save(CUTTER, {wrong.comment_id: [wrong]})
    assert "words" not in str(caught.value)
    assert store.passages.of_rounds([SPRING.id]) == ()


def test_passages_know_who_said_them_where_and_whether_they_may_be_quoted(store: Store, keys: Keys) -> None:
    save_places(store)
    survey = make_response(keys, "1", "from the survey", round_=AUTUMN)
    spoken = make_response(keys, "2", "from the hall", source=HALLS)
    comments = tuple(replace(each, session_id=HALL.id, language="so") for each in spoken.comments)
    store.responses.replace([survey, replace(spoken, session_id=HALL.id, comments=comments)], {})
    store.passages.save(CUTTER, {each.id: [cut_whole(each)] for each in (*survey.comments, *comments)})
    first, second = store.passages.of_rounds([AUTUMN.id, SPRING.id])
    assert (first.round_id, first.session_id, first.source_id, first.language) == (SPRING.id, HALL.id, HALLS.id, "so")
    assert (second.round_id, second.person_id, second.session_id) == (AUTUMN.id, survey.person_id, None)
    assert first.may_quote and second.may_quote
    store.sessions.save(replace(HALL, may_quote=False))
    assert [each.may_quote for each in store.passages.of_rounds([AUTUMN.id, SPRING.id])] == [False, True]


def test_what_is_held_is_listed_with_its_place_and_without_its_words(store: Store, keys: Keys) -> None:
    save_places(store)
    responses = [make_response(keys, str(number), "words", None if number != 9 else "more words") for number in (10, 9, 2)]
    store.responses.replace(responses, {})
    listed = store.comments.list_held()
    assert [(each.source, each.round, each.external_id, each.reason) for each in listed] == [
        ("safety", "2026-spring", "2", "language unknown"),
        ("safety", "2026-spring", "10", "language unknown"),
    ]
