"""Calendars at secret addresses, and what calendars showed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from domain.calendars import Audience, ShownEvent
from domain.contacts import CalendarFeed, FeedKind
from domain.ids import RecommendationId
from warehouse.database import Database
from warehouse.installation import load_value, save_value
from warehouse.rows import keep_rows, select_among
from warehouse.tables_follow import calendar_event, calendar_feed, recommendation

_NAMESPACE = "calendar namespace"


class Feeds:
    """Calendar feeds by the hash of their secret, and the events that calendars showed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, feed: CalendarFeed) -> None:
        """Keep a new feed."""
        row = {name: getattr(feed, name) for name in CalendarFeed.__slots__} | {"kind": feed.kind.value}
        with self._database.write() as connection:
            connection.execute(insert(calendar_feed), [row])

    def all(self) -> tuple[CalendarFeed, ...]:
        """Every feed there ever was, revoked ones too, oldest first."""
        statement = select(calendar_feed).order_by(calendar_feed.c.made_at, calendar_feed.c.id)
        with self._database.read() as connection:
            return tuple(map(_read_feed, connection.execute(statement)))

    def find(self, secret_hash: str) -> CalendarFeed | None:
        """The feed with this hash of its secret, if it stands; a revoked one is not found."""
        table = calendar_feed
        statement = select(table).where(table.c.secret_hash == secret_hash, table.c.revoked_at.is_(None))
        with self._database.read() as connection:
            row = connection.execute(statement).first()
        return None if row is None else _read_feed(row)

    def revoke(self, feed_id: str, at: datetime) -> bool:
        """End a feed; False where none stands under this id."""
        table = calendar_feed
        statement = update(table).where(table.c.id == feed_id, table.c.revoked_at.is_(None)).values(revoked_at=at)
        with self._database.write() as connection:
            return connection.execute(statement).rowcount > 0

    def namespace(self) -> uuid.UUID:
        """What the ids of this installation's events start from; made up when it is first asked for, and then the same for life."""
        with self._database.read() as connection:
            known = load_value(connection, _NAMESPACE)
        return uuid.UUID(known) if known else self._make_namespace()

    def _make_namespace(self) -> uuid.UUID:
        with self._database.write() as connection:
            known = load_value(connection, _NAMESPACE)  # another process may have been first
            made = uuid.UUID(known) if known else uuid.uuid4()
            if not known:
                save_value(connection, _NAMESPACE, str(made))
        return made

    def open_ids(self, names: Collection[str] | None = None) -> tuple[RecommendationId, ...]:
        """Ids of the recommendations that wait for a date: all of them, or those whose owner or deputy has one of these names."""
        table = recommendation
        statement = select(table.c.id).where(table.c.next_due_on.is_not(None))
        with self._database.read() as connection:
            if names is None:
                return tuple(connection.execute(statement).scalars())
            columns = (table.c.owner, table.c.deputy)
            return tuple({row.id for column in columns for row in select_among(connection, statement, column, names)})

    def open_names(self) -> frozenset[str]:
        """Every owner and deputy of a recommendation that waits for a date, as written there."""
        table = recommendation
        statement = select(table.c.owner, table.c.deputy).where(table.c.next_due_on.is_not(None)).distinct()
        with self._database.read() as connection:
            return frozenset(name for row in connection.execute(statement) for name in (row.owner, row.deputy) if name)

    def shown(self, audience: Audience) -> dict[str, ShownEvent]:
        """What calendars for this audience showed last, by the events' uid."""
        statement = select(calendar_event).where(calendar_event.c.audience == audience.key)
        with self._database.read() as connection:
            return {row.uid: _read_shown(row) for row in connection.execute(statement)}

    def keep_shown(self, audience: Audience, events: Sequence[ShownEvent]) -> int:
        """Keep what a calendar shows now: how many events that changed."""
        rows = [
            {
                "uid": each.uid,
                "audience": audience.key,
                "event_id": each.event_id,
                "recommendation_id": each.recommendation_id or "",
                "shown": each.shown,
                "sequence": each.sequence,
                "changed_at": each.changed_at,
                "is_open": int(each.is_open),
            }
            for each in events
        ]
        with self._database.write() as connection:
            return keep_rows(connection, calendar_event, rows)[0]


def _read_feed(row: Row[Any]) -> CalendarFeed:
    values = dict(row._mapping)
    return CalendarFeed(**values | {"kind": FeedKind(values["kind"])})


def _read_shown(row: Row[Any]) -> ShownEvent:
    return ShownEvent(
        uid=row.uid,
        event_id=row.event_id,
        recommendation_id=RecommendationId(row.recommendation_id) if row.recommendation_id else None,
        shown=row.shown,
        sequence=row.sequence,
        changed_at=row.changed_at,
        is_open=bool(row.is_open),
    )
