"""Somebody with the database and without the keys changes the vault: it is noticed, the row is named, and no word is told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from domain.errors import VaultError
from domain.ids import CommentId, PersonId
from domain.listening import StoredResponse
from domain.text import RawText
from tests.warehouse.samples import fill
from warehouse.keys import Keys, key_id_of
from warehouse.seal import make_data_key, open_data_key, open_words, seal_words, unwrap_key, wrap_key
from warehouse.store import Store

WORDS = RawText("Ysolde Quandary lives at the corner")
ONE, OTHER = CommentId("comment-1"), CommentId("comment-2")
ANA, BEN = PersonId("person-ana"), PersonId("person-ben")


def _execute(url: str, statement: str, **values: object) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


def _value(url: str, statement: str, **values: object) -> bytes:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(statement), values).scalar_one()
    engine.dispose()
    return bytes(found)


def _damage(value: bytes) -> Iterator[bytes]:
    """Every byte changed, in one bit and in all, and other lengths."""
    for place, change in itertools.product(range(len(value)), (0x01, 0x80, 0xFF)):
        yield value[:place] + bytes([value[place] ^ change]) + value[place + 1 :]
    yield from (b"", value[:5], value[:12], value[:-1], value[1:], value + b"\0", value * 2, bytes(len(value)))


def _assert_refused(error: VaultError, row: str) -> None:
    assert error.where == row
    shown = f"{error} {error!r} {error.__cause__!r}"
    assert not any(word in shown for word in ("Ysolde", "Quandary", "corner", "unredacted"))


def test_any_damage_to_sealed_words_is_noticed() -> None:
    key = make_data_key()
    sealed = seal_words(key, ONE, WORDS)
    assert open_words(key, ONE, sealed) == WORDS
    for damaged in _damage(sealed):
        with pytest.raises(VaultError, match="does not open") as caught:
            open_words(key, ONE, damaged)
        _assert_refused(caught.value, f"words:{ONE}")


def test_any_damage_to_a_persons_key_is_noticed() -> None:
    vault_key, key = make_data_key(), make_data_key()
    wrapped = wrap_key(vault_key, ANA, key)
    assert unwrap_key(vault_key, ANA, wrapped) == key
    for damaged in _damage(wrapped):
        with pytest.raises(VaultError, match="does not open") as caught:
            unwrap_key(vault_key, ANA, damaged)
        _assert_refused(caught.value, f"key:{ANA}")


@given(st.text())
def test_a_value_opens_in_its_own_row_alone_and_looks_different_each_time(said: str) -> None:
    key, words = make_data_key(), RawText(said)
    sealed = seal_words(key, ONE, words)
    assert open_words(key, ONE, sealed) == words
    assert sealed != seal_words(key, ONE, words)
    for row, other_key in ((OTHER, key), (ONE, make_data_key())):
        with pytest.raises(VaultError):
            open_words(other_key, row, sealed)


def test_a_persons_key_does_not_open_as_another_persons_nor_as_words() -> None:
    keys, data_key = Keys(b"v" * 32, b"p" * 32), make_data_key()
    wrapped = wrap_key(keys.vault, ANA, data_key)
    assert open_data_key(keys, ANA, wrapped, None) == open_data_key(keys, ANA, wrapped, key_id_of(keys.vault)) == data_key
    for person, by, said in (
        (BEN, None, "does not open"),
        (BEN, key_id_of(keys.vault), "does not open"),
        (ANA, "0" * 16, "another vault key"),
        (ANA, "", "another vault key"),
        (ANA, "né", "another vault key"),
    ):
        with pytest.raises(VaultError, match=said) as caught:
            open_data_key(keys, person, wrapped, by)
        _assert_refused(caught.value, f"key:{person}")
    with pytest.raises(VaultError):
        open_words(keys.vault, CommentId(ANA), wrapped)


SWAPS = {
    "words of two comments of one person": (
        "UPDATE vault_entry SET sealed_words = :value WHERE comment_id = :one",
        "SELECT sealed_words FROM vault_entry WHERE comment_id = :same",
        "words",
    ),
    "words of two people": (
        "UPDATE vault_entry SET sealed_words = :value WHERE comment_id = :one",
        "SELECT sealed_words FROM vault_entry WHERE comment_id = :other",
        "words",
    ),
    "keys of two people": (
        "UPDATE vault_key SET wrapped_key = :value WHERE person_id = :person",
        "SELECT wrapped_key FROM vault_key WHERE person_id = :another",
        "key",
    ),
    "words in the place of a key": (
        "UPDATE vault_key SET wrapped_key = :value WHERE person_id = :person",
        "SELECT sealed_words FROM vault_entry WHERE comment_id = :one",
        "key",
    ),
    "a key in the place of words": (
        "UPDATE vault_entry SET sealed_words = :value WHERE comment_id = :one",
        "SELECT wrapped_key FROM vault_key WHERE person_id = :person",
        "words",
    ),
}


@pytest.mark.parametrize("swap", SWAPS)
def test_rows_that_changed_places_do_not_open(store: Store, url: str, keys: Keys, swap: str) -> None:
    given = fill(store, keys)
    ids = _name(given)
    change, source, row = SWAPS[swap]
    value = _value(url, source, **{name: each for name, each in ids.items() if f":{name}" in source})
    _execute(url, change, value=value, **{name: each for name, each in ids.items() if change.endswith(f":{name}")})
    with pytest.raises(VaultError, match="does not open") as caught:
        store.vault.read(CommentId(ids["one"]), actor="ana", why="")
    _assert_refused(caught.value, f"words:{ids['one']}" if row == "words" else f"key:{ids['person']}")
    assert store.vault.read(CommentId(ids["last"]), actor="ana", why=""), "others still open"


def _name(given: list[StoredResponse]) -> dict[str, str]:
    (one, same), (other, _), last = given[0].comments, given[1].comments, given[-1].comments[0]
    return {
        "one": one.id,
        "same": same.id,
        "other": other.id,
        "last": last.id,
        "person": given[0].person_id,
        "another": given[1].person_id,
    }


def test_a_comment_given_to_another_person_does_not_open(store: Store, url: str, keys: Keys) -> None:
    ids = _name(fill(store, keys))
    _execute(url, "UPDATE vault_entry SET person_id = :another WHERE comment_id = :one", another=ids["another"], one=ids["one"])
    with pytest.raises(VaultError, match="does not open") as caught:
        store.vault.read(CommentId(ids["one"]), actor="ana", why="")
    _assert_refused(caught.value, f"words:{ids['one']}")


@pytest.mark.parametrize("by", ["0123456789abcdef", "", "x" * 1000])
def test_a_key_said_to_be_locked_with_another_is_not_tried(store: Store, url: str, keys: Keys, by: str) -> None:
    ids = _name(fill(store, keys))
    _execute(url, "UPDATE vault_key SET wrapped_by = :by WHERE person_id = :person", by=by, person=ids["person"])
    with pytest.raises(VaultError, match="another vault key") as caught:
        store.vault.read(CommentId(ids["one"]), actor="ana", why="")
    _assert_refused(caught.value, f"key:{ids['person']}")


def test_bytes_changed_in_the_database_are_noticed(store: Store, url: str, keys: Keys) -> None:
    ids = _name(fill(store, keys, people=2))
    sealed = _value(url, "SELECT sealed_words FROM vault_entry WHERE comment_id = :one", one=ids["one"])
    for damaged in list(_damage(sealed))[::23]:
        _execute(url, "UPDATE vault_entry SET sealed_words = :value WHERE comment_id = :one", value=damaged, one=ids["one"])
        with pytest.raises(VaultError) as caught:
            store.vault.read(CommentId(ids["one"]), actor="ana", why="")
        _assert_refused(caught.value, f"words:{ids['one']}")
