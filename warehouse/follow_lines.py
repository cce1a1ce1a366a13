"""What happened to recommendations, newest first, a page at a time: one look at each kind of line, then merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, and_, or_, select, true

from domain.following import Cursor, StoryKind, StoryLine, Wanted
from domain.recommendations import Reply, UpdateState
from warehouse.follow_wanted import list_conditions
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
    _Kind(StoryKind.ISSUED, recommendation.c.issued_on, recommendation.c.id, recommendation.c.id, true(), _tell_nothing),
    _Kind(
        StoryKind.UPDATE,
        status_update.c.reported_on,
        status_update.c.id,
        status_update.c.recommendation_id,
        status_update.c.stands == 1,
        _tell_update,
    ),
    _Kind(StoryKind.MOVED, due_change.c.on, due_change.c.id, due_change.c.recommendation_id, true(), _tell_move),
    _Kind(StoryKind.STEP_DONE, milestone.c.done_on, milestone.c.id, milestone.c.recommendation_id, true(), _tell_step),
    _Kind(StoryKind.STEP_VERIFIED, milestone.c.verified_on, milestone.c.id, milestone.c.recommendation_id, true(), _tell_step),
)
_BY_KIND = {each.kind: each for each in _KINDS}


def find_lines(connection: Connection, wanted: Wanted, before: Cursor | None, limit: int) -> tuple[StoryLine, ...]:
    """The next `limit` lines going back in time."""
    found = [place for kind in _KINDS for place in _find_places(connection, kind, wanted, before, limit)]
    page = nlargest(limit, found, key=lambda each: (each.on, _RANK[each.kind], each.key))
    told = {place: line for kind in _KINDS for place, line in _tell(connection, kind, page).items()}
    return tuple(told[each] for each in page)


def _find_places(connection: Connection, kind: _Kind, wanted: Wanted, before: Cursor | None, limit: int) -> list[Cursor]:
    statement = select(kind.on.label("day"), kind.key.label("key")).where(kind.on.is_not(None), kind.counts)
    conditions = list_conditions(wanted)
    if conditions:
        own = select(recommendation.c.id).where(*(each.holds for each in conditions))
        statement = statement.where(kind.own_id.in_(own))
    if before is not None:
        statement = statement.where(_is_before(kind, before))
    statement = statement.order_by(kind.on.desc(), kind.key.desc()).limit(limit)
    return [Cursor(row.day, kind.kind, row.key) for row in connection.execute(statement)]


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
    table = kind.key.table
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
