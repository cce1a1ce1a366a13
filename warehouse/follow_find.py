"""Which recommendations are wanted, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from domain.following import Pressing, Wanted
from domain.ids import RecommendationId
from warehouse.follow_wanted import Condition, list_conditions
from warehouse.tables_follow import recommendation

_R = recommendation.c


def find_ids(connection: Connection, wanted: Wanted, after: str, limit: int) -> list[RecommendationId]:
    """The ids of a page, by reference."""
    conditions = list_conditions(wanted)
    return _read_ids(connection, [_R.reference > after] if after else [], conditions, [_R.reference], limit)


def find_pressing(connection: Connection, wanted: Wanted, after: Pressing | None, limit: int) -> list[RecommendationId]:
    """The ids of a page, by what is due; those with nothing due last."""
    conditions = list_conditions(wanted)
    found: list[RecommendationId] = []
    if after is None or after.due_on is not None:
        start = [_R.next_due_on.is_not(None), *([_is_after(after)] if after else [])]
        found = _read_ids(connection, start, conditions, [_R.next_due_on, _R.reference], limit)
    if len(found) < limit:
        rest = [_R.next_due_on.is_(None), *([_R.reference > after.reference] if after and after.due_on is None else [])]
        found += _read_ids(connection, rest, conditions, [_R.reference], limit - len(found))
    return found


def _is_after(cursor: Pressing) -> ColumnElement[bool]:
    due_on, reference = cursor.due_on, cursor.reference
    return and_(_R.next_due_on >= due_on, or_(_R.next_due_on > due_on, _R.reference > reference))


def count_wanted(connection: Connection, wanted: Wanted) -> int:
    """How many are wanted."""
    holds = [each.holds for each in list_conditions(wanted)]
    return connection.execute(select(func.count()).select_from(recommendation).where(*holds)).scalar_one()


def _read_ids(
    connection: Connection,
    start: Sequence[ColumnElement[bool]],
    conditions: Sequence[Condition],
    order: Sequence[ColumnElement[Any]],
    limit: int,
) -> list[RecommendationId]:
    statement = select(_R.id).where(*start, *(each.holds for each in conditions)).order_by(*order).limit(limit)
    return list(connection.execute(statement).scalars())
