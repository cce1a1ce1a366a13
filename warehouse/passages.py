"""Passages: which comments still have to be cut, and what was cut from them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, true

from domain.errors import WarehouseError
from domain.heard import HeardPassage
from domain.ids import CommentId, RoundId
from domain.listening import Comment, Passage
from warehouse.comments import load_comments
from warehouse.database import Database
from warehouse.heard_rows import read_passage
from warehouse.keys import Keys, hash_with
from warehouse.leftovers import remove_unused_vectors
from warehouse.rounds import place_rounds
from warehouse.rows import Values, delete_among, insert_rows, is_same, load_rows, select_among, update_rows
from warehouse.tables_heard import comment, passage, response, session


class Passages:
    """Parts of comments about one thing."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def uncut(self, round_ids: Collection[RoundId], version: str) -> tuple[Comment, ...]:
        """Comments in words that this version of the cutter has not cut yet; context is left out."""
        is_uncut = or_(comment.c.passages_version.is_(None), comment.c.passages_version != version)
        with self._database.read() as connection:
            return load_comments(connection, round_ids, comment.c.text.is_not(None), comment.c.is_context.is_(False), is_uncut)

    def save(self, version: str, by_comment: Mapping[CommentId, Sequence[Passage]]) -> tuple[int, int]:
        """Make the comments' passages as given and note the version: how many were written, how many were there already.

        A passage that stays equal keeps its themes. Comments withdrawn since are passed over. Raises WarehouseError for
        a passage that is not what its comment says at that place.
        """
        with self._database.write() as connection:
            comments = load_rows(connection, comment, by_comment)
            wanted = [each for comment_id in by_comment if comment_id in comments for each in by_comment[comment_id]]
            _check_passages(comments, wanted)
            written = self._keep(connection, comments, wanted)
            update_rows(connection, comment, [{"id": each, "passages_version": version} for each in comments])
        return written, len(wanted) - written

    def _keep(self, connection: Connection, comments: Mapping[str, Values], wanted: Sequence[Passage]) -> int:
        rows = {each.id: self._write_row(each) for each in wanted}
        keys = {comment_id: make_text_key(self._keys, each["text"] or "") for comment_id, each in comments.items()}
        found = select_among(connection, select(passage), passage.c.comment_id, list(comments))
        known = {row.id: row for row in found}
        stale = {each for each, row in known.items() if each not in rows or not is_same(rows[each], row._asdict())}
        new = [row | {"comment_key": keys[row["comment_id"]]} for each, row in rows.items() if each not in known or each in stale]
        moved = [row for each, row in known.items() if each not in stale and row.comment_key != keys[row.comment_id]]
        delete_among(connection, passage.c.id, stale)
        insert_rows(connection, passage, new)
        update_rows(connection, passage, [{"id": row.id, "comment_key": keys[row.comment_id]} for row in moved])
        changed = [*(known[each] for each in stale), *moved]
        remove_unused_vectors(connection, {key for row in changed for key in (row.text_key, row.comment_key)})
        return len(new)

    def _write_row(self, each: Passage) -> Values:
        place = {"id": each.id, "comment_id": each.comment_id, "start": each.start, "end": each.end}
        return place | {"text": each.text, "text_key": make_text_key(self._keys, each.text)}

    def of_rounds(self, round_ids: Collection[RoundId]) -> tuple[HeardPassage, ...]:
        """The rounds' passages and their place, in order of the rounds, then comment and start."""
        agreed = and_(response.c.may_quote, func.coalesce(session.c.may_quote, true()))
        place = (comment.c.round_id, comment.c.person_id, comment.c.session_id, response.c.source_id, comment.c.language)
        statement = (
            select(passage, *place, comment.c.translation_text, agreed.label("may_quote"), comment.c.text.label("comment_text"))
            .join_from(passage, comment)
            .join(response, response.c.id == comment.c.response_id)
            .join(session, session.c.id == comment.c.session_id, isouter=True)
        )
        with self._database.read() as connection:
            places = place_rounds(connection)
            rows = select_among(connection, statement, comment.c.round_id, set(round_ids))
        rows.sort(key=lambda row: (places[row.round_id], row.comment_id, row.start, row.id))
        return tuple(map(_to_heard, rows))


def make_text_key(keys: Keys, text: str) -> str:
    """The address of a text's vector: HMAC of the text in NFKC, so that it cannot be guessed from outside."""
    return hash_with(keys, "\x1f".join(("text", unicodedata.normalize("NFKC", text))))


def _check_passages(comments: Mapping[str, Values], passages: Sequence[Passage]) -> None:
    wrong = [each.id for each in passages if not _is_cut_from(each, comments[each.comment_id]["text"])]
    if wrong:
        raise WarehouseError(
            f"{len(wrong)} passages are not what their comments say at that place.",
            where=wrong[0],
            next_step="The comments changed meanwhile: run the same again.",
        )


def _is_cut_from(each: Passage, text: str | None) -> bool:
    return text is not None and text[each.start : each.end] == each.text


def _to_heard(row: Row[Any]) -> HeardPassage:
    return HeardPassage(
        read_passage(row),
        row.round_id,
        row.person_id,
        row.session_id,
        row.source_id,
        row.language,
        row.translation_text,
        bool(row.may_quote),
        row.comment_text,
    )
