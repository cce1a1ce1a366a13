"""Recommendations, their milestones, updates and moved dates, and the themes they answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, select

from domain.ids import RecommendationId
from domain.recommendations import FieldChange, Recommendation, ThemeLink
from warehouse.database import Database
from warehouse.keep_recommendations import keep_links, keep_recommendations
from warehouse.load_recommendations import load_every, load_recommendations, load_referred
from warehouse.rows import cut_chunks, insert_rows, select_among
from warehouse.tables_follow import due_change, field_change, milestone, recommendation, recommendation_need, status_update


class Recommendations:
    """What boards asked for and what became of it. Nothing that was promised or reported is ever removed by saving."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, values: Sequence[Recommendation]) -> tuple[int, int]:
        """Keep recommendations by their reference: how many were written, how many unchanged.

        First dates stay as first written. Status updates and moved dates that are there stay as they are. Milestones,
        updates, moved dates and links that are not given stay too; places, needs and grounds become those given. How each
        stands is folded anew and kept beside it.
        """
        with self._database.write() as connection:
            written = sum(self._save_distinct(connection, turn) for turn in _take_turns(values))
        return written, len(values) - written

    def _save_distinct(self, connection: Connection, values: Sequence[Recommendation]) -> int:
        known = {each.reference: each for each in load_referred(connection, [each.reference for each in values])}
        return keep_recommendations(connection, values, known)

    def link(self, links: Mapping[RecommendationId, Sequence[ThemeLink]]) -> tuple[int, int]:
        """Make the model's links of these recommendations as given, leaving people's alone: links written, unchanged.

        A recommendation with fewer model links than before has those removed.
        """
        with self._database.write() as connection:
            known = load_recommendations(connection, links)
            return keep_links(connection, links, {each.id: each.links for each in known})

    def all(self) -> tuple[Recommendation, ...]:
        """Every recommendation with its parts, by reference; milestones by first date, updates by day, links by score."""
        with self._database.read() as connection:
            return load_every(connection)

    def some(self, ids: Collection[RecommendationId]) -> tuple[Recommendation, ...]:
        """These recommendations with their parts, by reference; ids that nothing has are passed over."""
        with self._database.read() as connection:
            return load_recommendations(connection, ids)

    def get(self, reference: str) -> Recommendation | None:
        """The recommendation that people know by this reference."""
        with self._database.read() as connection:
            return next(iter(load_referred(connection, [reference])), None)

    def referred(self, references: Collection[str]) -> tuple[Recommendation, ...]:
        """The recommendations that people know by these references, by reference."""
        with self._database.read() as connection:
            return load_referred(connection, references)

    def find_parts(self, ids: Collection[str]) -> dict[str, RecommendationId]:
        """To which recommendation an id belongs that is a recommendation's own, or a milestone's, an update's or a moved date's."""
        parts = ((each, each.c.recommendation_id) for each in (milestone, status_update, due_change))
        with self._database.read() as connection:
            return {
                row.id: row.owner
                for table, owner in ((recommendation, recommendation.c.id), *parts)
                for row in select_among(connection, select(table.c.id, owner.label("owner")), table.c.id, ids)
            }

    def note_changes(self, changes: Sequence[FieldChange]) -> None:
        """Add to the past of fields; nothing there is ever changed."""
        rows = [{name: getattr(each, name) for name in FieldChange.__slots__} for each in changes]
        with self._database.write() as connection:
            insert_rows(connection, field_change, rows)

    def changes(self, own_id: RecommendationId) -> tuple[FieldChange, ...]:
        """The past of a recommendation's fields, oldest first."""
        table = field_change
        statement = select(table).where(table.c.recommendation_id == own_id).order_by(table.c.deed, table.c.at, table.c.id)
        with self._database.read() as connection:
            return tuple(FieldChange(**row._mapping) for row in connection.execute(statement))

    def changes_of_deeds(self, deeds: Collection[int]) -> tuple[FieldChange, ...]:
        """All changes of these deeds, of whichever recommendations, by deed and id."""
        table = field_change
        with self._database.read() as connection:
            found = [row for part in cut_chunks(deeds) for row in connection.execute(select(table).where(table.c.deed.in_(part)))]
        return tuple(sorted((FieldChange(**row._mapping) for row in found), key=lambda each: (each.deed, each.id)))

    def deeds(self) -> tuple[int, ...]:
        """The numbers of all deeds that left changes, in their order."""
        statement = select(field_change.c.deed).distinct().order_by(field_change.c.deed)
        with self._database.read() as connection:
            return tuple(connection.execute(statement).scalars())

    def references(self) -> tuple[str, ...]:
        """What people call the recommendations, in order of the alphabet."""
        with self._database.read() as connection:
            return tuple(connection.execute(select(recommendation.c.reference).order_by(recommendation.c.reference)).scalars())

    def waiting_on(self, reference: str) -> tuple[str, ...]:
        """The references of recommendations that need this one first."""
        needs = recommendation_need.c
        joined = select(recommendation.c.reference).join(recommendation_need, needs.recommendation_id == recommendation.c.id)
        with self._database.read() as connection:
            return tuple(sorted(connection.execute(joined.where(needs.needs == reference)).scalars()))


def _take_turns(values: Sequence[Recommendation]) -> Iterator[list[Recommendation]]:
    """The values in their order, in turns in which no reference stands twice: nearly always one."""
    turn: dict[str, Recommendation] = {}
    for each in values:
        if each.reference in turn:
            yield list(turn.values())
            turn = {}
        turn[each.reference] = each
    yield list(turn.values())
