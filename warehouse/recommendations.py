"""Recommendations, their milestones and status updates, and the themes they answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from domain.action import Milestone, Recommendation, StatusUpdate, ThemeLink, UpdateState
from domain.ids import RecommendationId
from domain.themes import MadeBy
from warehouse.database import Database
from warehouse.keep_recommendations import keep_links, keep_recommendations
from warehouse.tables_action import milestone, recommendation, recommendation_theme, status_update


class Recommendations:
    """What boards asked for and what became of it. Nothing that was promised or reported is ever removed by saving."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, values: Sequence[Recommendation]) -> tuple[int, int]:
        """Keep recommendations by their reference: how many were written, how many unchanged.

        A milestone's first date stays as first written. A status update that is there stays as it is. Milestones,
        updates and links that are not given stay too.
        """
        with self._database.write() as connection:
            written = keep_recommendations(connection, values, {each.reference: each for each in _load_all(connection)})
        return written, len(values) - written

    def link(self, links: Mapping[RecommendationId, Sequence[ThemeLink]]) -> tuple[int, int]:
        """Make the model's links of these recommendations as given, leaving people's alone: links written, unchanged.

        A recommendation with fewer model links than before has those removed.
        """
        with self._database.write() as connection:
            return keep_links(connection, links, {each.id: each.links for each in _load_all(connection)})

    def all(self) -> tuple[Recommendation, ...]:
        """Every recommendation with its parts, by reference; milestones by first date, updates by day, links by score."""
        with self._database.read() as connection:
            return _load_all(connection)


def _load_all(connection: Connection) -> tuple[Recommendation, ...]:
    milestones, updates, links = (_gather(connection, table) for table in (milestone, status_update, recommendation_theme))
    found = [
        replace(
            Recommendation(**row._mapping),
            links=tuple(sorted(map(_to_link, links[row.id]), key=lambda each: (-each.score, each.theme_id))),
            milestones=tuple(sorted(map(_to_milestone, milestones[row.id]), key=lambda each: (each.first_due_on, each.id))),
            updates=tuple(sorted(map(_to_update, updates[row.id]), key=lambda each: (each.on, each.id))),
        )
        for row in connection.execute(select(recommendation))
    ]
    return tuple(sorted(found, key=lambda each: each.reference))


def _gather(connection: Connection, table: Table) -> defaultdict[str, list[Row[Any]]]:
    gathered: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(table)):
        gathered[row.recommendation_id].append(row)
    return gathered


def _to_link(row: Row[Any]) -> ThemeLink:
    return ThemeLink(row.theme_id, MadeBy(row.made_by), row.score)


def _to_milestone(row: Row[Any]) -> Milestone:
    return Milestone(**row._mapping)


def _to_update(row: Row[Any]) -> StatusUpdate:
    return StatusUpdate(row.id, row.recommendation_id, row.reported_on, UpdateState(row.state), row.note, row.evidence)
