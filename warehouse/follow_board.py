"""The status table of a board, counted from what is kept beside recommendations."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, case, func, select

from domain.following import Board, Wanted
from domain.recommendations import Reply, UpdateState
from warehouse.follow_wanted import BY_DUE, Route, choose_route, look_at
from warehouse.hints import go_along
from warehouse.tables_follow import recommendation

_R = recommendation.c


def count_board(connection: Connection, wanted: Wanted, today: date) -> Board:
    """The table over those wanted: a look at all of them, at their states, and at the middle of those that are late."""
    route = choose_route(connection, wanted)
    sums = connection.execute(look_at([*_SUMS, _sum(_R.next_due_on < today).label("late")], route)).one()
    states = _count_states(connection, wanted, route)
    return Board(
        on=today,
        total=sums.total,
        states=states,
        late=sums.late,
        on_time=sums.dated - sums.late,
        no_date=sums.waiting - sums.dated,
        rejected=sums.rejected,
        verified=states.get(UpdateState.VERIFIED, 0),
        median_days_late=_find_median(connection, route, sums.late, today),
        moved=sums.moved,
        moves=sums.all_moves,
    )


def _count_states(connection: Connection, wanted: Wanted, route: Route) -> dict[UpdateState, int]:
    """Of everything, along an index in which states are sorted already."""
    columns = [_R.state, func.count().label("of_it")]
    statement = go_along(select(*columns), recommendation, "ix_recommendation_state") if wanted == Wanted() else look_at(columns, route)
    return {UpdateState(row.state): row.of_it for row in connection.execute(statement.group_by(_R.state))}


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
