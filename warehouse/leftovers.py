"""What nothing uses any more goes: people without a response or comment, keys that lock nothing, vectors of words
that no passage has.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, exists, select

from warehouse.rows import cut_chunks, select_among
from warehouse.tables_heard import comment, embedding, passage, person, response, vault_entry, vault_key


def used_text_keys(connection: Connection, comment_ids: Collection[str]) -> set[str]:
    """The keys of these comments' words, whole and in passages; ask before removing them."""
    rows = select_among(connection, select(passage.c.text_key, passage.c.comment_key), passage.c.comment_id, comment_ids)
    return {key for row in rows for key in (row.text_key, row.comment_key)}


def remove_unused_vectors(connection: Connection, text_keys: Collection[str]) -> None:
    """Remove those vectors of the given texts that no passage and no comment uses."""
    is_used = exists().where(passage.c.text_key == embedding.c.text_key)
    is_used_whole = exists().where(passage.c.comment_key == embedding.c.text_key)
    for chunk in cut_chunks(text_keys):
        connection.execute(delete(embedding).where(embedding.c.text_key.in_(chunk), ~is_used, ~is_used_whole))


def people_behind(connection: Connection, response_ids: Collection[str]) -> set[str]:
    """The people of these responses and of their comments; ask before changing them."""
    submitted = select_among(connection, select(response.c.person_id), response.c.id, response_ids)
    said = select_among(connection, select(comment.c.person_id), comment.c.response_id, response_ids)
    return {row.person_id for row in (*submitted, *said)}


def remove_unused_people(connection: Connection, people: Collection[str]) -> None:
    """Remove those of the people of whom no response and no comment is left; their vault key goes with them."""
    has_response = exists().where(response.c.person_id == person.c.id)
    has_comment = exists().where(comment.c.person_id == person.c.id)
    for chunk in cut_chunks(people):
        connection.execute(delete(person).where(person.c.id.in_(chunk), ~has_response, ~has_comment))


def remove_unused_keys(connection: Connection, people: Collection[str]) -> None:
    """Remove the keys of those of the people of whom no raw words are left. A backup made before has them still, locked with the vault key."""
    locks_something = exists().where(vault_entry.c.person_id == vault_key.c.person_id)
    for chunk in cut_chunks(people):
        connection.execute(delete(vault_key).where(vault_key.c.person_id.in_(chunk), ~locks_something))
