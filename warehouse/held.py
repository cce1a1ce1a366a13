"""Held words: what is remembered of them and what a person decided. The words themselves are in the vault alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from domain.held import DISCARDED, SAID_BY_PERSON, Hold, HoldState
from domain.ids import CommentId, PersonId, ResponseId, SessionId
from domain.listening import Span
from domain.text import PLACEHOLDER, RawText, RedactedText
from warehouse.database import Database
from warehouse.keys import Keys, hash_with
from warehouse.leftovers import remove_unused_keys
from warehouse.rows import Values, delete_among, insert_rows, load_rows, select_among, update_rows
from warehouse.tables_heard import comment, comment_redaction, hold_decision, vault_entry

MOST_FOUND = 1_000  # comments that one prefix may name before the rest is left out


@dataclass(frozen=True, slots=True)
class HeldWords:
    """A comment as its hold sees it, without its words. `reason` is None unless it waits or was discarded.

    `hold` is what is remembered of it: None for a comment that never was held. `has_words` tells whether the vault still
    has them; `group` is what its placeholders are numbered with: its session, else its response.
    """

    id: CommentId
    person_id: PersonId
    group: ResponseId | SessionId
    language: str
    reason: str | None
    hold: Hold | None
    has_words: bool

    @property
    def is_waiting(self) -> bool:
        """True while a person has to look first."""
        return self.reason not in (None, DISCARDED)


@dataclass(frozen=True, slots=True)
class Released:
    """A comment as a person let it go on: its redacted words, how many identifiers of each type went, and the decision."""

    id: CommentId
    text: RedactedText
    redacted: tuple[tuple[str, int], ...]
    hold: Hold


class Holds:
    """What is remembered of held words. A response that is withdrawn takes it along."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def hash_of(self, words: RawText) -> str:
        """What tells these words from others and, without the pseudonym key, nothing else."""
        return hash_with(self._keys, words.reveal())

    def of_responses(self, response_ids: Collection[ResponseId]) -> dict[ResponseId, dict[CommentId, Hold]]:
        """What is remembered of these responses' comments."""
        statement = select(hold_decision, comment.c.response_id, comment.c.language, comment.c.language_made_by).join_from(
            hold_decision, comment
        )
        found: dict[ResponseId, dict[CommentId, Hold]] = defaultdict(dict)
        with self._database.read() as connection:
            for row in select_among(connection, statement, comment.c.response_id, response_ids):
                found[row.response_id][row.comment_id] = _to_hold(row)
        return dict(found)

    def keep(self, holds: Mapping[CommentId, Hold], *, forgotten: Collection[CommentId] = ()) -> None:
        """Remember these and forget those; what is remembered already stays as it is, with its date."""
        with self._database.write() as connection:
            delete_among(connection, hold_decision.c.comment_id, forgotten)
            _keep_rows(connection, [_write_hold(each, hold) for each, hold in holds.items()])

    def find(self, prefix: str) -> tuple[HeldWords, ...]:
        """The comments whose id begins so, in order of their ids, up to `MOST_FOUND`."""
        statement = _select_words().where(comment.c.id.startswith(prefix, autoescape=True)).order_by(comment.c.id).limit(MOST_FOUND)
        with self._database.read() as connection:
            return tuple(map(_to_words, connection.execute(statement)))

    def of_comments(self, ids: Collection[CommentId]) -> dict[CommentId, HeldWords]:
        """Those of the comments that are here."""
        with self._database.read() as connection:
            return {CommentId(row.id): _to_words(row) for row in select_among(connection, _select_words(), comment.c.id, ids)}

    def placeholders_in(self, group: ResponseId | SessionId) -> tuple[str, ...]:
        """The placeholders that the texts of a response or session show, such as `[PERSON 1]`; sorted."""
        statement = select(comment.c.text).where(
            (comment.c.session_id == group) | ((comment.c.response_id == group) & comment.c.session_id.is_(None)),
            comment.c.text.is_not(None),
        )
        with self._database.read() as connection:
            texts = [row.text for row in connection.execute(statement)]
        return tuple(sorted({match[0] for text in texts for match in PLACEHOLDER.finditer(text)}))

    def release(self, released: Sequence[Released]) -> None:
        """Let comments go on with the words given: they are ordinary comments from here on."""
        with self._database.write() as connection:
            update_rows(connection, comment, [{"id": each.id, "text": each.text} | _FRESH for each in released])
            named = [each for each in released if each.hold.language]
            update_rows(
                connection,
                comment,
                [{"id": each.id, "language": each.hold.language, "language_made_by": SAID_BY_PERSON} for each in named],
            )
            _keep_redactions(connection, {each.id: each.redacted for each in released})
            _keep_rows(connection, [_write_hold(each.id, each.hold) for each in released])

    def discard(self, discarded: Mapping[CommentId, Hold]) -> None:
        """Destroy the words of comments, and the keys that lock nothing more. The comments stay, as discarded."""
        with self._database.write() as connection:
            people = {row.person_id for row in select_among(connection, select(comment.c.person_id), comment.c.id, discarded)}
            update_rows(connection, comment, [{"id": each, "held_reason": DISCARDED} for each in discarded])
            _keep_redactions(connection, dict.fromkeys(discarded, ()))
            _keep_rows(connection, [_write_hold(each, hold) for each, hold in discarded.items()])
            delete_among(connection, vault_entry.c.comment_id, discarded)
            remove_unused_keys(connection, people)
            self._database.scrub_after_commit()


_FRESH: Values = {"held_reason": None, "passages_version": None}


def _select_words() -> Select[Any]:
    columns = [comment.c[name] for name in ("id", "person_id", "response_id", "session_id", "language", "language_made_by", "held_reason")]
    return (
        select(*columns, hold_decision, vault_entry.c.comment_id.label("sealed"))
        .join_from(comment, hold_decision, isouter=True)
        .join(vault_entry, vault_entry.c.comment_id == comment.c.id, isouter=True)
    )


def _to_words(row: Row[Any]) -> HeldWords:
    hold = None if row.comment_id is None else _to_hold(row)
    group = row.session_id or row.response_id
    return HeldWords(row.id, row.person_id, group, row.language, row.held_reason, hold, row.sealed is not None)


def _to_hold(row: Row[Any]) -> Hold:
    language = row.language if row.language_made_by == SAID_BY_PERSON else ""
    spans = tuple(Span(*each) for each in row.spans)
    return Hold(HoldState(row.decision), row.words_hash, spans, language, row.decided_at)


def _write_hold(comment_id: CommentId, hold: Hold) -> Values:
    return {
        "comment_id": comment_id,
        "decision": hold.state.value,
        "words_hash": hold.words_hash,
        "spans": tuple((each.start, each.end, each.type) for each in hold.spans),
        "decided_at": hold.decided_at or datetime.now(UTC),
    }


def _keep_rows(connection: Connection, rows: Iterable[Values]) -> None:
    wanted = {row["comment_id"]: row for row in rows}
    known = load_rows(connection, hold_decision, wanted)
    insert_rows(connection, hold_decision, [row for each, row in wanted.items() if each not in known])
    update_rows(connection, hold_decision, [row for each, row in wanted.items() if each in known and _differs(row, known[each])])


def _differs(wanted: Values, known: Values) -> bool:
    return any(wanted[name] != known[name] for name in wanted if name != "decided_at")


def _keep_redactions(connection: Connection, counts: Mapping[CommentId, tuple[tuple[str, int], ...]]) -> None:
    delete_among(connection, comment_redaction.c.comment_id, counts)
    rows = [
        {"comment_id": each, "position": place, "type": kind, "occurrences": count}
        for each, redacted in counts.items()
        for place, (kind, count) in enumerate(redacted)
    ]
    insert_rows(connection, comment_redaction, rows)
