"""Questions as their source asks them: texts and labels in every language, and what is held since it changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, delete, select

from domain.ids import SourceId
from domain.questions import Option, Question, QuestionRole
from warehouse.database import Database
from warehouse.rows import Values, insert_rows
from warehouse.tables_heard import question


class Questions:
    """The mapped questions of each source."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, source_id: SourceId, questions: Sequence[Question]) -> bool:
        """Make the source's questions as given, in this order; True when anything differed."""
        wanted = [_write(source_id, place, each) for place, each in enumerate(questions)]
        with self._database.write() as connection:
            statement = select(question).where(question.c.source_id == source_id).order_by(question.c.position)
            if [_read(row) for row in connection.execute(statement)] == list(questions):
                return False
            connection.execute(delete(question).where(question.c.source_id == source_id))
            insert_rows(connection, question, wanted)
        return True

    def of_source(self, source_id: SourceId) -> tuple[Question, ...]:
        """The source's questions, in the order of its mapping."""
        return self.of_sources([source_id]).get(source_id, ())

    def of_sources(self, source_ids: Collection[SourceId]) -> dict[SourceId, tuple[Question, ...]]:
        """The questions of several sources; one that has none is left out."""
        statement = select(question).where(question.c.source_id.in_(list(source_ids))).order_by(question.c.source_id, question.c.position)
        found: dict[SourceId, list[Question]] = {}
        with self._database.read() as connection:
            for row in connection.execute(statement):
                found.setdefault(SourceId(row.source_id), []).append(_read(row))
        return {source_id: tuple(questions) for source_id, questions in found.items()}


def _write(source_id: SourceId, place: int, each: Question) -> Values:
    return {
        "source_id": source_id,
        "code": each.code,
        "position": place,
        "role": each.role.value,
        "type": each.type,
        "native_id": each.native_id,
        "texts": each.texts,
        "options": [(option.code, option.texts) for option in each.options],
        "held_reason": each.held_reason,
    }


def _read(row: Row[Any]) -> Question:
    return Question(
        code=row.code,
        role=QuestionRole(row.role),
        type=row.type,
        texts=row.texts,
        options=tuple(Option(code, texts) for code, texts in row.options),
        native_id=row.native_id,
        held_reason=row.held_reason,
    )
