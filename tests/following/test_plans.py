"""No list, story or table reads a table whole where an index should serve, however uneven the data, on both databases."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from benchmarks.followed_data import TODAY, fill, make_recommendations
from benchmarks.following import list_queries, run
from domain.ids import UpdateId
from domain.recommendations import StatusUpdate, UpdateState
from tests.warehouse.postgresql import PostgreSQL
from warehouse.database import Database
from warehouse.following import Following
from warehouse.migrate import migrate
from warehouse.recommendations import Recommendations

MANY = 2_500
PARTS = "status_update|milestone|due_change|recommendation_theme|recommendation_place|field_change"
# What SQLite calls a scan goes along an index where one is named; what it sorts into an index of its own has none.
WHOLE_SQLITE = re.compile(rf"SCAN ({PARTS}|recommendation)(?! USING)|AUTOMATIC")
WHOLE_POSTGRESQL = re.compile(rf"Seq Scan on ({PARTS}|recommendation)\b")
# A count of what many are, or all, looks at every recommendation; in a small table a server does well to read it from end to end.
WHOLE_PARTS = re.compile(rf"Seq Scan on ({PARTS})\b")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('plans')}/plans.db"
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        url = server.make_schema("hearback_plans")
    opened = Database(url)
    migrate(opened)
    fill([opened], MANY)
    yield opened
    opened.close()


@contextmanager
def explaining(engine: Engine) -> Iterator[list[tuple[str, str]]]:
    """Gather each query and its plan, explained in its own transaction, where its settings hold."""
    plans: list[tuple[str, str]] = []

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, is_many: bool) -> None:
        if not statement.startswith(("SELECT", "WITH")) or "set_config" in statement or is_many:
            return
        beside = connection.connection.cursor()
        beside.execute(("EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN ") + statement, parameters)
        plans.append((statement, "\n".join(str(row[-1]) for row in beside.fetchall())))
        beside.close()

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def find_whole(database: Database, plans: list[tuple[str, str]], *, counts_all: bool = False) -> list[str]:
    pattern = WHOLE_SQLITE if database.is_sqlite else WHOLE_PARTS if counts_all else WHOLE_POSTGRESQL
    return [f"{plan}\n\n{statement}" for statement, plan in plans if pattern.search(plan)]


@pytest.mark.parametrize("has_figures", [True, False], ids=["after ANALYZE", "without figures"])
def test_no_query_reads_a_table_whole(database: Database, has_figures: bool) -> None:
    if has_figures or not database.is_sqlite:  # a server gathers figures by itself, SQLite never does
        with database.write() as connection:
            connection.execute(text("ANALYZE"))
    queries = list(list_queries(Following(database), Recommendations(database), MANY, random.Random(5)))
    for each in queries:
        with explaining(database.engine) as plans:
            each.ask()
        assert plans, each.group
        counts_all = "everything" not in each.group or each.group.startswith(("table", "count"))
        assert find_whole(database, plans, counts_all=counts_all) == [], each.group


def test_the_check_of_plans_does_find_a_whole_table(database: Database) -> None:
    with explaining(database.engine) as plans, database.read() as connection:
        connection.execute(text("SELECT count(*) FROM status_update WHERE note LIKE '%x%'"))
    assert len(find_whole(database, plans)) == 1


def test_saving_one_update_looks_at_one_recommendation(database: Database) -> None:
    recommendations = Recommendations(database)
    value = recommendations.get("R-0000007")
    assert value is not None
    update = StatusUpdate(UpdateId("u-new"), value.id, TODAY, UpdateState.ISSUED, "Asked again.")
    with explaining(database.engine) as plans:
        recommendations.save([replace(value, updates=(*value.updates, update))])
    assert find_whole(database, plans) == []
    assert len(plans) < 40
    kept = recommendations.get("R-0000007")
    assert kept is not None and update in kept.updates


def test_many_are_saved_with_as_few_queries_as_one(database: Database) -> None:
    """A table is asked once for all of them, not once for each."""
    recommendations, counts = Recommendations(database), []
    for count in (40, 300):
        new = [replace(each, links=()) for each in islice(make_recommendations(count, seed=count), count)]
        values = [_rename(each, f"{count}") for each in new]
        with explaining(database.engine) as plans:
            assert recommendations.save(values) == (count, 0)
        counts.append(len(plans))
    assert counts[0] == counts[1]


def _rename(value: Any, prefix: str) -> Any:
    own_id = f"{prefix}-{value.id}"
    parts = {
        name: tuple(replace(each, id=f"{prefix}-{each.id}", recommendation_id=own_id) for each in getattr(value, name))
        for name in ("milestones", "updates", "due_changes")
    }
    return replace(value, id=own_id, reference=f"N{prefix}-{value.reference}", **parts)


def test_the_benchmark_measures_both_databases() -> None:
    found = run(120, 1)
    assert found["queries"].keys() == {"sqlite", "postgresql"}
    assert found["queries"]["sqlite"].keys() == found["queries"]["postgresql"].keys()
    assert found["rows"]["recommendation"] == 120 and found["rows"]["status_update"] > 800
    for figures in found["queries"]["postgresql"].values():
        assert 0 < figures["p50_ms"] <= figures["p95_ms"] <= figures["max_ms"]
