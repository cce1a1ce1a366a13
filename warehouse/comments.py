"""Comments: redacted words, their translations, and what is held for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, func, or_, select

from domain.held import DISCARDED
from domain.ids import CommentId, RoundId
from domain.listening import Comment, Translation
from warehouse.database import Database
from warehouse.heard_rows import read_comment, write_translation
from warehouse.rounds import place_rounds
from warehouse.rows import load_rows, select_among, update_rows
from warehouse.tables_heard import comment, comment_redaction, response, round_, session, source, vault_entry


@dataclass(frozen=True, slots=True)
class HeldCount:
    """How many comments of a round wait for a person, for one reason."""

    round_id: RoundId
    reason: str
    comments: int


@dataclass(frozen=True, slots=True)
class HeldComment:
    """A comment that waits for a person: where it came from and why it waits, without its words.

    `source` and `round` are names; `session` is the name of its session, `external_id` else the source's own id.
    `stored_at` is the instant at which its words came into the vault; None once they were destroyed.
    """

    id: CommentId
    source: str
    round: str
    session: str | None
    external_id: str
    question: str
    language: str
    reason: str
    stored_at: datetime | None


_IS_WAITING = comment.c.held_reason != DISCARDED  # not true of NULL either: a comment in words waits for nobody


class Comments:
    """Redacted free-text answers and utterances."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_rounds(self, round_ids: Collection[RoundId]) -> tuple[Comment, ...]:
        """The rounds' comments, held ones too, in order of the rounds, then response, position and id."""
        with self._database.read() as connection:
            return load_comments(connection, round_ids)

    def untranslated(self, round_ids: Collection[RoundId], language: str) -> tuple[Comment, ...]:
        """Comments in words of another language that have no translation into `language`; context is left out."""
        lacks = or_(comment.c.translation_language.is_(None), comment.c.translation_language != language)
        waits = (comment.c.text.is_not(None), comment.c.language != language, comment.c.is_context.is_(False), lacks)
        with self._database.read() as connection:
            return load_comments(connection, round_ids, *waits)

    def save_translations(self, translations: Mapping[CommentId, Translation]) -> tuple[int, int]:
        """Keep translations: how many were written, how many were there already. Comments withdrawn since are passed over."""
        with self._database.write() as connection:
            known = load_rows(connection, comment, translations)
            wanted = {each: write_translation(made) for each, made in translations.items() if each in known}
            changed = [{"id": each} | row for each, row in wanted.items() if any(known[each][name] != row[name] for name in row)]
            update_rows(connection, comment, changed)
        return len(changed), len(wanted) - len(changed)

    def held(self) -> tuple[HeldCount, ...]:
        """How many comments wait for a person, by round in order of time and by reason."""
        return self._count_reasons(_IS_WAITING)

    def discarded(self) -> tuple[HeldCount, ...]:
        """How many comments a person discarded, by round in order of time."""
        return self._count_reasons(comment.c.held_reason == DISCARDED)

    def _count_reasons(self, which: ColumnElement[bool]) -> tuple[HeldCount, ...]:
        counted = (
            select(comment.c.round_id, comment.c.held_reason, func.count()).where(which).group_by(comment.c.round_id, comment.c.held_reason)
        )
        with self._database.read() as connection:
            places = place_rounds(connection)
            found = [HeldCount(round_id, reason, count) for round_id, reason, count in connection.execute(counted)]
        return tuple(sorted(found, key=lambda each: (places[each.round_id], each.reason)))

    def list_held(self) -> tuple[HeldComment, ...]:
        """Every comment that waits for a person, by round in order of time, then source, and in the order of the source."""
        columns = (comment.c.id, comment.c.round_id, comment.c.question, comment.c.language, comment.c.held_reason, comment.c.position)
        statement = (
            select(
                *columns,
                response.c.external_id,
                source.c.name.label("source"),
                session.c.name.label("session"),
                round_.c.name,
                vault_entry.c.stored_at,
            )
            .join_from(comment, response)
            .join(source, source.c.id == response.c.source_id)
            .join(round_, round_.c.id == comment.c.round_id)
            .join(session, session.c.id == comment.c.session_id, isouter=True)
            .join(vault_entry, vault_entry.c.comment_id == comment.c.id, isouter=True)
            .where(_IS_WAITING)
        )
        with self._database.read() as connection:
            places = place_rounds(connection)
            rows = list(connection.execute(statement))
        rows.sort(
            key=lambda row: (places[row.round_id], row.source, row.session or "", len(row.external_id), row.external_id, row.position)
        )
        return tuple(
            HeldComment(
                row.id, row.source, row.name, row.session, row.external_id, row.question, row.language, row.held_reason, row.stored_at
            )
            for row in rows
        )


def load_comments(connection: Connection, round_ids: Collection[RoundId], *only: ColumnElement[bool]) -> tuple[Comment, ...]:
    """The rounds' comments for which all conditions hold, in their order."""
    places = place_rounds(connection)
    rows = select_among(connection, select(comment).where(*only), comment.c.round_id, set(round_ids))
    joined = select(comment_redaction).join(comment).where(*only)
    redacted = gather_redactions(connection, joined, comment.c.round_id, set(round_ids))
    rows.sort(key=lambda row: (places[row.round_id], row.response_id, row.position, row.id))
    return tuple(read_comment(row, redacted.get(row.id, ())) for row in rows)


def gather_redactions(
    connection: Connection, statement: Any, column: Column[Any], ids: Collection[str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """What was redacted, by comment and in its order."""
    by_comment: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in select_among(connection, statement, column, ids):
        by_comment[row.comment_id].append(row)
    return {
        each: tuple((row.type, row.occurrences) for row in sorted(rows, key=lambda row: row.position)) for each, rows in by_comment.items()
    }
