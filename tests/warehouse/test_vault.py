from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from domain.errors import VaultError
from domain.ids import CommentId
from domain.text import RawText
from tests.warehouse.samples import HALLS, SOURCE, fill, make_response, raw_of, save_places
from warehouse.keys import Keys, create_keys
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
