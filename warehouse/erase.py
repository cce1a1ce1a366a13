"""Taking responses out with all that follows from them: the one way, whoever asked for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, select

from domain.ids import ResponseId, RoundId
from warehouse.leftovers import people_behind, remove_unused_keys, remove_unused_people, remove_unused_vectors, used_text_keys
from warehouse.place_passages import recount_standings
from warehouse.reword_themes import forget_findings, reword_themes, themes_of, words_of_themes
from warehouse.rounds import load_rounds
from warehouse.rows import CHUNK, delete_among, select_among
from warehouse.spoken import Spoken, gather_spoken, list_words
from warehouse.tables_heard import closed_answer, comment, embedding, passage, person, response, response_group, session, vault_entry
from warehouse.withdraw_releases import WithdrawnRelease, find_quoting, find_showing, load_pages, withdraw_releases, words_of_pages


@dataclass(frozen=True, slots=True)
class Extent:
    """What an erasure takes out, in counts.

    `held` are those of the comments that waited for a person, `raw_words` those of which the vault still had the words.
    `rounds` are those in which something was said, `themes` those that lost a word or went.
    """

    responses: int = 0
    people: int = 0
    sessions: int = 0
    comments: int = 0
    held: int = 0
    raw_words: int = 0
    passages: int = 0
    vectors: int = 0
    themes: int = 0
    rounds: tuple[RoundId, ...] = ()
    releases: tuple[WithdrawnRelease, ...] = ()

    def as_dict(self) -> dict[str, int]:
        """The counts by name; of rounds and releases how many there are."""
        kinds = ("responses", "people", "sessions", "comments", "held", "raw_words", "passages", "vectors", "themes")
        return {name: int(getattr(self, name)) for name in kinds} | {"rounds": len(self.rounds), "releases": len(self.releases)}


@dataclass(frozen=True, slots=True)
class _Said:
    """What hangs on responses, gathered before they go: ids, and the words by which they could still be recognised."""

    comments: list[Row[Any]]
    values: set[str]
    passages: list[str]
    text_keys: set[str]
    people: set[str]
    sessions: set[str]
    themes: set[str]
    rounds: tuple[RoundId, ...]

    def gather_words(self) -> Spoken:
        texts = [text for row in self.comments for text in (row.text, row.translation_text) if text]
        return gather_spoken([*texts, *self.values])


def erase_responses(connection: Connection, response_ids: Collection[ResponseId]) -> Extent:
    """Remove responses and everything that came of them, and say in counts what that was.

    What shows their words goes too: words of themes that nobody else says, and the pages of releases. Ask for a scrub
    of the files beside it. Within a savepoint that is undone, this tells beforehand what an erasure takes out.
    """
    if not response_ids:
        return Extent()
    said = _gather(connection, response_ids)
    held = sum(row.held_reason is not None for row in said.comments)
    raw_words = len(select_among(connection, select(vault_entry.c.comment_id), vault_entry.c.comment_id, [row.id for row in said.comments]))
    vectors, people = _count(connection, embedding), _count(connection, person)
    removed = delete_among(connection, response.c.id, response_ids)
    remove_unused_vectors(connection, said.text_keys)
    remove_unused_keys(connection, said.people)
    remove_unused_people(connection, said.people)
    sessions = _remove_empty_sessions(connection, said.sessions)
    themes, releases = _unsay(connection, said)
    return Extent(
        responses=removed,
        people=people - _count(connection, person),
        sessions=sessions,
        comments=len(said.comments),
        held=held,
        raw_words=raw_words,
        passages=len(said.passages),
        vectors=vectors - _count(connection, embedding),
        themes=themes,
        rounds=said.rounds,
        releases=releases,
    )


def _gather(connection: Connection, ids: Collection[ResponseId]) -> _Said:
    columns = (comment.c.id, comment.c.text, comment.c.translation_text, comment.c.held_reason)
    comments = select_among(connection, select(*columns), comment.c.response_id, ids)
    comment_ids = [row.id for row in comments]
    passages = [row.id for row in select_among(connection, select(passage.c.id), passage.c.comment_id, comment_ids)]
    places = select_among(connection, select(response.c.round_id, response.c.session_id), response.c.id, ids)
    groups = select_among(connection, select(response_group.c.value), response_group.c.response_id, ids)
    closed = select_among(connection, select(closed_answer.c.value), closed_answer.c.response_id, ids)
    return _Said(
        comments=comments,
        values={row.value for row in (*groups, *closed)},
        passages=passages,
        text_keys=used_text_keys(connection, comment_ids),
        people=people_behind(connection, ids),
        sessions={row.session_id for row in places if row.session_id is not None},
        themes=themes_of(connection, passages),
        rounds=tuple(sorted({RoundId(row.round_id) for row in places})),
    )


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _remove_empty_sessions(connection: Connection, session_ids: Collection[str]) -> int:
    is_used = exists().where(response.c.session_id == session.c.id) | exists().where(comment.c.session_id == session.c.id)
    return connection.execute(delete(session).where(session.c.id.in_(list(session_ids)), ~is_used)).rowcount


def _unsay(connection: Connection, said: _Said) -> tuple[int, tuple[WithdrawnRelease, ...]]:
    """Take the words of who is gone out of themes, findings and releases: how many themes, and which releases."""
    if not (said.comments or said.values):
        return 0, ()
    spoken, pages = said.gather_words(), load_pages(connection)
    words = _leave_out_said(connection, spoken.words & (words_of_themes(connection) | words_of_pages(pages)))
    values = _leave_out_chosen(connection, said.values)
    themes = reword_themes(connection, words, said.themes)
    if said.passages:
        forget_findings(connection, _rounds_from(connection, said.rounds))
        recount_standings(connection)
    quoting = find_quoting(pages, [row.text for row in said.comments if row.text])
    showing = {*find_showing(pages, spoken, words, values), *quoting}
    return themes, withdraw_releases(connection, showing, datetime.now(UTC))


def _rounds_from(connection: Connection, round_ids: Collection[RoundId]) -> list[RoundId]:
    """The earliest of the rounds and all after it: their findings compare themselves with it."""
    ids = [each.id for each in load_rounds(connection)]
    return ids[min(map(ids.index, round_ids)) :]


def _leave_out_said(connection: Connection, words: Collection[str]) -> set[str]:
    """Those of the words that no comment and no answer says."""
    left = set(words)
    for text in _texts_here(connection):
        if not left:
            break
        left -= list_words(text)
    return left


def _leave_out_chosen(connection: Connection, values: Collection[str]) -> set[str]:
    """Those of the values that nobody has in a group or gave as an answer."""
    groups = select_among(connection, select(response_group.c.value).distinct(), response_group.c.value, values)
    closed = select_among(connection, select(closed_answer.c.value).distinct(), closed_answer.c.value, values)
    return set(values) - {row.value for row in (*groups, *closed)}


def _texts_here(connection: Connection) -> Iterator[str]:
    """Every text that somebody said, in parts, so that memory stays small."""
    in_parts = {"yield_per": CHUNK}  # of the statement: of the connection they would hold for all that follow
    words = select(comment.c.text, comment.c.translation_text).where(comment.c.text.is_not(None))
    for row in connection.execute(words, execution_options=in_parts):
        yield from (text for text in row if text)
    for table in (response_group, closed_answer):
        yield from connection.execute(select(table.c.value).distinct(), execution_options=in_parts).scalars()
