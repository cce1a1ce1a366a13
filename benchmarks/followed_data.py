"""Invented recommendations in any number, and a quick way to put them into a warehouse. The same seed gives the same ones.

Deliberately uneven: one owner answers for three in ten, one theme is linked to one in five, another to a single one, most states are
old, some updates cannot stand, and nothing was ever superseded.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, text

from domain.course import ALLOWED, JUDGED
from domain.ids import DueChangeId, FieldChangeId, MilestoneId, RecommendationId, ThemeId, UpdateId
from domain.recommendations import DueChange, FieldChange, Milestone, Recommendation, Reply, Role, StatusUpdate, ThemeLink, UpdateState
from domain.themes import MadeBy
from warehouse.columns import Json
from warehouse.database import Database
from warehouse.keep_recommendations import tell_standing, write_due_change, write_milestone, write_plain, write_update
from warehouse.rows import Values, insert_rows
from warehouse.tables_follow import (
    due_change,
    field_change,
    milestone,
    recommendation,
    recommendation_place,
    recommendation_theme,
    status_update,
)
from warehouse.tables_heard import round_
from warehouse.tables_themes import theme

TODAY = date(2026, 11, 20)
BEGINNING = date(2015, 1, 1)
BIG_OWNER, SMALL_OWNER = "Public Works", "Office 7"
BIG_THEME, RARE_THEME = ThemeId("theme-000"), ThemeId("theme-rare")
PLACES = tuple(f"Ward {number}" for number in range(40))
OWNERS = tuple(f"Office {number}" for number in range(200))
COLLECTIONS = tuple(f"Report {number}" for number in range(60))
THEMES = tuple(ThemeId(f"theme-{number:03}") for number in range(300))
NEVER = UpdateState.SUPERSEDED
_BATCH = 1_000
_WORDS = (
    "The department reports that the work goes on as planned and that the remaining steps are with the contractor, who has been asked "
    "for a new date; the board will hear of it at its next meeting, with the list of what was done and what was not."
)
_NEXT = {state: sorted(after - {NEVER}) for state, after in ALLOWED.items()}


def make_recommendations(count: int, *, seed: int = 7, words: str = _WORDS) -> Iterator[Recommendation]:
    """So many recommendations, each with about ten updates, two steps, and a date that moved here and there."""
    dice = random.Random(seed)  # noqa: S311 - invented data
    for number in range(count):
        yield _make_one(dice, number, count, words)


def _make_one(dice: random.Random, number: int, count: int, words: str) -> Recommendation:
    own_id = RecommendationId(f"recommendation-{number:07x}")
    issued_on = BEGINNING + timedelta(days=dice.randrange((TODAY - BEGINNING).days - 30))
    due_on = issued_on + timedelta(days=dice.randrange(60, 2_000)) if dice.random() < 0.85 else None
    updates = tuple(_make_updates(dice, own_id, issued_on, words))
    moves = tuple(_make_moves(dice, own_id, due_on))
    return Recommendation(
        id=own_id,
        reference=f"R-{number:07}",
        title=f"Mend what was said in part {number}",
        text=words,
        owner=BIG_OWNER if dice.random() < 0.3 else dice.choice(OWNERS),
        deputy=dice.choice(OWNERS) if dice.random() < 0.2 else "",
        issued_on=issued_on,
        due_on=moves[-1].after if moves else due_on,
        first_due_on=due_on,
        issued_by="The board",
        collection=dice.choice(COLLECTIONS) if dice.random() < 0.5 else "",
        links=tuple(_make_links(dice, number, count)),
        places=tuple(sorted(dice.sample(PLACES, dice.choice((0, 1, 1, 2))))),
        milestones=tuple(_make_steps(dice, own_id, issued_on, due_on)),
        updates=updates,
        due_changes=moves,
    )


def _make_links(dice: random.Random, number: int, count: int) -> Iterator[ThemeLink]:
    if number == count // 2:
        yield ThemeLink(RARE_THEME, MadeBy.PERSON, 1.0)
    chosen = {THEMES[int(dice.paretovariate(0.6)) % len(THEMES)] for _ in range(dice.choice((0, 1, 1, 2)))}
    chosen |= {BIG_THEME} if dice.random() < 0.2 else set()
    for each in sorted(chosen):
        by_person = dice.random() < 0.5
        yield ThemeLink(each, MadeBy.PERSON if by_person else MadeBy.MODEL, 1.0 if by_person else round(dice.random(), 4))


def _make_steps(dice: random.Random, own_id: RecommendationId, issued_on: date, due_on: date | None) -> Iterator[Milestone]:
    for place in range(dice.choice((0, 1, 2, 3))):
        first = issued_on + timedelta(days=dice.randrange(30, 900))
        done = first + timedelta(days=dice.randrange(-20, 90)) if dice.random() < 0.6 else None
        done = done if done and done <= TODAY else None
        verified = done + timedelta(days=10) if done and done + timedelta(days=10) <= TODAY and dice.random() < 0.5 else None
        yield Milestone(
            MilestoneId(f"milestone-{own_id[15:]}-{place}"), own_id, f"Step {place}", first, due_on or first, done, 1.0, verified
        )


def _make_moves(dice: random.Random, own_id: RecommendationId, due_on: date | None) -> Iterator[DueChange]:
    before = due_on
    for place in range(dice.choice((0, 0, 0, 1, 2)) if due_on else 0):
        assert before is not None
        after = before + timedelta(days=dice.randrange(10, 200))
        moved_on = before - timedelta(days=dice.randrange(5, 50))
        if moved_on > TODAY:
            return
        yield DueChange(
            DueChangeId(f"move-{own_id[15:]}-{place}"), own_id, None, moved_on, before, after, "The contractor asked for it.", "Jo"
        )
        before = after


def _make_updates(dice: random.Random, own_id: RecommendationId, issued_on: date, words: str) -> Iterator[StatusUpdate]:
    """A walk along what may follow; one update in a hundred cannot stand."""
    on, state, reply = issued_on, UpdateState.ISSUED, None
    for place in range(dice.randrange(5, 18)):
        on += timedelta(days=dice.randrange(1, 60))
        if on > TODAY:
            return
        state = dice.choice(_NEXT[state])
        is_answer, is_sound = state is UpdateState.RESPONDED, dice.random() < 0.99
        reply = dice.choice((Reply.ACCEPTED, Reply.ACCEPTED, Reply.PARTLY, Reply.REJECTED)) if is_answer else reply
        yield StatusUpdate(
            id=UpdateId(f"update-{own_id[15:]}-{place:02}"),
            recommendation_id=own_id,
            on=on,
            state=state,
            note=words[: dice.randrange(40, 240)],
            evidence="minutes of the board" if state in JUDGED else "",
            reply=reply if is_answer else None,
            by="" if state in JUDGED else "Jo",
            role=(Role.BOARD if is_sound else Role.OWNER) if state in JUDGED else Role.STAFF,
        )


def make_past(value: Recommendation) -> Iterator[FieldChange]:
    """Five fields that were changed, of one recommendation in ten."""
    if value.id[-1] not in "05":
        return
    at = datetime(value.issued_on.year, value.issued_on.month, value.issued_on.day, 12, tzinfo=UTC)
    for place, name in enumerate(("owner", "title", "due_on", "deputy", "text")):
        own_id = FieldChangeId(f"change-{value.id[15:]}-{place}")
        yield FieldChange(own_id, value.id, "", name, "before", "after", at, "jo", "as the board decided", 1_000_000 + place)


def fill(databases: Sequence[Database], count: int, *, seed: int = 7) -> dict[str, int]:
    """Put that many into each of the databases, as saving them would have: rows by table."""
    rows: dict[str, int] = {}
    for database in databases:
        with database.write() as connection:
            _add_themes(connection)
    waiting = make_recommendations(count, seed=seed)
    while batch := list(islice(waiting, _BATCH)):
        parts = _write_all(batch)
        for database in databases:
            with database.write() as connection:
                for table, values in parts:
                    _copy_rows(connection, table, values)
        for table, values in parts:
            rows[table.name] = rows.get(table.name, 0) + len(values)
    for database in databases:
        _tidy(database)
    return rows


def _tidy(database: Database) -> None:
    """What a PostgreSQL server does by itself within minutes. SQLite does nothing of the kind, and is measured so."""
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _add_themes(connection: Connection) -> None:
    insert_rows(connection, round_, [{"id": "round-1", "name": "spring", "title": "Spring"}])
    plain = {"description": "", "keywords": (), "born_in": "round-1", "centroid": (1.0,), "approved_by": "jo", "is_retired": False}
    insert_rows(connection, theme, [{"id": each, "title": each, **plain} for each in (*THEMES, RARE_THEME)])


def _write_all(values: Sequence[Recommendation]) -> list[tuple[Table, list[Values]]]:
    from domain.course import follow

    refused = {each.update.id for value in values for each in follow(value.updates, issued_on=value.issued_on).refused}
    return [
        (recommendation, [write_plain(each, each.id) | tell_standing(each) for each in values]),
        (milestone, [write_milestone(step, each.id) for each in values for step in each.milestones]),
        (
            status_update,
            [write_update(update, each.id) | {"stands": int(update.id not in refused)} for each in values for update in each.updates],
        ),
        (due_change, [write_due_change(move, each.id) for each in values for move in each.due_changes]),
        (recommendation_place, [{"recommendation_id": each.id, "place": place} for each in values for place in each.places]),
        (
            recommendation_theme,
            [
                {"recommendation_id": each.id, "theme_id": link.theme_id, "made_by": link.made_by.value, "score": link.score}
                for each in values
                for link in each.links
            ],
        ),
        (field_change, [{name: getattr(past, name) for name in FieldChange.__slots__} for each in values for past in make_past(each)]),
    ]


def _copy_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """COPY where there is one: inserting a million rows one statement at a time takes minutes."""
    if connection.dialect.name == "sqlite" or not rows:
        insert_rows(connection, table, rows)
        return
    names = list(rows[0])
    writers = [_pick_writer(table, name, connection) for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([write(row[name]) for name, write in zip(names, writers, strict=True)])


def _pick_writer(table: Table, name: str, connection: Connection) -> Any:
    kind = table.c[name].type
    if isinstance(kind, Json):
        return lambda value: kind.process_bind_param(value, connection.dialect)
    return lambda value: value
