"""Where passages belong, changed by a person: rewritten in every run, with all that was counted from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Connection, ScalarSelect, delete, func, or_, select, update

from domain.ids import ThemeId
from domain.themes import MadeBy, Theme
from warehouse.rows import cut_chunks
from warehouse.tables_follow import recommendation_theme
from warehouse.tables_themes import assignment, finding, theme, theme_standing, theming_run

CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A theme of a board's level, and the sub-theme in it where there is one; neither for what fits nowhere."""

    theme_id: ThemeId | None
    part_id: ThemeId | None = None

    @classmethod
    def within(cls, where: Theme | None) -> Self:
        """The place that a theme or sub-theme is."""
        if where is None:
            return cls(None)
        return cls(where.id) if where.parent_id is None else cls(where.parent_id, where.id)


def join_passages(connection: Connection, gone: Theme, into: Theme) -> int:
    """Give all that one theme or sub-theme has to another: passages, links, and sub-themes where the other is of a board's level."""
    _join_links(connection, gone, into)
    place = Place.within(into)
    values = {"theme_id": place.theme_id, "part_id": place.part_id}
    if gone.parent_id is not None:
        return connection.execute(update(assignment).where(assignment.c.part_id == gone.id).values(values)).rowcount
    if place.part_id is None:
        del values["part_id"]  # they stay in the sub-themes in which they were, which come along
        connection.execute(update(theme).where(theme.c.parent_id == gone.id).values(parent_id=into.id))
    return connection.execute(update(assignment).where(assignment.c.theme_id == gone.id).values(values)).rowcount


def _join_links(connection: Connection, gone: Theme, into: Theme) -> None:
    """What answers the one answers the other; what a person said of the one stays a person's word."""
    by_person = select(recommendation_theme.c.recommendation_id).where(
        recommendation_theme.c.theme_id == gone.id, recommendation_theme.c.made_by == MadeBy.PERSON.value
    )
    suggested = (recommendation_theme.c.theme_id == into.id, recommendation_theme.c.made_by == MadeBy.MODEL.value)
    connection.execute(delete(recommendation_theme).where(*suggested, recommendation_theme.c.recommendation_id.in_(by_person)))
    linked = select(recommendation_theme.c.recommendation_id).where(recommendation_theme.c.theme_id == into.id)
    of_gone = recommendation_theme.c.theme_id == gone.id
    connection.execute(delete(recommendation_theme).where(of_gone, recommendation_theme.c.recommendation_id.in_(linked)))
    connection.execute(update(recommendation_theme).where(of_gone).values(theme_id=into.id))


def move_parts(connection: Connection, parts: Sequence[Theme], under: Theme) -> None:
    """Put sub-themes beneath another theme, and their passages with them."""
    ids = [each.id for each in parts]
    connection.execute(update(theme).where(theme.c.id.in_(ids)).values(parent_id=under.id))
    connection.execute(update(assignment).where(assignment.c.part_id.in_(ids)).values(theme_id=under.id))


def place_passages(connection: Connection, passage_ids: Collection[str], place: Place) -> None:
    """Put passages where a person says. Whoever stays within a theme stays in its sub-theme, where none is said."""
    certain = {"made_by": MadeBy.PERSON.value, "score": CERTAIN if place.theme_id is not None else 0.0}
    for chunk in cut_chunks(passage_ids):
        here = assignment.c.passage_id.in_(chunk)
        if place.part_id is None:
            elsewhere = or_(assignment.c.theme_id.is_(None), assignment.c.theme_id != place.theme_id) if place.theme_id else here
            connection.execute(update(assignment).where(here, elsewhere).values(part_id=None))
        else:
            certain["part_id"] = place.part_id
        connection.execute(update(assignment).where(here).values(theme_id=place.theme_id, **certain))


def recount(connection: Connection) -> None:
    """Count anew what follows from assignments, and forget findings, which are counted before the next digest."""
    unthemed = select(func.count()).where(assignment.c.run_id == theming_run.c.id, assignment.c.theme_id.is_(None))
    connection.execute(update(theming_run).values(unthemed=unthemed.scalar_subquery()))
    recount_standings(connection)
    connection.execute(delete(finding))


def recount_standings(connection: Connection) -> None:
    """Count the passages of each theme and sub-theme anew in each run; what is retired stands nowhere."""
    connection.execute(update(theme_standing).values(passages=_count_passages()))
    retired = select(theme.c.id).where(theme.c.is_retired)
    connection.execute(delete(theme_standing).where(theme_standing.c.theme_id.in_(retired)))


def _count_passages() -> ScalarSelect[Any]:
    """The passages that a standing's theme or sub-theme has in its run."""
    is_there = or_(assignment.c.theme_id == theme_standing.c.theme_id, assignment.c.part_id == theme_standing.c.theme_id)
    return select(func.count()).where(assignment.c.run_id == theme_standing.c.run_id, is_there).scalar_subquery()
