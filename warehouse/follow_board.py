"""The status table of a board, counted from what is kept beside recommendations."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from domain.following import Board, Wanted
from domain.recommendations import Reply, UpdateState
from warehouse.follow_wanted import list_conditions
from warehouse.tables_follow import recommendation

_R = recommendation.c


def count_board(connection: Connection, wanted: Wanted, today: date) -> Board:
    """The table over those wanted."""
    holds = [each.holds for each in list_conditions(wanted)]

    def count(*columns: Any) -> Select[Any]:
        return select(*columns).where(*holds)

    states = {
        UpdateState(row.state): row.of_it for row in connection.execute(count(_R.state, func.count().label("of_it")).group_by(_R.state))
    }
    waiting, dated = connection.execute(count(func.count(_R.waits_since), func.count(_R.next_due_on))).one()
    late = connection.execute(count(func.count()).where(_R.next_due_on < today)).scalar_one()
    moved, moves = connection.execute(count(func.count(), func.coalesce(func.sum(_R.moves), 0)).where(_R.moves > 0)).one()
    middle = count(_R.next_due_on).where(_R.next_due_on < today).order_by(_R.next_due_on)
    return Board(
        on=today,
        total=sum(states.values()),
        states=states,
        late=late,
        on_time=dated - late,
        no_date=waiting - dated,
        rejected=connection.execute(count(func.count()).where(_R.reply == Reply.REJECTED.value)).scalar_one(),
        verified=states.get(UpdateState.VERIFIED, 0),
        median_days_late=_find_median(connection, middle, late, today),
        moved=moved,
        moves=moves,
    )


def _find_median(connection: Connection, late: Select[Any], count: int, today: date) -> float | None:
    """The middle of the days late, or the mean of the two that are in the middle."""
    if not count:
        return None
    middle = late.offset((count - 1) // 2).limit(2 - count % 2)
    days: list[int] = [(today - due_on).days for due_on in connection.execute(middle).scalars()]
    return sum(days) / len(days)
