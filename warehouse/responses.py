"""Responses: replaced whole, withdrawn whole, with everything that follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, select

from domain.errors import WarehouseError
from domain.held import DISCARDED
from domain.ids import CommentId, ResponseId, RoundId, SourceId
from domain.listening import StoredResponse
from domain.text import RawText
from warehouse.audit import Audit
from warehouse.database import Database
from warehouse.erase import erase_responses
from warehouse.heard_rows import read_response, write_closed_answers, write_groups, write_response
from warehouse.keep_comments import keep_comments
from warehouse.keep_raw_words import keep_raw_words, look_before
from warehouse.keys import Keys
from warehouse.leftovers import people_behind, remove_unused_keys, remove_unused_people
from warehouse.rounds import place_rounds
from warehouse.rows import CHUNK, Values, delete_among, insert_rows, keep_rows, load_rows, select_among
from warehouse.tables_heard import closed_answer, comment, person, response, response_group

WITHDRAWN_AT_SOURCE = "what it shows was withdrawn at the source"


@dataclass(frozen=True, slots=True)
class KnownResponse:
    """What is known of a response without reading its words.

    `held` counts its comments that wait for a person, and `held_reason` says why the first of them does.
    """

    content_hash: str
    round_id: RoundId
    held: int
    held_reason: str | None = None


class Responses:
    """What each person submitted."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def known(self, source_id: SourceId) -> dict[str, KnownResponse]:
        """The source's responses in the warehouse, by the source's own id."""
        with self._database.read() as connection:
            return {row.external_id: _to_known(row) for row in connection.execute(_select_known(source_id))}

    def known_among(self, source_id: SourceId, external_ids: Collection[str]) -> dict[str, KnownResponse]:
        """Those of the source's responses that are in the warehouse, by the source's own id: enough for one page."""
        with self._database.read() as connection:
            rows = select_among(connection, _select_known(source_id), response.c.external_id, external_ids)
        return {row.external_id: _to_known(row) for row in rows}

    def external_ids(self, source_id: SourceId, round_id: RoundId | None = None) -> Iterator[str]:
        """The source's own ids of its responses, of one round where it is named, in parts, so that memory stays small."""
        statement = select(response.c.external_id).where(response.c.source_id == source_id)
        if round_id is not None:
            statement = statement.where(response.c.round_id == round_id)
        with self._database.read() as connection:
            for row in connection.execution_options(yield_per=CHUNK).execute(statement):
                yield row.external_id

    def replace(self, responses: Sequence[StoredResponse], raw: Mapping[CommentId, RawText]) -> tuple[int, int]:
        """Make the responses and all their parts as given, in one transaction: how many were written, how many unchanged.

        A comment that is equal but for its translation keeps its passages, themes and translation; one that changed, or
        is no longer there, takes them with it. `raw` holds the words as said of these responses' comments and goes to
        the vault; a comment that it leaves out keeps what the vault has, and words of the same answers whose time was over stay
        destroyed. Raises ValueError for a comment not given, and
        WarehouseError where two responses have the same id.
        """
        _refuse_doubles(responses)
        given = {each.id for one in responses for each in one.comments}
        if not raw.keys() <= given:
            raise ValueError(f"{len(raw.keys() - given)} raw texts belong to none of the comments given.")
        ids = [one.id for one in responses]
        with self._database.write() as connection:
            known = {row.id for row in select_among(connection, select(response.c.id), response.c.id, ids)}
            people = people_behind(connection, known)
            before = look_before(connection, responses)
            touched = _keep_responses(connection, responses)
            touched |= keep_comments(connection, responses)
            touched |= keep_raw_words(connection, self._keys, responses, raw, before)
            if touched & known:
                remove_unused_keys(connection, people)
                remove_unused_people(connection, people)
                self._database.scrub_after_commit()
        return len(touched), len(ids) - len(touched)

    def withdraw(self, source_id: SourceId, external_ids: Collection[str]) -> int:
        """Remove responses with all that follows from them, raw words too; how many there were.

        A release that shows their words is withdrawn, with an audit event.
        """
        with self._database.write() as connection:
            found = select(response.c.id).where(response.c.source_id == source_id)
            ids = [row.id for row in select_among(connection, found, response.c.external_id, set(external_ids))]
            extent = erase_responses(connection, ids)
            for each in extent.releases:
                Audit(self._database).append(
                    "hearback", "release withdrawn", each.id, WITHDRAWN_AT_SOURCE, {"hash before": each.hash_before}
                )
            if ids:
                self._database.scrub_after_commit()
        return extent.responses

    def of_rounds(self, round_ids: Collection[RoundId]) -> tuple[StoredResponse, ...]:
        """The rounds' responses with groups and closed answers and without comments, in order of the rounds, then id."""
        wanted = set(round_ids)
        with self._database.read() as connection:
            places = place_rounds(connection)
            rows = select_among(connection, select(response), response.c.round_id, wanted)
            groups = _gather_parts(connection, response_group, wanted)
            closed = _gather_parts(connection, closed_answer, wanted)
        rows.sort(key=lambda row: (places[row.round_id], row.id))
        return tuple(read_response(row, groups.get(row.id, ()), closed.get(row.id, ())) for row in rows)


def _select_known(source_id: SourceId) -> Select[Any]:
    reason = func.nullif(comment.c.held_reason, DISCARDED)  # what a person discarded waits for nobody
    held = (func.count(reason).label("held"), func.min(reason).label("held_reason"))
    return (
        select(response.c.external_id, response.c.content_hash, response.c.round_id, *held)
        .join_from(response, comment, isouter=True)
        .where(response.c.source_id == source_id)
        .group_by(response.c.id)
    )


def _to_known(row: Row[Any]) -> KnownResponse:
    return KnownResponse(row.content_hash, row.round_id, row.held, row.held_reason)


def _gather_parts(connection: Connection, table: Table, round_ids: Collection[RoundId]) -> dict[str, list[Row[Any]]]:
    gathered: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in select_among(connection, select(table).join(response), response.c.round_id, round_ids):
        gathered[row.response_id].append(row)
    for rows in gathered.values():
        rows.sort(key=lambda row: row.position)
    return gathered


def _refuse_doubles(responses: Sequence[StoredResponse]) -> None:
    doubled = len(responses) - len({one.id for one in responses})
    if doubled:
        raise WarehouseError(
            f"{doubled} responses have the same id as another one.",
            next_step="Choose a column as id that differs in every row, or leave it out so that the row's number is used.",
        )


def _keep_responses(connection: Connection, responses: Sequence[StoredResponse]) -> set[ResponseId]:
    """Write people, responses, groups and closed answers; the ids of responses of which anything differed."""
    _keep_people(connection, responses)
    known = load_rows(connection, response, [one.id for one in responses])
    rows = {one.id: write_response(one) for one in responses}
    touched = {each for each, row in rows.items() if known.get(each) != row}
    keep_rows(connection, response, [rows[each] for each in rows if each in touched])
    touched |= _keep_parts(connection, response_group, {one.id: write_groups(one) for one in responses})
    touched |= _keep_parts(connection, closed_answer, {one.id: write_closed_answers(one) for one in responses})
    return touched


def _keep_people(connection: Connection, responses: Sequence[StoredResponse]) -> None:
    people = {each: one.source_id for one in responses for each in (one.person_id, *(said.person_id for said in one.comments))}
    # Somebody of a panel stays with the source that was first: otherwise it would change with every pull of another one.
    known = {row.id for row in select_among(connection, select(person.c.id), person.c.id, people)}
    insert_rows(connection, person, [{"id": each, "source_id": first} for each, first in people.items() if each not in known])


def _keep_parts(connection: Connection, table: Table, wanted: Mapping[ResponseId, list[Values]]) -> set[ResponseId]:
    """Make the parts of each response as wanted; the ids of those that differed."""
    known: dict[str, list[Values]] = defaultdict(list)
    for row in select_among(connection, select(table), table.c.response_id, wanted):
        known[row.response_id].append(dict(row._mapping))
    for rows in known.values():
        rows.sort(key=lambda row: int(row["position"]))
    differing = {each for each, rows in wanted.items() if known.get(each, []) != rows}
    delete_among(connection, table.c.response_id, differing & known.keys())
    insert_rows(connection, table, [row for each, rows in wanted.items() if each in differing for row in rows])
    return differing
