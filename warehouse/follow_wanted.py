"""What is wanted, as conditions: each as the ids that it lets through, and as a test of one recommendation.

Which of the two is quick depends on how many there are, and the planners of databases do not know that: of most words they hold
no statistics, so that no word of a person stands in a catalogue. So what is rare is looked up first and the rest tested, and
where nothing is rare the rows are walked in the order that is asked for until a page is full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, CompoundSelect, Connection, Select, Table, and_, func, literal, or_, select, union_all

from domain.following import Wanted
from domain.ids import RecommendationId
from domain.themes import MadeBy
from warehouse.hints import go_along
from warehouse.tables_follow import recommendation, recommendation_place, recommendation_theme

_R = recommendation.c
_RARE_LINKS = 40_000
Ids = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """`ids` selects the recommendations that it lets through, one of them perhaps twice; `holds` tests a row of the table.

    Below `rare` of them, looking each up is quicker than testing all the others: a test of a link is a look at another table.
    `is_linked` is that look by any column that holds ids of recommendations; None where it is the recommendation's row that tells.
    """

    ids: Ids
    holds: ColumnElement[bool]
    rare: int = 10_000
    is_linked: Callable[[Column[Any]], ColumnElement[bool]] | None = None


def list_conditions(wanted: Wanted) -> list[Condition]:
    """One condition for each thing that is set."""
    return list(_make_conditions(wanted))


def _make_conditions(wanted: Wanted) -> Iterator[Condition]:
    if wanted.owner:
        tests = [column == wanted.owner for column in (_R.owner, _R.deputy)]
        yield Condition(union_all(*(select(_R.id).where(each) for each in tests)), or_(*tests))
    if wanted.states:
        yield _test(_R.state.in_([each.value for each in wanted.states]))
    if wanted.collection:
        yield _test(_R.collection == wanted.collection)
    if wanted.theme_id is not None:
        yield _follow_links(wanted)
    if wanted.place:
        yield _look_in(recommendation_place, recommendation_place.c.place == wanted.place)
    if wanted.silent_since is not None:
        yield _test(_R.waits_since < wanted.silent_since)
    days = list(_limit_days(wanted))
    if days:
        yield _test(and_(*days))


def _test(test: ColumnElement[bool]) -> Condition:
    return Condition(select(_R.id).where(test), test)


def _follow_links(wanted: Wanted) -> Condition:
    own = recommendation_theme.c
    makers = [each.value for each in MadeBy] if wanted.with_suggested else [MadeBy.PERSON.value]
    is_linked = and_(own.theme_id == wanted.theme_id, own.made_by.in_(makers))
    return _look_in(recommendation_theme, is_linked)


def _look_in(table: Table, is_it: ColumnElement[bool]) -> Condition:
    """A condition on a table of links. A look is a value and not EXISTS: no planner turns that into a join of its own."""

    def is_linked(own_id: Column[Any]) -> ColumnElement[bool]:
        one = select(literal(1)).where(table.c.recommendation_id == own_id, is_it)
        return one.correlate(own_id.table).scalar_subquery() == 1

    ids = select(table.c.recommendation_id).where(is_it)
    return Condition(ids, is_linked(_R.id), _RARE_LINKS, is_linked)


def _limit_days(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.due_from is not None:
        yield _R.next_due_on >= wanted.due_from
    if wanted.due_by is not None:
        yield _R.next_due_on <= wanted.due_by
    if wanted.overdue_on is not None:
        yield _R.next_due_on < wanted.overdue_on


@dataclass(frozen=True, slots=True)
class Route:
    """How those wanted are found: `tests` of a row; `first` narrows the rows beforehand, None where nothing wanted is rare."""

    tests: tuple[ColumnElement[bool], ...]
    first: Ids | None = None


BY_ID, BY_REFERENCE, BY_DUE = (f"ix_recommendation_{each}_looked_at" for each in ("id", "reference", "due"))


def choose_route(connection: Connection, wanted: Wanted) -> Route:
    """Begin with the rarest condition where it is rare; each is counted no further than that."""
    conditions = list_conditions(wanted)
    rarest, fewest = None, max((each.rare for each in conditions), default=0)
    for each in conditions:
        most = min(fewest, each.rare)
        count = connection.execute(select(func.count()).select_from(each.ids.limit(most).subquery())).scalar_one()
        if count < most:
            rarest, fewest = each, count
    return Route(tuple(each.holds for each in conditions if each is not rarest), rarest.ids if rarest else None)


def look_at(columns: Sequence[Any], route: Route, *, along: str = BY_REFERENCE) -> Select[Any]:
    """Read columns that every list looks at, of those wanted: the rare ones one by one, or `along` an index where none is rare."""
    if route.first is None:
        return go_along(select(*columns).select_from(recommendation).where(*route.tests), recommendation, along)
    return go_along(select(*columns).select_from(recommendation).where(_R.id.in_(route.first), *route.tests), recommendation, BY_ID)


def collect_few(connection: Connection, wanted: Wanted, *, few: int) -> list[RecommendationId] | None:
    """The ids of those wanted where they are `few` at most, else None: then a page is soon full when they are walked in its order."""
    ids = list(connection.execute(look_at([_R.id], choose_route(connection, wanted)).limit(few + 1)).scalars())
    return ids if len(ids) <= few else None
