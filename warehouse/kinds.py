"""What kind of thing each passage says, as a version of the program or a person told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from domain.ids import PassageId, RoundId
from domain.kinds import BY_PERSON, Kind, Leaning, PassageKind
from warehouse.database import Database
from warehouse.rows import Values, insert_rows, is_same, load_rows, select_among, update_rows
from warehouse.tables_heard import comment, passage
from warehouse.tables_review import passage_kind


class Kinds:
    """Kinds of passages: one row a passage, which goes when the passage goes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_rounds(self, round_ids: Collection[RoundId]) -> Mapping[PassageId, PassageKind]:
        """The kinds of the rounds' passages, by passage; those that nobody has told yet are not in it."""
        statement = select(passage_kind).join_from(passage_kind, passage).join(comment, comment.c.id == passage.c.comment_id)
        with self._database.read() as connection:
            rows = select_among(connection, statement, comment.c.round_id, set(round_ids))
        return {row.passage_id: _read(row) for row in rows}

    def get(self, passage_id: PassageId) -> PassageKind | None:
        """The kind of one passage; None where nobody has told it."""
        with self._database.read() as connection:
            row = connection.execute(select(passage_kind).where(passage_kind.c.passage_id == passage_id)).one_or_none()
        return None if row is None else _read(row)

    def save(self, kinds: Sequence[PassageKind]) -> tuple[int, int]:
        """Keep these kinds: how many were written, how many were there already. What a person said stays, unless a person says otherwise.

        Passages withdrawn since are passed over and count in neither.
        """
        wanted = {each.passage_id: each for each in kinds}
        with self._database.write() as connection:
            there = {row.id for row in select_among(connection, select(passage.c.id), passage.c.id, list(wanted))}
            known = load_rows(connection, passage_kind, [each for each in wanted if each in there])
            rows = [
                _write(each) for each in wanted.values() if each.passage_id in there and not _is_decided(known.get(each.passage_id), each)
            ]
            new = [row for row in rows if row["passage_id"] not in known]
            changed = [row for row in rows if row["passage_id"] in known and not is_same(row, known[row["passage_id"]])]
            insert_rows(connection, passage_kind, new)
            update_rows(connection, passage_kind, changed)
        written = len(new) + len(changed)
        return written, len(there) - written


def _is_decided(known: Values | None, told: PassageKind) -> bool:
    return known is not None and known["made_by"] == BY_PERSON and told.made_by != BY_PERSON


def _read(row: Row[Any]) -> PassageKind:
    leaning = None if row.leaning is None else Leaning(row.leaning)
    return PassageKind(row.passage_id, Kind(row.kind), leaning, row.score, row.made_by)


def _write(each: PassageKind) -> Values:
    leaning = None if each.leaning is None else each.leaning.value
    return {"passage_id": each.passage_id, "kind": each.kind.value, "leaning": leaning, "score": each.score, "made_by": each.made_by}
