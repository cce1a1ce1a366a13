"""Rows -> recommendations with all their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, select

from domain.ids import MilestoneId, RecommendationId
from domain.recommendations import (
    DueChange,
    Ground,
    GroundKind,
    Milestone,
    Recommendation,
    Reply,
    Role,
    StatusUpdate,
    ThemeLink,
    UpdateState,
)
from domain.themes import MadeBy
from warehouse.rows import select_among
from warehouse.tables_follow import (
    due_change,
    milestone,
    recommendation,
    recommendation_ground,
    recommendation_need,
    recommendation_place,
    recommendation_theme,
    status_update,
)

Part = TypeVar("Part")
Rows = defaultdict[str, list[Row[Any]]]

PLAIN = (
    *("id", "reference", "title", "text", "owner", "issued_on", "due_on", "answers", "issued_by", "addressed_to", "deputy"),
    *("first_due_on", "evidence_standard", "indicators", "urls", "collection", "external_id"),
)
_COLUMNS = [recommendation.c[name] for name in PLAIN]


def load_every(connection: Connection) -> tuple[Recommendation, ...]:
    """Every recommendation, by reference."""
    return _load(connection, list(connection.execute(select(*_COLUMNS))), None)


def load_recommendations(connection: Connection, ids: Collection[RecommendationId]) -> tuple[Recommendation, ...]:
    """These recommendations, by reference."""
    return _load(connection, select_among(connection, select(*_COLUMNS), recommendation.c.id, ids), list(ids))


def load_referred(connection: Connection, references: Collection[str]) -> tuple[Recommendation, ...]:
    """The recommendations with these references, by reference."""
    rows = select_among(connection, select(*_COLUMNS), recommendation.c.reference, references)
    return _load(connection, rows, [row.id for row in rows])


def _load(connection: Connection, rows: list[Row[Any]], ids: list[RecommendationId] | None) -> tuple[Recommendation, ...]:
    def gather(table: Table, read: Callable[[Row[Any]], Part], key: Callable[[Part], Any]) -> dict[str, tuple[Part, ...]]:
        """The parts of each recommendation that one table holds, sorted."""
        statement = select(table)
        found = connection.execute(statement) if ids is None else select_among(connection, statement, table.c.recommendation_id, ids)
        parts: defaultdict[str, list[Part]] = defaultdict(list)
        for row in found:
            parts[row.recommendation_id].append(read(row))
        return {own_id: tuple(sorted(values, key=key)) for own_id, values in parts.items()}

    links = gather(recommendation_theme, _to_link, lambda each: (-each.score, each.theme_id))
    milestones = gather(milestone, _to_milestone, lambda each: (each.first_due_on, each.id))
    updates = gather(status_update, _to_update, lambda each: (each.on, each.id))
    moves = gather(due_change, _to_due_change, lambda each: (each.on, each.id))
    places = gather(recommendation_place, lambda row: str(row.place), str)
    needs = gather(recommendation_need, lambda row: str(row.needs), str)
    grounds = gather(recommendation_ground, _to_ground, lambda each: (each.kind, each.ref))
    loaded = [
        replace(
            Recommendation(**row._mapping),
            links=links.get(row.id, ()),
            milestones=milestones.get(row.id, ()),
            updates=updates.get(row.id, ()),
            due_changes=moves.get(row.id, ()),
            places=places.get(row.id, ()),
            needs=needs.get(row.id, ()),
            grounds=grounds.get(row.id, ()),
        )
        for row in rows
    ]
    return tuple(sorted(loaded, key=lambda each: each.reference))


def _to_link(row: Row[Any]) -> ThemeLink:
    return ThemeLink(row.theme_id, MadeBy(row.made_by), row.score)


def _to_milestone(row: Row[Any]) -> Milestone:
    return Milestone(**row._mapping)


def _to_update(row: Row[Any]) -> StatusUpdate:
    return StatusUpdate(
        id=row.id,
        recommendation_id=row.recommendation_id,
        on=row.reported_on,
        state=UpdateState(row.state),
        note=row.note,
        evidence=row.evidence,
        reply=Reply(row.reply) if row.reply else None,
        by=row.by,
        role=Role(row.role),
        replaced_by=row.replaced_by,
        turn=row.turn,
    )


def _to_due_change(row: Row[Any]) -> DueChange:
    milestone_id = MilestoneId(row.milestone_id) if row.milestone_id else None
    return DueChange(row.id, row.recommendation_id, milestone_id, row.on, row.before, row.after, row.reason, row.by)


def _to_ground(row: Row[Any]) -> Ground:
    return Ground(GroundKind(row.kind), row.ref, row.told)
