"""Both databases, real ones: SQLite in a file, PostgreSQL from the wheel; a fresh one for each test."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.warehouse.postgresql import PostgreSQL, start_postgresql
from warehouse.keys import Keys, create_keys
from warehouse.store import Store, open_store

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    with start_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation") / "keys"
    create_keys(folder)
    return folder


@pytest.fixture(scope="session")
def keys(key_folder: Path) -> Keys:
    return create_keys(key_folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the URL of a new, empty database each time it is called."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path}/hearback-{next(_numbers)}.db"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return lambda: server.make_schema(f"hearback_{next(_numbers)}")


@pytest.fixture
def url(fresh_url: Callable[[], str]) -> str:
    return fresh_url()


@pytest.fixture
def store(url: str, keys: Keys) -> Iterator[Store]:
    with open_store(url, keys) as opened:
        yield opened
