from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from domain.errors import WarehouseError
from domain.ids import RoundId
from tests.warehouse.samples import fill
from warehouse import migrate
from warehouse.columns import METADATA
from warehouse.database import Database
from warehouse.keys import Keys
from warehouse.store import Store, open_store
from warehouse.tables import all_tables

ROOT = Path(__file__).parents[2]


def test_the_tables_and_the_migrations_agree(store: Store, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def _describe(connection: Connection) -> dict[str, Any]:
    """Rules that Alembic's comparison does not look at."""
    look = inspect(connection)
    described = {}
    for table in all_tables():
        checks = {(each["name"], "".join(str(each["sqltext"]).split())) for each in look.get_check_constraints(table.name)}
        links = {
            (each["referred_table"], *each["constrained_columns"], *each["options"].items()) for each in look.get_foreign_keys(table.name)
        }
        described[table.name] = (checks, links, look.get_pk_constraint(table.name)["constrained_columns"])
    return described


def test_the_migrations_make_the_same_rules_as_the_tables(store: Store, url: str, fresh_url: Callable[[], str]) -> None:
    described = []
    for each, makes_directly in ((url, False), (fresh_url(), True)):
        engine = create_engine(each)
        with engine.begin() as connection:
            if makes_directly:
                METADATA.create_all(connection)
            described.append(_describe(connection))
        engine.dispose()
    assert described[0] == described[1]
    assert any(checks for checks, _, _ in described[0].values())


def test_the_program_knows_its_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.LATEST]


def test_a_database_of_a_newer_program_is_refused_and_not_touched(url: str, keys: Keys) -> None:
    with open_store(url, keys) as store:
        fill(store, keys)
        before = store.counts()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WarehouseError, match="newer Hearback") as caught:
        open_store(url, keys)
    assert "Update Hearback" in caught.value.next_step
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{migrate.LATEST}'"))
    engine.dispose()
    with open_store(url, keys) as store:
        assert store.counts() == before


_OPEN = """
import sys
from pathlib import Path
from warehouse.keys import load_keys
from warehouse.store import open_store
keys = load_keys(Path(sys.argv[2]))
sys.stdin.readline()
with open_store(sys.argv[1], keys) as store:
    print(sum(store.counts().values()))
"""


def test_processes_that_start_at_once_make_the_tables_once(url: str, key_folder: Path) -> None:
    command = [sys.executable, "-c", _OPEN, url, str(key_folder)]
    started = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for each in started:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    ended = [each.communicate() for each in started]
    assert [out.strip() for out, _ in ended] == ["2"] * 4, [err[-300:] for _, err in ended]


def test_of_an_answer_that_was_kept_with_its_moment_the_day_stays(url: str, keys: Keys) -> None:
    database = Database(url)
    with database.write() as connection:
        command.upgrade(migrate.make_config(connection), "0005")
        for statement in (
            "INSERT INTO source (id, name, kind, title) VALUES ('s', 's', 'limesurvey', 's')",
            "INSERT INTO round (id, name, title) VALUES ('r', 'r', 'r')",
            "INSERT INTO person (id, source_id) VALUES ('p', 's')",
            "INSERT INTO response (id, source_id, round_id, external_id, person_id, language, submitted_at, is_complete, may_quote, content_hash)"
            " VALUES ('a', 's', 'r', '7', 'p', 'en', '2026-10-31 23:30:05.000000+00:00', true, false, 'h')",
        ):
            connection.execute(text(statement))
    database.close()
    with open_store(url, keys) as store:
        (kept,) = store.responses.of_rounds([RoundId("r")])
    assert kept.submitted_on == date(2026, 10, 31)
