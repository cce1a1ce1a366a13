"""Which recommendations are wanted, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, func, or_, select

from domain.following import Pressing, Wanted
from domain.ids import RecommendationId
from warehouse.follow_wanted import BY_DUE, BY_ID, BY_REFERENCE, choose_route, collect_few, list_conditions, look_at
from warehouse.hints import go_along, is_among, sort_afterwards, walking
from warehouse.tables_follow import recommendation

_R = recommendation.c


# Up to so many are looked up and sorted; more are walked in order until a page is full.
_FEW = 500


@dataclass(frozen=True, slots=True)
class _Order:
    """An order of a list: the columns, the index that has them, and what stands after a place in it."""

    columns: tuple[Column[Any], ...]
    index: str
    after: tuple[ColumnElement[bool], ...] = ()


def find_ids(connection: Connection, wanted: Wanted, after: str, limit: int) -> list[RecommendationId]:
    """The ids of a page, by reference."""
    order = _Order((_R.reference,), BY_REFERENCE, (_R.reference > after,) if after else ())
    return _read_ids(connection, _Chosen.of(connection, wanted), order, limit)


def find_pressing(connection: Connection, wanted: Wanted, after: Pressing | None, limit: int) -> list[RecommendationId]:
    """The ids of a page, by what is due; those with nothing due last."""
    chosen, found = _Chosen.of(connection, wanted), []
    if after is None or after.due_on is not None:
        start = (_R.next_due_on.is_not(None), *([_is_after(after)] if after else []))
        found = _read_ids(connection, chosen, _Order((_R.next_due_on, _R.reference), BY_DUE, start), limit)
    if len(found) < limit:
        start = (_R.next_due_on.is_(None), *([_R.reference > after.reference] if after and after.due_on is None else []))
        found += _read_ids(connection, chosen, _Order((_R.reference,), BY_DUE, start), limit - len(found))
    return found


def _is_after(cursor: Pressing) -> ColumnElement[bool]:
    due_on, reference = cursor.due_on, cursor.reference
    return and_(_R.next_due_on >= due_on, or_(_R.next_due_on > due_on, _R.reference > reference))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Those wanted: their ids where they are few, and the tests of each otherwise."""

    few: list[RecommendationId] | None
    tests: tuple[ColumnElement[bool], ...]

    @classmethod
    def of(cls, connection: Connection, wanted: Wanted) -> _Chosen:
        few = None if wanted == Wanted() else collect_few(connection, wanted, few=_FEW)
        return cls(few, tuple(each.holds for each in list_conditions(wanted)))


def _read_ids(connection: Connection, chosen: _Chosen, order: _Order, limit: int) -> list[RecommendationId]:
    if chosen.few is not None:
        found = go_along(select(_R.id, *order.columns).where(is_among(connection, _R.id, chosen.few), *order.after), recommendation, BY_ID)
        sorted_ = sort_afterwards(found)
        names = [sorted_.selected_columns[each.name] for each in order.columns]
        return list(connection.execute(sorted_.order_by(*names).limit(limit)).scalars())
    statement = go_along(select(_R.id).where(*chosen.tests, *order.after), recommendation, order.index)
    with walking(connection):
        return list(connection.execute(statement.order_by(*order.columns).limit(limit)).scalars())


def count_wanted(connection: Connection, wanted: Wanted) -> int:
    """How many are wanted."""
    count: int = connection.execute(look_at([func.count()], choose_route(connection, wanted))).scalar_one()
    return count
