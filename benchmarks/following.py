"""How quickly recommendations are found, told and counted: p50, p95 and the longest of each query, on SQLite and PostgreSQL. JSON.

    python -m benchmarks.following [--recommendations 100000] [--small] > following.json

Makes as many recommendations with about ten updates each (benchmarks/followed_data.py, seeded), in a file and in a server from a
wheel, then asks each query with many different values, in a fresh order each round, in one process. Milliseconds are of the whole
call, values included, as a page would wait for them; `cpu` is what of them this process and the server's worked (the rest is waiting
for others on the machine). `saved` is one update into one of them, and `imported` 10,000 new ones.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.followed_data import (
    BIG_OWNER,
    BIG_THEME,
    COLLECTIONS,
    NEVER,
    OWNERS,
    PLACES,
    RARE_THEME,
    THEMES,
    TODAY,
    fill,
    make_recommendations,
)
from domain.following import Cursor, Pressing, StoryKind, Wanted
from domain.ids import RecommendationId, UpdateId
from domain.recommendations import StatusUpdate, UpdateState
from tests.warehouse.postgresql import start_postgresql
from warehouse.database import Database
from warehouse.following import Following
from warehouse.migrate import migrate
from warehouse.recommendations import Recommendations

PAGE = 50
ROUNDS = 20
SMALL = 2_000
_S = UpdateState
_WAITING = (_S.PLANNED, _S.IN_PROGRESS, _S.REPORTED_DONE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One query with its values: `group` is what figures are gathered by."""

    group: str
    ask: Callable[[], object]


def list_wanted(dice: random.Random) -> dict[str, Wanted]:
    """What is looked for, alone and in pairs; even and uneven."""
    owner, theme, place = dice.choice(OWNERS), dice.choice(THEMES), dice.choice(PLACES)
    soon, long_ago = TODAY + timedelta(days=30), TODAY - timedelta(days=dice.randrange(60, 900))
    return {
        "everything": Wanted(),
        "owner": Wanted(owner=owner),
        "owner of 30,000": Wanted(owner=BIG_OWNER),
        "state": Wanted(states=(dice.choice([each for each in _S if each is not NEVER]),)),
        "three states": Wanted(states=_WAITING),
        "state that none has": Wanted(states=(NEVER,)),
        "theme": Wanted(theme_id=theme),
        "theme of 20,000": Wanted(theme_id=BIG_THEME),
        "theme on one": Wanted(theme_id=RARE_THEME),
        "place": Wanted(place=place),
        "collection": Wanted(collection=dice.choice(COLLECTIONS)),
        "due in 30 days": Wanted(due_from=TODAY, due_by=soon),
        "overdue": Wanted(overdue_on=TODAY),
        "stale": Wanted(silent_since=long_ago),
        "owner and state": Wanted(owner=owner, states=_WAITING),
        "owner of 30,000 and state": Wanted(owner=BIG_OWNER, states=(_S.WITHDRAWN,)),
        "owner of 30,000 and state that none has": Wanted(owner=BIG_OWNER, states=(NEVER,)),
        "owner of 30,000 and overdue": Wanted(owner=BIG_OWNER, overdue_on=TODAY),
        "owner of 30,000 and theme of 20,000": Wanted(owner=BIG_OWNER, theme_id=BIG_THEME),
        "owner and place": Wanted(owner=owner, place=place),
        "theme and place": Wanted(theme_id=theme, place=place),
        "theme of 20,000 and place": Wanted(theme_id=BIG_THEME, place=place),
        "theme of 20,000 and state": Wanted(theme_id=BIG_THEME, states=_WAITING),
        "theme of 20,000 and overdue": Wanted(theme_id=BIG_THEME, overdue_on=TODAY),
        "state and stale": Wanted(states=(_S.IN_PROGRESS,), silent_since=long_ago),
        "place and due in 30 days": Wanted(place=place, due_from=TODAY, due_by=soon),
        "collection and overdue": Wanted(collection=dice.choice(COLLECTIONS), overdue_on=TODAY),
    }


def list_queries(following: Following, recommendations: Recommendations, count: int, dice: random.Random) -> Iterator[_Asked]:
    """Every query once, with fresh values: first pages and pages far in."""
    deep = f"R-{dice.randrange(count):07}"
    then = Cursor(date(2016, 1, 1) + timedelta(days=dice.randrange(3_900)), StoryKind.UPDATE, "update-8")
    far = Pressing(TODAY + timedelta(days=dice.randrange(-900, 900)), deep)
    for name, wanted in list_wanted(dice).items():
        yield _Asked(f"list: {name}", lambda wanted=wanted: following.find(wanted, limit=PAGE))  # type: ignore[misc]
        yield _Asked(f"list, far in: {name}", lambda wanted=wanted: following.find(wanted, after=deep, limit=PAGE))  # type: ignore[misc]
        yield _Asked(f"pressing: {name}", lambda wanted=wanted: following.press(wanted, limit=PAGE))  # type: ignore[misc]
        yield _Asked(f"pressing, far in: {name}", lambda wanted=wanted: following.press(wanted, after=far, limit=PAGE))  # type: ignore[misc]
        yield _Asked(f"lines: {name}", lambda wanted=wanted: following.lines(wanted, limit=PAGE))  # type: ignore[misc]
        yield _Asked(f"lines, far in: {name}", lambda wanted=wanted: following.lines(wanted, before=then, limit=PAGE))  # type: ignore[misc]
        yield _Asked(f"count: {name}", lambda wanted=wanted: following.count(wanted))  # type: ignore[misc]
        yield _Asked(f"table: {name}", lambda wanted=wanted: following.board(wanted, today=TODAY))  # type: ignore[misc]
    yield _Asked("one recommendation with all its parts", lambda: recommendations.get(deep))
    own_id = RecommendationId(f"recommendation-{dice.randrange(count // 5) * 5:07x}")
    yield _Asked("the past of one recommendation", lambda: recommendations.changes(own_id))


class _Clock:
    """Time that passes, and time that this process and the database's server process worked, in ms."""

    def __init__(self, database: Database) -> None:
        self._server: Path | None = None
        if not database.is_sqlite:
            with database.read() as connection:
                number = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            self._server = Path(f"/proc/{number}/schedstat")  # nanoseconds of work, first; of the one connection that is pooled

    def read(self) -> tuple[float, float]:
        """Both clocks."""
        worked = time.process_time_ns()
        if self._server is not None and self._server.exists():
            worked += int(self._server.read_text(encoding="ascii").split()[0])
        return time.perf_counter() * 1_000, worked / 1e6


def measure(database: Database, count: int, rounds: int, *, seed: int = 3) -> dict[str, dict[str, float]]:
    """Milliseconds by group: p50, p95, the longest."""
    following, recommendations, dice = Following(database), Recommendations(database), random.Random(seed)  # noqa: S311
    taken: dict[str, list[tuple[float, float]]] = {}
    clock = _Clock(database)
    for turn in range(rounds + 1):
        queries = list(list_queries(following, recommendations, count, dice))
        dice.shuffle(queries)
        for each in queries:
            began = clock.read()
            each.ask()
            ended = clock.read()
            if turn:  # the first round fills caches, as the first visitor of a morning does
                taken.setdefault(each.group, []).append((ended[0] - began[0], ended[1] - began[1]))
    return {group: _sum_up([t for t, _ in both]) | _sum_up([c for _, c in both], "cpu_") for group, both in sorted(taken.items())}


def _sum_up(times: Sequence[float], prefix: str = "") -> dict[str, float]:
    ordered = sorted(times)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95)]
    return {f"{prefix}{name}_ms": round(value, 1) for name, value in zip(("p50", "p95", "max"), (*at, ordered[-1]), strict=True)}


def measure_writing(database: Database, count: int, fresh: int) -> dict[str, Any]:
    """One update into one recommendation (ten times), and so many new recommendations at once."""
    recommendations, took = Recommendations(database), []
    for number in range(10):
        value = recommendations.get(f"R-{number * (count // 10):07}")
        assert value is not None
        update = StatusUpdate(UpdateId(f"update-new-{number}"), value.id, TODAY, _S.IN_PROGRESS, "They began.")
        began = time.perf_counter()
        assert recommendations.save([replace(value, updates=(*value.updates, update))]) == (1, 0)
        took.append((time.perf_counter() - began) * 1_000)
    new = [_rename(each) for each in make_recommendations(fresh, seed=99)]
    began = time.perf_counter()
    assert recommendations.save(new) == (fresh, 0)
    return {"saved": _sum_up(took), "imported": {"recommendations": fresh, "seconds": round(time.perf_counter() - began, 1)}}


def _rename(value: Any) -> Any:
    """Another recommendation with the same parts, none of which is known."""
    own_id = RecommendationId(f"new-{value.id}")

    def mark(parts: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(replace(each, id=f"new-{each.id}", recommendation_id=own_id) for each in parts)

    parts = {name: mark(getattr(value, name)) for name in ("milestones", "updates", "due_changes")}
    return replace(value, id=own_id, reference=f"N-{value.reference}", **parts)


@contextmanager
def open_databases(folder: Path) -> Iterator[dict[str, Database]]:
    """A file and a server, both empty but for their tables."""
    with start_postgresql() as server:
        databases = {"sqlite": Database(f"sqlite:///{folder}/following.db"), "postgresql": Database(server.url_of("postgres"))}
        for database in databases.values():
            migrate(database)
        try:
            yield databases
        finally:
            for database in databases.values():
                database.close()


def run(count: int, rounds: int) -> dict[str, Any]:
    """Everything, as one mapping."""
    with tempfile.TemporaryDirectory(prefix="hearback-following-") as folder, open_databases(Path(folder)) as databases:
        began = time.perf_counter()
        rows = fill(list(databases.values()), count)
        filled = round(time.perf_counter() - began, 1)
        size = round((Path(folder) / "following.db").stat().st_size / 1e6)
        queries = {name: measure(database, count, rounds) for name, database in databases.items()}
        writing = {name: measure_writing(database, count, min(10_000, count)) for name, database in databases.items()}
    slowest = {name: dict(sorted(((g, f["p95_ms"]) for g, f in of.items()), key=lambda each: -each[1])[:5]) for name, of in queries.items()}
    return {
        "rows": rows,
        "filled_s": filled,
        "sqlite_mb": size,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "rounds": rounds,
        "p95_over_50_ms": {name: sorted(g for g, f in of.items() if f["p95_ms"] > 50) for name, of in queries.items()},
        "cpu_p95_over_50_ms": {name: sorted(g for g, f in of.items() if f["cpu_p95_ms"] > 50) for name, of in queries.items()},
        "slowest_p95_ms": slowest,
        "queries": queries,
        "writing": writing,
    }


def main() -> None:
    """Print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recommendations", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--small", action="store_true", help=f"{SMALL:,} recommendations and 3 rounds: does it run at all?")
    options = parser.parse_args()
    found = run(SMALL, 3) if options.small else run(options.recommendations, options.rounds)
    json.dump(found, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
