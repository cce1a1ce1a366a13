"""Putting raw words into the vault, each person's under a key of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from domain.ids import CommentId, PersonId, ResponseId
from domain.listening import Comment, StoredResponse
from domain.text import RawText
from warehouse.erasures import ANSWERS_DIGITS
from warehouse.installation import load_current_vault_key
from warehouse.keys import Keys, key_id_of
from warehouse.rows import delete_among, insert_rows, select_among
from warehouse.seal import make_data_key, open_data_key, open_words, seal_words, wrap_key
from warehouse.tables_heard import comment, response, vault_entry, vault_key


@dataclass(frozen=True, slots=True)
class RawBefore:
    """Of comments whose answers are the same as before: since when the vault had their words, and whose it has no longer."""

    since: Mapping[str, datetime]
    destroyed: frozenset[str]


def look_before(connection: Connection, responses: Sequence[StoredResponse]) -> RawBefore:
    """What the vault has of these responses; ask before changing them."""
    said = {one.id: one.content_hash[:ANSWERS_DIGITS] for one in responses}
    statement = (
        select(comment.c.id, comment.c.response_id, response.c.content_hash, vault_entry.c.stored_at)
        .select_from(comment)
        .join(response, response.c.id == comment.c.response_id)
        .outerjoin(vault_entry, vault_entry.c.comment_id == comment.c.id)
    )
    rows = select_among(connection, statement, comment.c.response_id, said)
    same = {row.id: row.stored_at for row in rows if row.content_hash[:ANSWERS_DIGITS] == said[row.response_id]}
    return RawBefore(
        {each: moment for each, moment in same.items() if moment is not None},
        frozenset(each for each, moment in same.items() if moment is None),
    )


def keep_raw_words(
    connection: Connection, keys: Keys, responses: Sequence[StoredResponse], raw: Mapping[CommentId, RawText], before: RawBefore
) -> set[ResponseId]:
    """Seal the words that the vault does not have already; the ids of responses of which any were new or changed.

    Words whose time was over stay destroyed, though new rules of redaction had them read again; those that a person must
    see, since they are held now, come back. Words that are another person's now keep the date they had.
    """
    comments = [each for one in responses for each in one.comments if each.id in raw and not _is_over(each, before)]
    data_keys = load_data_keys(connection, keys, {each.person_id for each in comments})
    known = _load_words(connection, data_keys, [each.id for each in comments])
    differing = [each for each in comments if known.get(each.id) != raw[each.id]]
    _add_data_keys(connection, keys, data_keys, differing)
    delete_among(connection, vault_entry.c.comment_id, [each.id for each in differing if each.id in known])
    moment = datetime.now(UTC)
    rows = [
        {
            "comment_id": each.id,
            "person_id": each.person_id,
            "sealed_words": seal_words(data_keys[each.person_id], each.id, raw[each.id]),
            "stored_at": moment if each.id in known else before.since.get(each.id, moment),
        }
        for each in differing
    ]
    insert_rows(connection, vault_entry, rows)
    return {each.response_id for each in differing}


def _is_over(each: Comment, before: RawBefore) -> bool:
    return each.id in before.destroyed and each.held_reason is None


def load_data_keys(connection: Connection, keys: Keys, people: Collection[PersonId]) -> dict[PersonId, bytes]:
    """The data keys of those of the people who have one."""
    rows = select_among(connection, select(vault_key), vault_key.c.person_id, people)
    return {PersonId(row.person_id): open_data_key(keys, row.person_id, row.wrapped_key, row.wrapped_by) for row in rows}


def _load_words(connection: Connection, data_keys: Mapping[PersonId, bytes], ids: Collection[CommentId]) -> dict[CommentId, RawText]:
    rows = select_among(connection, select(vault_entry), vault_entry.c.comment_id, ids)
    return {CommentId(row.comment_id): open_words(data_keys[row.person_id], row.comment_id, row.sealed_words) for row in rows}


def _add_data_keys(connection: Connection, keys: Keys, data_keys: dict[PersonId, bytes], comments: Sequence[Comment]) -> None:
    new = {each.person_id: make_data_key() for each in comments if each.person_id not in data_keys}
    if not new:
        return
    # Asked within this transaction: a process that began before the vault's key changed must not lock with the old one.
    locking = load_current_vault_key(connection, keys)
    key_id = key_id_of(locking)
    rows = [{"person_id": each, "wrapped_key": wrap_key(locking, each, data_key), "wrapped_by": key_id} for each, data_key in new.items()]
    insert_rows(connection, vault_key, rows)
    data_keys.update(new)
