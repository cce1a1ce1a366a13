"""The status table of a board, counted from what is kept beside recommendations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Label, case, func, select

from domain.following import Board, Wanted
from domain.recommendations import Reply, UpdateState
from warehouse.follow_wanted import BY_DUE, Route, choose_route, look_at
from warehouse.hints import go_along
from warehouse.tables_follow import recommendation

_R = recommendation.c


def count_board(connection: Connection, wanted: Wanted, today: date) -> Board:
    """The table over those wanted: a look at all of them, and one at the middle of those that are late."""
    route = choose_route(connection, wanted)
    sums = [*_SUMS, _sum(_R.next_due_on < today).label("late")]
    found, states = _count_everything(connection, sums) if wanted == Wanted() else _count_by_state(connection, sums, route)
    return Board(
        on=today,
        total=found["total"],
        states=states,
        late=found["late"],
        on_time=found["dated"] - found["late"],
        no_date=found["waiting"] - found["dated"],
        rejected=found["rejected"],
        verified=states.get(UpdateState.VERIFIED, 0),
        median_days_late=_find_median(connection, route, found["late"], today),
        moved=found["moved"],
        moves=found["all_moves"],
    )


def _count_everything(connection: Connection, sums: Sequence[Label[Any]]) -> tuple[Mapping[str, int], dict[UpdateState, int]]:
    """States along an index in which they are sorted already: sorting all of them takes longer than a second look."""
    found = connection.execute(look_at(sums, Route(()))).one()
    states = go_along(select(_R.state, func.count().label("of_it")), recommendation, "ix_recommendation_state").group_by(_R.state)
    return dict(found._mapping), {UpdateState(row.state): row.of_it for row in connection.execute(states)}


def _count_by_state(connection: Connection, sums: Sequence[Label[Any]], route: Route) -> tuple[Mapping[str, int], dict[UpdateState, int]]:
    rows = connection.execute(look_at([_R.state, *sums], route).group_by(_R.state)).all()
    found = {each.name: sum(row._mapping[each.name] for row in rows) for each in sums}
    return found, {UpdateState(row.state): row.total for row in rows}


def _sum(test: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((test, 1)))


_SUMS = (
    func.count().label("total"),
    func.count(_R.waits_since).label("waiting"),
    func.count(_R.next_due_on).label("dated"),
    _sum(_R.reply == Reply.REJECTED.value).label("rejected"),
    _sum(_R.moves > 0).label("moved"),
    func.coalesce(func.sum(_R.moves), 0).label("all_moves"),
)


def _find_median(connection: Connection, route: Route, count: int, today: date) -> float | None:
    """The middle of the days late, or the mean of the two that are in the middle."""
    if not count:
        return None
    late = look_at([_R.next_due_on], route, along=BY_DUE).where(_R.next_due_on < today).order_by(_R.next_due_on)
    middle = late.offset((count - 1) // 2).limit(2 - count % 2)
    days: list[int] = [(today - due_on).days for due_on in connection.execute(middle).scalars()]
    return sum(days) / len(days)
