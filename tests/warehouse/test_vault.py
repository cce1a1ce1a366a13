from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from domain.errors import VaultError
from domain.ids import CommentId, PersonId
from domain.listening import StoredResponse
from domain.text import RawText, RedactedText
from tests.warehouse.samples import HALLS, SOURCE, fill, make_response, raw_of, save_places
from warehouse.keys import Keys, create_keys, pseudonym
from warehouse.store import Store, open_store


def _execute(url: str, statement: str, **values: object) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def test_raw_words_come_back_and_the_reading_is_on_record(store: Store, keys: Keys) -> None:
    given = fill(store, keys)
    raw = raw_of(given)
    comment = given[0].comments[0]
    assert store.vault.read(comment.id, actor="ana", why="an appeal") == raw[comment.id]
    (event,) = store.audit.recent()
    assert (event.actor, event.action, event.subject, event.why) == ("ana", "read raw words", comment.id, "an appeal")


def test_any_words_survive_the_vault(store: Store, keys: Keys) -> None:
    save_places(store)
    words = RawText("\x00 \ud800 𝄞 كلمات\n" * 50)
    one = make_response(keys, "1", "redacted")
    store.responses.replace([one], {one.comments[0].id: words})
    assert store.vault.read(one.comments[0].id, actor="ana", why="") == words


def test_raw_words_are_not_read_within_a_transaction(store: Store, keys: Keys) -> None:
    given = fill(store, keys)
    with store.transaction(), pytest.raises(VaultError, match="within a transaction"):
        store.vault.read(given[0].comments[0].id, actor="ana", why="")


def test_a_comment_without_raw_words_is_told_apart(store: Store, keys: Keys) -> None:
    with pytest.raises(VaultError, match="no words of this comment"):
        store.vault.read(CommentId("comment-none"), actor="ana", why="")
    assert store.audit.verify().events == 0


def test_a_sealed_text_moved_to_another_row_does_not_open(store: Store, url: str, keys: Keys) -> None:
    given = fill(store, keys)
    first, second = given[0].comments
    swap = "UPDATE vault_entry SET sealed_words = (SELECT sealed_words FROM vault_entry WHERE comment_id = :other) WHERE comment_id = :one"
    _execute(url, swap, one=first.id, other=second.id)
    with pytest.raises(VaultError, match="does not open") as caught:
        store.vault.read(first.id, actor="ana", why="")
    assert "Ysolde" not in str(caught.value)
    assert store.vault.read(second.id, actor="ana", why="")


def test_a_key_moved_to_another_person_does_not_open(store: Store, url: str, keys: Keys) -> None:
    given = fill(store, keys)
    swap = "UPDATE vault_key SET wrapped_key = (SELECT wrapped_key FROM vault_key WHERE person_id = :other) WHERE person_id = :one"
    _execute(url, swap, one=given[0].person_id, other=given[1].person_id)
    with pytest.raises(VaultError, match="does not open"):
        store.vault.read(given[0].comments[0].id, actor="ana", why="")


def test_new_raw_words_replace_the_old_though_redaction_made_the_same_of_them(store: Store, keys: Keys) -> None:
    given = fill(store, keys)
    comment = given[0].comments[0]
    assert store.responses.replace(given[:1], {comment.id: RawText("another name")}) == (1, 0)
    assert store.vault.read(comment.id, actor="ana", why="") == RawText("another name")
    assert store.counts()["passage"] == 8, "what was cut from the redacted words stays"


def test_expired_raw_words_are_destroyed_with_their_keys(store: Store, keys: Keys) -> None:
    fill(store, keys)
    now = datetime.now(UTC)
    assert store.vault.destroy_expired(SOURCE.id, now - timedelta(hours=1)) == 0
    assert store.vault.destroy_expired(HALLS.id, now + timedelta(hours=1)) == 0
    assert store.vault.destroy_expired(SOURCE.id, now + timedelta(hours=1)) == 8
    counts = store.counts()
    assert (counts["vault_entry"], counts["vault_key"], counts["comment"], counts["passage"]) == (0, 0, 8, 8)


@pytest.mark.parametrize(("is_vault_other", "named"), [(True, "vault key"), (False, "pseudonym key")])
def test_keys_of_another_installation_are_refused(
    store: Store, url: str, keys: Keys, tmp_path: Path, is_vault_other: bool, named: str
) -> None:
    other = create_keys(tmp_path / "other")
    mixed = Keys(other.vault, keys.pseudonym) if is_vault_other else Keys(keys.vault, other.pseudonym)
    with pytest.raises(VaultError, match=f"The {named} here is not the one") as caught:
        open_store(url, mixed)
    assert "backup" in caught.value.next_step


def test_keys_show_themselves_nowhere(keys: Keys) -> None:
    from rich.pretty import pretty_repr

    assert {repr(keys), str(keys), f"{keys}", pretty_repr(keys)} == {"Keys(…)"}
    with pytest.raises(TypeError):
        pickle.dumps(keys)


SAID, OTHERWISE_SAID = "s" * 32, "o" * 32


def _with(one: StoredResponse, content_hash: str, *, text: str | None = "redacted", person_id: str | None = None) -> StoredResponse:
    """The response with one comment, as other rules or another panel make it of the same answers or of others."""
    whose = PersonId(person_id or one.person_id)
    reason = None if text else "language unknown"
    comment = replace(one.comments[0], text=text and RedactedText(text), held_reason=reason, person_id=whose)
    return replace(one, content_hash=content_hash, comments=(comment,), person_id=whose)


def _destroy_all(store: Store) -> None:
    assert store.vault.destroy_expired(SOURCE.id, datetime.now(UTC) + timedelta(hours=1))


def _store_one(store: Store, keys: Keys) -> tuple[StoredResponse, dict[CommentId, RawText]]:
    save_places(store)
    one = _with(make_response(keys, "1", "redacted"), SAID + "rules 1")
    raw = {one.comments[0].id: RawText("said")}
    store.responses.replace([one], raw)
    return one, raw


def test_words_whose_time_was_over_stay_destroyed_when_the_rules_of_redaction_change(store: Store, keys: Keys) -> None:
    one, raw = _store_one(store, keys)
    _destroy_all(store)
    assert store.responses.replace([_with(one, SAID + "rules 2", text="redacted otherwise")], raw) == (1, 0)
    assert (store.counts()["vault_entry"], store.counts()["vault_key"]) == (0, 0)


def test_destroyed_words_come_back_where_a_person_must_see_them_or_said_something_else(store: Store, keys: Keys) -> None:
    one, raw = _store_one(store, keys)
    for changed in (_with(one, SAID + "rules 2", text=None), _with(one, OTHERWISE_SAID)):
        _destroy_all(store)
        store.responses.replace([changed], raw)
        assert store.vault.read(one.comments[0].id, actor="ana", why="") == RawText("said")


def test_words_that_are_another_persons_now_keep_their_date_and_open(store: Store, keys: Keys) -> None:
    one, raw = _store_one(store, keys)
    before = store.evidence.raw_kept()
    other = pseudonym(keys, "safety", RawText("token 1"), panel="residents")
    store.responses.replace([_with(one, SAID + "panel", person_id=other)], raw)
    assert store.evidence.raw_kept() == before
    assert store.vault.read(one.comments[0].id, actor="ana", why="") == RawText("said")
    assert store.counts()["vault_key"] == store.counts()["person"] == 1
