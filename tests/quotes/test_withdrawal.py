"""What is withdrawn takes its quotes along, and the releases that carried them."""

from __future__ import annotations

from dataclasses import replace

from digest.pages.write import hash_page, to_json
from domain.action import Release
from domain.ids import ReleaseId
from tests.quotes.town import SPRING, Voiced, approve_by, crowd, propose, publish, quoted, settle
from tests.warehouse.samples import HALLS, NOON
from warehouse.keys import Keys
from warehouse.store import Store

# Three pieces, none of which has six words: six words in a row would not find it.
WORDS = "We wait, in the dark, for a bus. Then we walk back home in the rain. Who will ever repair it, I ask you?"
PIECES = ((0, 21), (33, 45), (69, 92))
SPEAKER = "Mill-lamps-0"


def _release(store: Store, said: list[Voiced]) -> None:
    approve_by(store, propose(store, SPEAKER, "lamps", PIECES))
    page = publish(store)
    assert quoted(page) == [("We wait, in the dark,", "Then we walk", "Who will ever repair it")]
    store.releases.save(Release(ReleaseId("release-q1"), SPRING.id, 1, hash_page(page), "en", NOON), to_json(page))


def _said() -> list[Voiced]:
    people = crowd(12, "lamps")
    return [replace(people[0], text=WORDS), *people[1:], *crowd(12, "noise")]


def test_a_withdrawn_comment_leaves_no_quote_and_no_release_that_carried_it(store: Store, keys: Keys) -> None:
    settle(store, keys, _said())
    _release(store, _said())
    assert store.counts()["quote"] == 1 and store.counts()["quote_decision"] == 2
    store.responses.withdraw(HALLS.id, [SPEAKER])
    assert store.counts()["quote"] == store.counts()["quote_decision"] == 0
    (release,) = store.releases.of_round(SPRING.id)
    assert release.withdrawn_at is not None and "dark" not in store.releases.page(release.id)


def test_somebody_else_s_withdrawal_leaves_the_release_as_it_is(store: Store, keys: Keys) -> None:
    settle(store, keys, _said())
    _release(store, _said())
    store.responses.withdraw(HALLS.id, ["Mill-lamps-5"])
    (release,) = store.releases.of_round(SPRING.id)
    assert release.withdrawn_at is None
    assert store.counts()["quote"] == 1


def test_what_was_proposed_before_stays_as_people_left_it(store: Store, keys: Keys) -> None:
    settle(store, keys, _said())
    first = propose(store, SPEAKER, "lamps")
    assert store.quotes.propose([replace(first, score=0.9, pieces=PIECES)]) == 0
    assert store.quotes.of_round(SPRING.id) == (first,)
