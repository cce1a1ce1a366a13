"""What people decided about themes: kept in its order, and seen in themes and assignments at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, func, or_, select

from domain.decisions import Bindings, ThemeDecision, fold_decisions
from domain.errors import WarehouseError
from domain.ids import PassageId, ThemeId
from domain.themes import Theme, ThemeEvent
from warehouse.database import Database
from warehouse.place_passages import Place, join_passages, move_parts, place_passages, recount
from warehouse.rows import insert_rows, keep_rows
from warehouse.tables_heard import passage
from warehouse.tables_themes import theme, theme_decision, theme_event
from warehouse.theme_rows import read_decision, write_decision, write_event, write_theme


class Decisions:
    """An append-only list of decisions about themes and about the themes of passages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[ThemeDecision, ...]:
        """Every decision, in order."""
        return self._select()

    def of_theme(self, theme_id: ThemeId) -> tuple[ThemeDecision, ...]:
        """The decisions that name a theme, in order; those that put a passage there too."""
        return self._select(or_(theme_decision.c.theme_id == theme_id, theme_decision.c.other_id == theme_id))

    def of_passage(self, passage_id: PassageId) -> tuple[ThemeDecision, ...]:
        """The decisions about a passage, in order."""
        return self._select(theme_decision.c.passage_id == passage_id)

    def bindings(self) -> Bindings:
        """What binds the next run."""
        return fold_decisions(self.all())

    def _select(self, *conditions: ColumnElement[bool]) -> tuple[ThemeDecision, ...]:
        statement = select(theme_decision).where(*conditions).order_by(theme_decision.c.number)
        with self._database.read() as connection:
            return tuple(map(read_decision, connection.execute(statement)))

    def keep(
        self, decisions: Sequence[ThemeDecision], themes: Sequence[Theme] = (), events: Sequence[ThemeEvent] = ()
    ) -> tuple[ThemeDecision, ...]:
        """Append decisions, with the themes as they are from now on and what is told of them: the decisions, numbered."""
        with self._database.write() as connection:
            keep_rows(connection, theme, [write_theme(each) for each in themes])
            first = 1 + (connection.execute(select(func.max(theme_decision.c.number))).scalar_one_or_none() or 0)
            numbered = tuple(replace(each, number=first + place) for place, each in enumerate(decisions))
            insert_rows(connection, theme_decision, [write_decision(each) for each in numbered])
            insert_rows(connection, theme_event, [write_event(each) for each in events])
        return numbered

    def join(self, gone: Theme, into: Theme) -> int:
        """Give the passages and sub-themes of one theme to another, in every run; how many passages that were, in all runs.

        As with every change of places, findings are forgotten: they are counted anew before the next digest.
        """
        with self._database.write() as connection:
            moved = join_passages(connection, gone, into)
            recount(connection)
        return moved

    def move_parts(self, parts: Sequence[Theme], under: Theme) -> None:
        """Put sub-themes with their passages beneath another theme, in every run."""
        with self._database.write() as connection:
            move_parts(connection, parts, under)
            recount(connection)

    def place(self, passage_ids: Collection[PassageId], where: Theme | None) -> None:
        """Put passages into a theme or sub-theme, or into none, in every run, as a person's decision."""
        with self._database.write() as connection:
            place_passages(connection, passage_ids, Place.within(where))
            recount(connection)

    def find_passages(self, beginning: str) -> tuple[PassageId, ...]:
        """The passages whose id begins so, in order."""
        with self._database.read() as connection:
            return _find_passages(connection, beginning)


def _find_passages(connection: Connection, beginning: str) -> tuple[PassageId, ...]:
    if not beginning:
        raise WarehouseError("Passages are looked up by the beginning of their id, and none was given.")
    statement = select(passage.c.id).where(passage.c.id.startswith(beginning, autoescape=True)).order_by(passage.c.id)
    return tuple(PassageId(row.id) for row in connection.execute(statement))
