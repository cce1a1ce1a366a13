"""What happened to recommendations, newest first, a page at a time: one look at each kind of line, then merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table, and_, literal, or_, select, true

from domain.following import Cursor, StoryKind, StoryLine, Wanted
from domain.ids import RecommendationId
from domain.recommendations import Reply, UpdateState
from warehouse.follow_wanted import BY_ID, collect_few, list_conditions
from warehouse.hints import go_along, is_among, sort_afterwards, walking
from warehouse.rows import select_among
from warehouse.tables_follow import due_change, milestone, recommendation, status_update

_RANK = {kind: place for place, kind in enumerate(StoryKind)}
_HEADS = [
    recommendation.c.id.label("own_id"),
    recommendation.c.reference,
    recommendation.c.title.label("own_title"),
    recommendation.c.owner,
]


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where lines of a kind lie: the day, the key, whose they are, which rows count, and how a row is told."""

    kind: StoryKind
    on: Column[Any]
    key: Column[Any]
    own_id: Column[Any]
    counts: ColumnElement[bool]
    tell: Callable[[Row[Any]], dict[str, Any]]
    by_day: str
    by_own: str

    @property
    def table(self) -> Table:
        return self.key.table


def _tell_update(row: Row[Any]) -> dict[str, Any]:
    reply = Reply(row.reply) if row.reply else None
    return {"state": UpdateState(row.state), "reply": reply, "note": row.note, "evidence": row.evidence}


def _tell_step(row: Row[Any]) -> dict[str, Any]:
    return {"part": row.title}


def _tell_nothing(_row: Row[Any]) -> dict[str, Any]:
    return {}


def _tell_move(row: Row[Any]) -> dict[str, Any]:
    return {"part": row.part or "", "note": row.reason, "before": row.before, "after": row.after}


_KINDS = (
    _Kind(
        StoryKind.ISSUED,
        recommendation.c.issued_on,
        recommendation.c.id,
        recommendation.c.id,
        true(),
        _tell_nothing,
        by_day="ix_recommendation_issued_looked_at",
        by_own="ix_recommendation_id_looked_at",
    ),
    _Kind(
        StoryKind.UPDATE,
        status_update.c.reported_on,
        status_update.c.id,
        status_update.c.recommendation_id,
        status_update.c.stands == 1,
        _tell_update,
        by_day="ix_status_update_reported_on",
        by_own="ix_status_update_recommendation_id",
    ),
    _Kind(
        StoryKind.MOVED,
        due_change.c.on,
        due_change.c.id,
        due_change.c.recommendation_id,
        true(),
        _tell_move,
        by_day="ix_due_change_on",
        by_own="ix_due_change_recommendation_id",
    ),
    _Kind(
        StoryKind.STEP_DONE,
        milestone.c.done_on,
        milestone.c.id,
        milestone.c.recommendation_id,
        true(),
        _tell_step,
        by_day="ix_milestone_done_on",
        by_own="ix_milestone_recommendation_id",
    ),
    _Kind(
        StoryKind.STEP_VERIFIED,
        milestone.c.verified_on,
        milestone.c.id,
        milestone.c.recommendation_id,
        true(),
        _tell_step,
        by_day="ix_milestone_verified_on",
        by_own="ix_milestone_recommendation_id",
    ),
)
# The kind with most lines first: it fills a page soonest, and of the others only as many days are walked as that page spans.
_BY_NUMBER = sorted(_KINDS, key=lambda each: each.kind is not StoryKind.UPDATE)
# Up to so many recommendations, all their lines are looked up and sorted; lines of more are walked by day until a page is full.
_FEW = 1_000


def find_lines(connection: Connection, wanted: Wanted, before: Cursor | None, limit: int) -> tuple[StoryLine, ...]:
    """The next `limit` lines going back in time."""
    few = None if wanted == Wanted() else collect_few(connection, wanted, few=_FEW)
    with walking(connection):
        page: list[Cursor] = []
        for kind in _BY_NUMBER:
            since = page[-1].on if len(page) == limit else None
            page = _keep_newest(page + _find_places(connection, kind, wanted, few, before, limit, since), limit)
        told = {place: line for kind in _KINDS for place, line in _tell(connection, kind, page).items()}
    return tuple(told[each] for each in page)


def _keep_newest(places: list[Cursor], limit: int) -> list[Cursor]:
    return nlargest(limit, places, key=lambda each: (each.on, _RANK[each.kind], each.key))


def _find_places(
    connection: Connection,
    kind: _Kind,
    wanted: Wanted,
    few: list[RecommendationId] | None,
    before: Cursor | None,
    limit: int,
    since: date | None,
) -> list[Cursor]:
    """Where the lines of a kind stand: of these few recommendations, or by day with a test of each line.

    None from before `since`: the page is full of later ones already.
    """
    start = [kind.on.is_not(None) if since is None else kind.on >= since, kind.counts]
    start += [_is_before(kind, before)] if before else []
    statement: Select[Any] = select(kind.on.label("day"), kind.key.label("key")).where(*start)
    if few is not None:
        statement = sort_afterwards(go_along(statement.where(is_among(connection, kind.own_id, few)), kind.table, kind.by_own))
    else:
        statement = go_along(statement.where(*_test_line(kind, wanted)), kind.table, kind.by_day)
    day, key = statement.selected_columns
    statement = statement.order_by(day.desc(), key.desc()).limit(limit)
    return [Cursor(row.day, kind.kind, row.key) for row in connection.execute(statement)]


def _test_line(kind: _Kind, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """A look at whose line it is, as a value: so that lines are walked in their order and nothing is joined or sorted."""
    conditions = list_conditions(wanted)
    yield from (each.is_linked(kind.own_id) for each in conditions if each.is_linked)
    holds = [each.holds for each in conditions if not each.is_linked]
    if kind.table is recommendation:
        yield from holds
    elif holds:
        one = select(literal(1)).where(recommendation.c.id == kind.own_id, *holds)
        yield go_along(one, recommendation, BY_ID).correlate(kind.table).scalar_subquery() == 1
    if kind.kind is StoryKind.UPDATE and wanted.silent_since is not None:
        yield kind.on < wanted.silent_since  # follows from the rest, and spares walking over all that came later


def _is_before(kind: _Kind, cursor: Cursor) -> ColumnElement[bool]:
    """A day's later kinds come first, going back in time."""
    if _RANK[kind.kind] < _RANK[cursor.kind]:
        return kind.on <= cursor.on
    if _RANK[kind.kind] > _RANK[cursor.kind]:
        return kind.on < cursor.on
    return and_(kind.on <= cursor.on, or_(kind.on < cursor.on, kind.key < cursor.key))


def _tell(connection: Connection, kind: _Kind, page: Sequence[Cursor]) -> Mapping[Cursor, StoryLine]:
    days = {each.key: each.on for each in page if each.kind is kind.kind}
    rows = select_among(connection, _select_words(kind), kind.key, days) if days else []
    return {Cursor(days[row.key], kind.kind, row.key): _to_line(kind, days[row.key], row) for row in rows}


def _select_words(kind: _Kind) -> Select[Any]:
    table = kind.table
    if table is recommendation:
        return select(recommendation.c.id.label("key"), *_HEADS)
    words: list[Column[Any] | Any] = [kind.key.label("key"), *_HEADS]
    joined: Any = table.join(recommendation, recommendation.c.id == kind.own_id)
    if table is status_update:
        words += [status_update.c[name] for name in ("state", "reply", "note", "evidence")]
    elif table is milestone:
        words += [milestone.c.title]
    else:
        words += [due_change.c[name] for name in ("reason", "before", "after")] + [milestone.c.title.label("part")]
        joined = joined.outerjoin(milestone, milestone.c.id == due_change.c.milestone_id)
    return select(*words).select_from(joined)


def _to_line(kind: _Kind, on: date, row: Row[Any]) -> StoryLine:
    return StoryLine(on, kind.kind, row.key, row.own_id, row.reference, row.own_title, row.owner, **kind.tell(row))
