"""Writing recommendations so that nothing promised or reported is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, and_, delete, insert

from domain.action import Milestone, Recommendation, StatusUpdate, ThemeLink
from domain.errors import WarehouseError
from domain.ids import RecommendationId
from domain.themes import MadeBy
from warehouse.rows import Values, insert_rows, keep_rows, load_rows
from warehouse.tables_action import milestone, recommendation, recommendation_theme, status_update

_PLAIN = ("id", "reference", "title", "text", "owner", "issued_on", "due_on", "answers")


def keep_recommendations(connection: Connection, values: Sequence[Recommendation], known: Mapping[str, Recommendation]) -> int:
    """Write what is new or changed of each recommendation, found by reference; how many recommendations that were."""
    return sum(_keep_one(connection, each, known.get(each.reference)) for each in values)


def _keep_one(connection: Connection, value: Recommendation, stored: Recommendation | None) -> bool:
    # The reference is what people know it by; the id of the first writing stays.
    own_id = stored.id if stored else value.id
    row = {name: getattr(value, name) for name in _PLAIN} | {"id": own_id}
    written, _ = keep_rows(connection, recommendation, [row])
    written += _keep_milestones(connection, own_id, value.milestones)
    written += _add_updates(connection, own_id, value.updates)
    written += _add_links(connection, own_id, value.links, stored.links if stored else ())
    return written > 0


def _keep_milestones(connection: Connection, own_id: RecommendationId, milestones: Sequence[Milestone]) -> int:
    known = load_rows(connection, milestone, [each.id for each in milestones])
    rows = [asdict(each) | {"recommendation_id": own_id} for each in milestones]
    for row in rows:
        if row["id"] in known:
            row["first_due_on"] = known[row["id"]]["first_due_on"]
    return keep_rows(connection, milestone, rows)[0]


def _add_updates(connection: Connection, own_id: RecommendationId, updates: Sequence[StatusUpdate]) -> int:
    known = load_rows(connection, status_update, [each.id for each in updates])
    new = [_write_update(each, own_id) for each in updates if each.id not in known]
    insert_rows(connection, status_update, new)
    return len(new)


def _write_update(each: StatusUpdate, own_id: RecommendationId) -> Values:
    return {
        "id": each.id,
        "recommendation_id": own_id,
        "reported_on": each.on,
        "state": each.state.value,
        "note": each.note,
        "evidence": each.evidence,
    }


def _add_links(connection: Connection, own_id: RecommendationId, links: Sequence[ThemeLink], known: Sequence[ThemeLink]) -> int:
    new = [each for each in links if each not in known]
    for each in new:
        _put_link(connection, own_id, each)
    return len(new)


def keep_links(
    connection: Connection, links: Mapping[RecommendationId, Sequence[ThemeLink]], known: Mapping[RecommendationId, Sequence[ThemeLink]]
) -> tuple[int, int]:
    """Make the model's links as given; where a person linked the same theme, the person's stays. Links written, unchanged."""
    unknown = [each for each in links if each not in known]
    if unknown:
        raise WarehouseError(
            f"{len(unknown)} recommendations are not in the warehouse.",
            where=unknown[0],
            next_step="Import them first: hearback recommendations import FILE",
        )
    written = unchanged = 0
    for own_id, wanted in links.items():
        by_people = {each.theme_id for each in known[own_id] if each.made_by is MadeBy.PERSON}
        before = [each for each in known[own_id] if each.made_by is MadeBy.MODEL]
        allowed = [each for each in wanted if each.theme_id not in by_people]
        for each in before:
            if each not in allowed:
                _remove_link(connection, own_id, each)
        new = [each for each in allowed if each not in before]
        for each in new:
            _put_link(connection, own_id, each)
        written, unchanged = written + len(new), unchanged + len(wanted) - len(new)
    return written, unchanged


def _put_link(connection: Connection, own_id: RecommendationId, link: ThemeLink) -> None:
    _remove_link(connection, own_id, link)
    row = {"recommendation_id": own_id, "theme_id": link.theme_id, "made_by": link.made_by.value, "score": link.score}
    connection.execute(insert(recommendation_theme), [row])


def _remove_link(connection: Connection, own_id: RecommendationId, link: ThemeLink) -> None:
    table = recommendation_theme
    connection.execute(delete(table).where(and_(table.c.recommendation_id == own_id, table.c.theme_id == link.theme_id)))
