"""Writing recommendations so that nothing promised or reported is lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, Table, and_, delete, insert, select

from domain.course import derive, follow
from domain.errors import WarehouseError
from domain.ids import RecommendationId
from domain.moved import count_moves
from domain.recommendations import DueChange, Ground, Milestone, Recommendation, StatusUpdate, ThemeLink
from domain.themes import MadeBy
from warehouse.load_recommendations import PLAIN, load_recommendations
from warehouse.rows import Values, insert_rows, keep_rows, load_rows, select_among, update_rows
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

_DERIVED = ("state", "state_since", "reply", "next_due_on", "last_update_on", "settled_on")


def keep_recommendations(connection: Connection, values: Sequence[Recommendation], known: Mapping[str, Recommendation]) -> int:
    """Write what is new or changed of each recommendation, found by reference; how many recommendations that were."""
    changed = [own_id for each in values if (own_id := _keep_one(connection, each, known.get(each.reference))) is not None]
    settle_standings(connection, load_recommendations(connection, changed))
    return len(changed)


def settle_standings(connection: Connection, values: Sequence[Recommendation]) -> None:
    """Keep how each stands, by the fold of its updates, where lists look for it."""
    update_rows(connection, recommendation, [_tell_standing(each) for each in values])
    _mark_refused(connection, values)


def _tell_standing(value: Recommendation) -> Values:
    facts = derive(value)
    course = follow(value.updates, issued_on=value.issued_on)
    return {
        "id": value.id,
        **{name: getattr(facts, name) for name in _DERIVED},
        "waits_since": (facts.last_update_on or value.issued_on) if course.is_waited_for else None,
        "moves": count_moves(value),
    }


def _mark_refused(connection: Connection, values: Sequence[Recommendation]) -> None:
    """Write down which updates stand, where that changed: one that came later may let an earlier one stand, or no longer."""
    ids = [each.id for each in values]
    table = status_update
    stored = select_among(connection, select(table.c.id).where(table.c.stands == 0), table.c.recommendation_id, ids)
    before = {row.id for row in stored}
    now = {each.update.id for value in values for each in follow(value.updates, issued_on=value.issued_on).refused}
    update_rows(connection, table, [{"id": each, "stands": int(each not in now)} for each in before ^ now])


def _keep_one(connection: Connection, value: Recommendation, stored: Recommendation | None) -> RecommendationId | None:
    """The id of the recommendation where anything of it was written. The id of the first writing stays: people know the reference."""
    own_id = stored.id if stored else value.id
    first_due_on = (stored.first_due_on if stored else None) or value.first_due_on or value.due_on
    row = {name: getattr(value, name) for name in PLAIN} | {"id": own_id, "first_due_on": first_due_on}
    written, _ = keep_rows(connection, recommendation, [row])
    written += _keep_milestones(connection, own_id, value.milestones)
    written += _add_updates(connection, own_id, value.updates)
    written += _add_due_changes(connection, own_id, value.due_changes)
    written += _add_links(connection, own_id, value.links, stored.links if stored else ())
    written += _keep_sets(connection, own_id, value, stored)
    return own_id if written else None


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
        "reply": each.reply.value if each.reply else None,
        "by": each.by,
        "role": each.role.value,
        "replaced_by": each.replaced_by,
        "turn": each.turn,
    }


def _add_due_changes(connection: Connection, own_id: RecommendationId, moves: Sequence[DueChange]) -> int:
    known = load_rows(connection, due_change, [each.id for each in moves])
    new = [asdict(each) | {"recommendation_id": own_id, "milestone_id": each.milestone_id or ""} for each in moves if each.id not in known]
    insert_rows(connection, due_change, new)
    return len(new)


def _keep_sets(connection: Connection, own_id: RecommendationId, value: Recommendation, stored: Recommendation | None) -> int:
    """Make places, needs and grounds those given; how many of the three changed."""
    wanted: tuple[tuple[Table, list[Values], Collection[object], Collection[object]], ...] = (
        (recommendation_place, [{"place": each} for each in value.places], value.places, stored.places if stored else ()),
        (recommendation_need, [{"needs": each} for each in value.needs], value.needs, stored.needs if stored else ()),
        (recommendation_ground, [_write_ground(each) for each in value.grounds], value.grounds, stored.grounds if stored else ()),
    )
    changed = [(table, rows) for table, rows, now, before in wanted if set(now) != set(before)]
    for table, rows in changed:
        connection.execute(delete(table).where(table.c.recommendation_id == own_id))
        insert_rows(connection, table, [{"recommendation_id": own_id, **row} for row in rows])
    return len(changed)


def _write_ground(ground: Ground) -> Values:
    return {"kind": ground.kind.value, "ref": ground.ref, "told": ground.told}


def _add_links(connection: Connection, own_id: RecommendationId, links: Sequence[ThemeLink], known: Sequence[ThemeLink]) -> int:
    new = [each for each in links if each not in known]
    for each in new:
        put_link(connection, own_id, each)
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
                remove_link(connection, own_id, each)
        new = [each for each in allowed if each not in before]
        for each in new:
            put_link(connection, own_id, each)
        written, unchanged = written + len(new), unchanged + len(wanted) - len(new)
    return written, unchanged


def put_link(connection: Connection, own_id: RecommendationId, link: ThemeLink) -> None:
    """Write a link in the place of any other to the same theme."""
    remove_link(connection, own_id, link)
    row = {"recommendation_id": own_id, "theme_id": link.theme_id, "made_by": link.made_by.value, "score": link.score}
    connection.execute(insert(recommendation_theme), [row])


def remove_link(connection: Connection, own_id: RecommendationId, link: ThemeLink) -> None:
    """Take away what links a recommendation to this theme, whoever made it."""
    table = recommendation_theme
    connection.execute(delete(table).where(and_(table.c.recommendation_id == own_id, table.c.theme_id == link.theme_id)))
