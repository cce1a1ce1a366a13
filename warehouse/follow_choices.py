"""Owners and neighborhoods of recommendations, each once: looked up one after another in an index, so that no table is read whole."""

from __future__ import annotations

from sqlalchemy import Column, Connection, func, select

from warehouse.tables_follow import recommendation, recommendation_place


def list_owners(connection: Connection, limit: int) -> tuple[str, ...]:
    """Names that answer for something, in the database's order of letters, `limit` at most."""
    return _list_values(connection, recommendation.c.owner, limit)


def list_places(connection: Connection, limit: int) -> tuple[str, ...]:
    """Neighborhoods that something concerns, in the same order."""
    return _list_values(connection, recommendation_place.c.place, limit)


def is_owner(connection: Connection, name: str) -> bool:
    """Whether a name answers for something."""
    return connection.execute(select(recommendation.c.id).where(recommendation.c.owner == name).limit(1)).first() is not None


def _list_values(connection: Connection, column: Column[str], limit: int) -> tuple[str, ...]:
    found: list[str] = []
    last = ""
    while len(found) < limit:
        following = connection.execute(select(func.min(column)).where(column > last)).scalar_one()
        if following is None:
            break
        found.append(following)
        last = following
    return tuple(found)
