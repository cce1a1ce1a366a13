"""What is remembered of held words, and what decisions do to rows, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.errors import VaultError
from domain.held import DISCARDED, KEPT, SAID_BY_PERSON, Hold, HoldState
from domain.ids import CommentId, ResponseId
from domain.listening import Span, StoredResponse
from domain.text import RawText, RedactedText
from tests.warehouse.samples import SOURCE, SPRING, make_response, raw_of, save_places
from warehouse.comments import HeldCount
from warehouse.held import Released
from warehouse.keys import Keys
from warehouse.store import Store

WAITING = Hold(HoldState.WAITING, "a" * 64, (Span(3, 9, "PERSON"),))
RELEASED = Hold(HoldState.RELEASED, "a" * 64, (Span(3, 9, "PERSON"), Span(10, 20, KEPT)), "es")


@pytest.fixture
def held(store: Store, keys: Keys) -> StoredResponse:
    """A response with a held comment and one in words, whose hold is remembered."""
    save_places(store)
    one = make_response(keys, "1", None, "the lamp [PERSON 1]")
    store.responses.replace([one], raw_of([one]))
    store.holds.keep({one.comments[0].id: WAITING})
    return one


def id_of(response: StoredResponse, place: int = 0) -> CommentId:
    return response.comments[place].id


def test_what_is_remembered_comes_back(store: Store, held: StoredResponse) -> None:
    assert store.holds.of_responses([held.id, ResponseId("response-none")]) == {held.id: {id_of(held): WAITING}}
    found = store.holds.of_comments([id_of(held), id_of(held, 1), CommentId("comment-none")])
    assert {each: (one.hold, one.is_waiting, one.has_words) for each, one in found.items()} == {
        id_of(held): (WAITING, True, True),
        id_of(held, 1): (None, False, True),
    }


def test_remembering_the_same_again_keeps_its_date(store: Store, held: StoredResponse) -> None:
    before = store.holds.of_comments([id_of(held)])[id_of(held)].hold
    store.holds.keep({id_of(held): replace(WAITING, decided_at=datetime(2031, 1, 1, tzinfo=UTC))})
    after = store.holds.of_comments([id_of(held)])[id_of(held)].hold
    assert before is not None and after is not None
    assert before.decided_at == after.decided_at
    store.holds.keep({}, forgotten=[id_of(held)])
    assert store.holds.of_responses([held.id]) == {}


def test_a_release_makes_an_ordinary_comment(store: Store, held: StoredResponse) -> None:
    text = RedactedText("la lámpara [PERSON 2]")
    store.holds.release([Released(id_of(held), text, (("PERSON", 1),), RELEASED)])
    one = next(each for each in store.comments.of_rounds([SPRING.id]) if each.id == id_of(held))
    assert (one.text, one.held_reason, one.redacted) == (text, None, (("PERSON", 1),))
    assert (one.language, one.language_made_by) == ("es", SAID_BY_PERSON)
    assert store.holds.of_responses([held.id]) == {held.id: {id_of(held): RELEASED}}
    assert store.comments.held() == store.comments.list_held() == ()
    assert id_of(held) in {each.id for each in store.passages.uncut([SPRING.id], "1")}
    assert store.holds.placeholders_in(held.id) == ("[PERSON 1]", "[PERSON 2]")


def test_discarding_leaves_a_count_and_no_words(store: Store, held: StoredResponse) -> None:
    store.holds.discard({id_of(held): Hold(HoldState.DISCARDED, "a" * 64)})
    assert store.comments.discarded() == (HeldCount(SPRING.id, DISCARDED, 1),)
    assert store.comments.held() == store.comments.list_held() == ()
    assert {each.held for each in store.responses.known(SOURCE.id).values()} == {0}
    with pytest.raises(VaultError):
        store.vault.read(id_of(held), actor="Rowan", why="looked")
    assert store.vault.read(id_of(held, 1), actor="Rowan", why="looked")


def test_the_last_words_of_a_person_take_their_key_with_them(store: Store, keys: Keys) -> None:
    save_places(store)
    one = make_response(keys, "1", None)
    store.responses.replace([one], raw_of([one]))
    store.holds.discard({id_of(one): Hold(HoldState.DISCARDED, "a" * 64)})
    assert (store.counts()["vault_entry"], store.counts()["vault_key"]) == (0, 0)


def test_a_withdrawn_response_takes_its_hold_with_it(store: Store, held: StoredResponse) -> None:
    store.responses.withdraw(SOURCE.id, [held.external_id])
    assert store.counts()["hold_decision"] == 0


def test_an_id_is_found_by_its_beginning_and_nothing_stands_for_any_letter(store: Store, held: StoredResponse) -> None:
    assert {each.id for each in store.holds.find("comment-")} >= {id_of(held), id_of(held, 1)}
    assert [each.id for each in store.holds.find(id_of(held))] == [id_of(held)]
    assert store.holds.find("comment-%") == store.holds.find("comment_") == ()


def test_a_hash_tells_words_apart_and_needs_the_key(store: Store) -> None:
    assert store.holds.hash_of(RawText("a")) == store.holds.hash_of(RawText("a"))
    assert store.holds.hash_of(RawText("a")) != store.holds.hash_of(RawText("b"))
