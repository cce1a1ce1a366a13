"""Which recommendations are wanted, a page at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_

from domain.following import Pressing, Wanted
from domain.ids import RecommendationId
from warehouse.follow_wanted import BY_DUE, BY_REFERENCE, choose_route, collect_few, look_at, walk
from warehouse.tables_follow import recommendation

_R = recommendation.c


# Up to so many are looked up and sorted; more are walked in order until a page is full.
_FEW = 500


def find_ids(connection: Connection, wanted: Wanted, after: str, limit: int) -> list[RecommendationId]:
    """The ids of a page, by reference."""
    statement = walk([_R.id], wanted, _collect(connection, wanted), along=BY_REFERENCE)
    return _read_ids(connection, statement.where(*([_R.reference > after] if after else [])).order_by(_R.reference), limit)


def find_pressing(connection: Connection, wanted: Wanted, after: Pressing | None, limit: int) -> list[RecommendationId]:
    """The ids of a page, by what is due; those with nothing due last."""
    statement = walk([_R.id], wanted, _collect(connection, wanted), along=BY_DUE)
    found: list[RecommendationId] = []
    if after is None or after.due_on is not None:
        dated = statement.where(_R.next_due_on.is_not(None), *([_is_after(after)] if after else []))
        found = _read_ids(connection, dated.order_by(_R.next_due_on, _R.reference), limit)
    if len(found) < limit:
        undated = statement.where(_R.next_due_on.is_(None), *([_R.reference > after.reference] if after and after.due_on is None else []))
        found += _read_ids(connection, undated.order_by(_R.reference), limit - len(found))
    return found


def _collect(connection: Connection, wanted: Wanted) -> list[RecommendationId] | None:
    return None if wanted == Wanted() else collect_few(connection, wanted, few=_FEW)


def _is_after(cursor: Pressing) -> ColumnElement[bool]:
    due_on, reference = cursor.due_on, cursor.reference
    return and_(_R.next_due_on >= due_on, or_(_R.next_due_on > due_on, _R.reference > reference))


def count_wanted(connection: Connection, wanted: Wanted) -> int:
    """How many are wanted."""
    count: int = connection.execute(look_at([func.count()], choose_route(connection, wanted))).scalar_one()
    return count


def _read_ids(connection: Connection, statement: Select[Any], limit: int) -> list[RecommendationId]:
    return list(connection.execute(statement.limit(limit)).scalars())
