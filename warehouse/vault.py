"""The vault: words as they were said, sealed; each reading leaves an audit event first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from domain.errors import VaultError
from domain.ids import CommentId, SourceId
from domain.text import RawText
from warehouse.audit import Audit
from warehouse.database import Database
from warehouse.installation import load_value, save_value
from warehouse.keys import Keys
from warehouse.leftovers import remove_unused_keys
from warehouse.rows import delete_among
from warehouse.seal import open_data_key, open_words
from warehouse.tables_heard import comment, response, vault_entry, vault_key

_DAYS_OF = "raw days of {}"


def noted_days(connection: Connection, source_id: SourceId) -> int | None:
    """For how many days the source's raw words might stay when the settings last said; None where they never did."""
    value = load_value(connection, _DAYS_OF.format(source_id))
    return None if value is None else int(value)


class Vault:
    """Raw words. They enter with `store.responses.replace` and leave with their response or when their time is over."""

    def __init__(self, database: Database, keys: Keys, audit: Audit) -> None:
        self._database = database
        self._keys = keys
        self._audit = audit

    def read(self, comment_id: CommentId, *, actor: str, why: str) -> RawText:
        """A comment's words as said. The audit event is committed before they are returned.

        Raises VaultError where the vault has none, where they do not open, and within a transaction: undoing that would
        undo the event as well.
        """
        if self._database.is_in_transaction:
            raise VaultError("Raw words are not read within a transaction.", next_step="Read them before it begins.")
        statement = (
            select(vault_entry, vault_key.c.wrapped_key, vault_key.c.wrapped_by)
            .join(vault_key)
            .where(vault_entry.c.comment_id == comment_id)
        )
        with self._database.write() as connection:
            row = connection.execute(statement).first()
            if row is None:
                raise VaultError(
                    "The vault has no words of this comment.",
                    where=comment_id,
                    next_step="Their time was over, or it was withdrawn.",
                )
            self._audit.append(actor, "read raw words", comment_id, why)
        data_key = open_data_key(self._keys, row.person_id, row.wrapped_key, row.wrapped_by)
        return open_words(data_key, comment_id, row.sealed_words)

    def note_days(self, source_id: SourceId, days: int) -> None:
        """Remember for how many days the source's raw words may stay, for when the settings no longer say."""
        name, value = _DAYS_OF.format(source_id), str(days)
        with self._database.write() as connection:
            if load_value(connection, name) != value:
                save_value(connection, name, value)

    def noted_days(self, source_id: SourceId) -> int | None:
        """For how many days the source's raw words might stay when the settings last said; None where they never did."""
        with self._database.read() as connection:
            return noted_days(connection, source_id)

    def destroy_expired(self, source_id: SourceId, older_than: datetime) -> int:
        """Destroy the source's raw words stored before `older_than`, and keys that lock nothing more; how many there were."""
        of_source = select(comment.c.id).join(response).where(response.c.source_id == source_id)
        expired = select(vault_entry.c.comment_id, vault_entry.c.person_id).where(
            vault_entry.c.stored_at < older_than, vault_entry.c.comment_id.in_(of_source)
        )
        with self._database.write() as connection:
            rows = list(connection.execute(expired))
            destroyed = delete_among(connection, vault_entry.c.comment_id, [row.comment_id for row in rows])
            remove_unused_keys(connection, {row.person_id for row in rows})
            if destroyed:
                self._database.scrub_after_commit()
        return destroyed
