"""Writing recommendations so that nothing promised or reported is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select

from domain.course import derive, follow
from domain.errors import WarehouseError
from domain.ids import RecommendationId
from domain.moved import count_moves
from domain.recommendations import DueChange, Ground, Milestone, Recommendation, StatusUpdate, ThemeLink
from domain.themes import MadeBy
from warehouse.load_recommendations import PLAIN, load_recommendations
from warehouse.rows import Values, delete_among, insert_rows, is_same, load_rows, select_among, split_rows, update_rows
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


@dataclass(frozen=True, slots=True)
class _Given:
    """A recommendation as it is given and as it is stored. The id of the first writing stays: people know the reference."""

    value: Recommendation
    stored: Recommendation | None

    @property
    def id(self) -> RecommendationId:
        return self.stored.id if self.stored else self.value.id


def keep_recommendations(connection: Connection, values: Sequence[Recommendation], known: Mapping[str, Recommendation]) -> int:
    """Write what is new or changed of each recommendation, found by reference; how many recommendations that were.

    Each reference stands once among the values. A table is asked and written once for all of them.
    """
    given = [_Given(each, known.get(each.reference)) for each in values]
    changed = _keep_plain(connection, given)
    changed |= _keep_milestones(connection, given)
    changed |= _add_updates(connection, given)
    changed |= _add_due_changes(connection, given)
    changed |= _add_links(connection, given)
    changed |= _keep_sets(connection, given)
    settle_standings(connection, load_recommendations(connection, changed))
    return len(changed)


def settle_standings(connection: Connection, values: Sequence[Recommendation]) -> None:
    """Keep how each stands, by the fold of its updates, where lists look for it."""
    update_rows(connection, recommendation, [tell_standing(each) for each in values])
    _mark_refused(connection, values)


def tell_standing(value: Recommendation) -> Values:
    """What the fold says of a recommendation, for its row."""
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


def _keep_plain(connection: Connection, given: Sequence[_Given]) -> set[RecommendationId]:
    new, changed = split_rows(connection, recommendation, [write_plain(each.value, each.id, each.stored) for each in given])
    insert_rows(connection, recommendation, new)
    update_rows(connection, recommendation, changed)
    return {row["id"] for row in (*new, *changed)}


def write_plain(value: Recommendation, own_id: RecommendationId, stored: Recommendation | None = None) -> Values:
    """The row of a recommendation, without what the fold says of it."""
    first_due_on = (stored.first_due_on if stored else None) or value.first_due_on or value.due_on
    return {name: getattr(value, name) for name in PLAIN} | {"id": own_id, "first_due_on": first_due_on}


def _keep_milestones(connection: Connection, given: Sequence[_Given]) -> set[RecommendationId]:
    rows = [write_milestone(step, each.id) for each in given for step in each.value.milestones]
    known = load_rows(connection, milestone, [row["id"] for row in rows])
    for row in rows:
        if row["id"] in known:
            row["first_due_on"] = known[row["id"]]["first_due_on"]
    new = [row for row in rows if row["id"] not in known]
    changed = [row for row in rows if row["id"] in known and not is_same(row, known[row["id"]])]
    insert_rows(connection, milestone, new)
    update_rows(connection, milestone, changed)
    return {row["recommendation_id"] for row in (*new, *changed)}


def write_milestone(step: Milestone, own_id: RecommendationId) -> Values:
    """The row of a milestone."""
    return asdict(step) | {"recommendation_id": own_id}


def _add_updates(connection: Connection, given: Sequence[_Given]) -> set[RecommendationId]:
    return _add_rows(connection, status_update, [write_update(update, each.id) for each in given for update in each.value.updates])


def _add_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> set[RecommendationId]:
    """Insert what is not there; what is there stays as it is."""
    known = load_rows(connection, table, [row["id"] for row in rows])
    new = list({row["id"]: row for row in reversed(rows) if row["id"] not in known}.values())
    insert_rows(connection, table, new)
    return {row["recommendation_id"] for row in new}


def write_update(each: StatusUpdate, own_id: RecommendationId) -> Values:
    """The row of a status update."""
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


def _add_due_changes(connection: Connection, given: Sequence[_Given]) -> set[RecommendationId]:
    return _add_rows(connection, due_change, [write_due_change(move, each.id) for each in given for move in each.value.due_changes])


def write_due_change(move: DueChange, own_id: RecommendationId) -> Values:
    """The row of a date that moved."""
    return asdict(move) | {"recommendation_id": own_id, "milestone_id": move.milestone_id or ""}


def _keep_sets(connection: Connection, given: Sequence[_Given]) -> set[RecommendationId]:
    """Make places, needs and grounds those given."""
    changed: set[RecommendationId] = set()
    for table, name, write in _SETS:
        differ = [each for each in given if set(getattr(each.value, name)) != set(getattr(each.stored, name) if each.stored else ())]
        delete_among(connection, table.c.recommendation_id, [each.id for each in differ])
        insert_rows(
            connection,
            table,
            [{"recommendation_id": each.id, **write(part)} for each in differ for part in dict.fromkeys(getattr(each.value, name))],
        )
        changed |= {each.id for each in differ}
    return changed


def _write_ground(ground: Ground) -> Values:
    return {"kind": ground.kind.value, "ref": ground.ref, "told": ground.told}


_SETS: tuple[tuple[Table, str, Callable[[Any], Values]], ...] = (
    (recommendation_place, "places", lambda place: {"place": place}),
    (recommendation_need, "needs", lambda needs: {"needs": needs}),
    (recommendation_ground, "grounds", _write_ground),
)


def _add_links(connection: Connection, given: Sequence[_Given]) -> set[RecommendationId]:
    new = [(each, link) for each in given for link in each.value.links if each.stored is None or link not in each.stored.links]
    fresh = [(each, link) for each, link in new if each.stored is None]
    insert_rows(connection, recommendation_theme, [_write_link(each.id, link) for each, link in fresh])
    for each, link in new:
        if each.stored is not None:
            put_link(connection, each.id, link)
    return {each.id for each, _ in new}


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
    connection.execute(insert(recommendation_theme), [_write_link(own_id, link)])


def _write_link(own_id: RecommendationId, link: ThemeLink) -> Values:
    return {"recommendation_id": own_id, "theme_id": link.theme_id, "made_by": link.made_by.value, "score": link.score}


def remove_link(connection: Connection, own_id: RecommendationId, link: ThemeLink) -> None:
    """Take away what links a recommendation to this theme, whoever made it."""
    table = recommendation_theme
    connection.execute(delete(table).where(and_(table.c.recommendation_id == own_id, table.c.theme_id == link.theme_id)))
