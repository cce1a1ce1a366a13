"""What nothing uses any more goes: people without a response or comment, keys that lock nothing, vectors of words
that no passage has.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, exists, select

from warehouse.rows import cut_chunks, select_among
from warehouse.tables_heard import comment, embedding, passage, person, response, vault_entry, vault_key


def used_text_keys(connection: Connection, comment_ids: Collection[str]) -> set[str]:
    """The keys of the texts of these comments' passages; ask before removing them."""
    return {row.text_key for row in select_among(connection, select(passage.c.text_key), passage.c.comment_id, comment_ids)}


def remove_unused_vectors(connection: Connection, text_keys: Collection[str]) -> None:
    """Remove those vectors of the given texts that no passage uses."""
    is_used = exists().where(passage.c.text_key == embedding.c.text_key)
    for chunk in cut_chunks(text_keys):
        connection.execute(delete(embedding).where(embedding.c.text_key.in_(chunk), ~is_used))


def remove_unused_people(connection: Connection) -> None:
    """Remove people of whom no response and no comment is left; their vault key goes with them."""
    has_response = exists().where(response.c.person_id == person.c.id)
    has_comment = exists().where(comment.c.person_id == person.c.id)
    connection.execute(delete(person).where(~has_response, ~has_comment))


def remove_unused_keys(connection: Connection) -> None:
    """Remove keys of people of whom no raw words are left: what was locked with them cannot be opened from a backup."""
    locks_something = exists().where(vault_entry.c.person_id == vault_key.c.person_id)
    connection.execute(delete(vault_key).where(~locks_something))
