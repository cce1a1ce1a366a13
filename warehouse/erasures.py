"""Erasures: whose words are to go, what that takes out, and that they stay away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from domain.ids import PersonId, ResponseId, SessionId, SourceId
from domain.listening import Session, Source
from domain.text import RawText
from warehouse.database import Database
from warehouse.erase import Extent, erase_responses
from warehouse.keys import Keys, hash_with, pseudonym
from warehouse.rows import insert_rows, load_rows, select_among
from warehouse.tables_heard import person, response, session
from warehouse.tables_record import erasure

ERASED = "erased on request"
"""Why a response is left out of a pull or an import."""
ANSWERS_DIGITS = 32
"""Hex digits of a content hash that stand for what was said alone, whatever rules it was redacted by."""
ROW_DIGITS = 32
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Mark:
    """What must not come in again, by a name that only the key of pseudonyms turns into the stored hash."""

    source_id: SourceId
    name: str

    def __repr__(self) -> str:
        return f"Mark({self.source_id})"


def mark_response(source_id: SourceId, external_id: str) -> Mark:
    """A response by the source's own id."""
    return Mark(source_id, _SEPARATOR.join(("erased", source_id, external_id)))


def mark_answers(source_id: SourceId, content_hash: str) -> Mark:
    """A response, or all turns of a session, by what was said in it."""
    return Mark(source_id, _SEPARATOR.join(("erased answers", source_id, content_hash[:ANSWERS_DIGITS])))


def mark_person(source_id: SourceId, person_id: PersonId) -> Mark:
    """All that a person gave or will give. A speaker's pseudonym is of one session, so it holds for that session."""
    return Mark(source_id, _SEPARATOR.join(("erased person", person_id)))


def mark_session(source_id: SourceId, session_name: str) -> Mark:
    """A session by its name."""
    return Mark(source_id, _SEPARATOR.join(("erased session", source_id, session_name)))


def make_row_id(keys: Keys, source_name: str, row_id: str) -> str:
    """The id by which a row of a file is kept that has one of its own: hashed with the key, since it may be anything."""
    return f"row-{hash_with(keys, f'{source_name}/{row_id}')[:ROW_DIGITS]}"


class Erasures:
    """Finds responses, takes them out with all that came of them, and remembers by keyed hashes that they stay away."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def find_responses(self, source_id: SourceId, external_ids: Collection[str]) -> dict[str, ResponseId]:
        """Those of the source's responses that have one of these ids of the source's own."""
        statement = select(response.c.id, response.c.external_id).where(response.c.source_id == source_id)
        with self._database.read() as connection:
            return {row.external_id: row.id for row in select_among(connection, statement, response.c.external_id, external_ids)}

    def row_id(self, source: Source, row_id: str) -> str:
        """The id by which a row of a file is kept that has one of its own."""
        return make_row_id(self._keys, source.name, row_id)

    def pseudonym_of(self, scope: str, told_by: RawText, *, panel: str | None = None) -> PersonId:
        """The pseudonym of whoever a source (or `SOURCE/SESSION`) tells apart by this token or name."""
        return pseudonym(self._keys, scope, told_by, panel=panel)

    def find_ids_ending(self, source_id: SourceId, ending: str) -> tuple[str, ...]:
        """The source's own ids that end so, in order: a survey that was archived has the same number more than once."""
        statement = select(response.c.external_id).where(
            response.c.source_id == source_id, response.c.external_id.endswith(ending, autoescape=True)
        )
        with self._database.read() as connection:
            return tuple(sorted(connection.execute(statement).scalars()))

    def find_people(self, beginning: str) -> tuple[PersonId, ...]:
        """The pseudonyms that begin so, in order."""
        statement = select(person.c.id).where(person.c.id.startswith(beginning, autoescape=True))
        with self._database.read() as connection:
            return tuple(sorted(map(PersonId, connection.execute(statement).scalars())))

    def responses_of_person(self, person_id: PersonId) -> dict[ResponseId, SourceId]:
        """The person's responses, and the source of each."""
        statement = select(response.c.id, response.c.source_id).where(response.c.person_id == person_id)
        with self._database.read() as connection:
            return {row.id: row.source_id for row in connection.execute(statement)}

    def find_sessions(self, name: str) -> tuple[Session, ...]:
        """The sessions of this name, one a source at most, by source."""
        statement = select(session).where(session.c.name == name).order_by(session.c.source_id)
        with self._database.read() as connection:
            return tuple(Session(**row._mapping) for row in connection.execute(statement))

    def responses_of_session(self, session_id: SessionId) -> tuple[ResponseId, ...]:
        """What was said in a session, a response a speaker."""
        with self._database.read() as connection:
            rows = connection.execute(select(response.c.id).where(response.c.session_id == session_id))
            return tuple(sorted(row.id for row in rows))

    def measure(self, ids: Collection[ResponseId]) -> Extent:
        """What erasing the responses takes out: it is done, counted and undone."""
        with self._database.write() as connection:
            savepoint = connection.begin_nested()
            extent = erase_responses(connection, ids)
            savepoint.rollback()
        return extent

    def erase(self, ids: Collection[ResponseId], marks: Sequence[Mark] = (), *, is_whole_session: bool = False) -> Extent:
        """Take responses out for good: what was, in counts. Each stays away by its own marks and by those given."""
        with self._database.write() as connection:
            own = select(response.c.source_id, response.c.external_id, response.c.content_hash, response.c.person_id, response.c.session_id)
            rows = select_among(connection, own, response.c.id, ids)
            wanted = list(marks)
            for row in rows:
                if row.session_id is None:
                    wanted += [mark_response(row.source_id, row.external_id), mark_answers(row.source_id, row.content_hash)]
                else:
                    wanted.append(mark_person(row.source_id, row.person_id))
                if row.session_id is not None and is_whole_session:
                    wanted.append(mark_answers(row.source_id, row.content_hash))
            self.keep_away(wanted)
            extent = erase_responses(connection, ids)
            if ids:
                self._database.scrub_after_commit()
        return extent

    def keep_away(self, marks: Collection[Mark]) -> None:
        """Remember what must not come in again, as keyed hashes."""
        hashes = {hash_with(self._keys, each.name): each for each in marks}
        now = datetime.now(UTC)
        with self._database.write() as connection:
            known = load_rows(connection, erasure, hashes)
            new = [{"key": key, "source_id": each.source_id, "erased_at": now} for key, each in hashes.items() if key not in known]
            insert_rows(connection, erasure, new)

    def which_stay_away(self, marks: Mapping[str, Collection[Mark]]) -> set[str]:
        """Those of the things, each given with its marks, of which one was erased."""
        hashes = {name: {hash_with(self._keys, mark.name) for mark in each} for name, each in marks.items()}
        with self._database.read() as connection:
            rows = select_among(connection, select(erasure.c.key), erasure.c.key, set().union(*hashes.values()))
        known = {row.key for row in rows}
        return {name for name, each in hashes.items() if not known.isdisjoint(each)}
