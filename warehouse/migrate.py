"""Bringing a database's tables up to date, in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from domain.errors import WarehouseError
from warehouse.database import Database
from warehouse.keep_recommendations import settle_standings
from warehouse.load_recommendations import load_every

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
LATEST = "0009"  # the newest file in migrations/versions; a test says that it is


def migrate(database: Database) -> None:
    """Apply the migrations that the database lacks.

    Processes that start at once wait for one another. Raises WarehouseError for a database that a newer program made.
    """
    with database.read() as connection:
        if _read_revision(connection) == LATEST:
            return
    with database.write() as connection:
        revision = _read_revision(connection)
        if revision == LATEST:
            return
        config = make_config(connection)
        _refuse_unknown(config, revision, database.where)
        _refuse_foreign(connection, revision, database.where)
        _upgrade(config)
        if revision is not None and revision < "0009":
            settle_standings(connection, load_every(connection))


def _read_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def make_config(connection: Connection) -> Config:
    """Alembic's configuration for a connection whose transaction is open."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _refuse_unknown(config: Config, revision: str | None, where: str) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise WarehouseError(
            f"The database was made by a newer Hearback (revision {revision}; this one knows {LATEST}).",
            where=where,
            next_step="Update Hearback; the database was not touched.",
        )


def _refuse_foreign(connection: Connection, revision: str | None, where: str) -> None:
    """A database that has tables but none of ours is another program's, or ours from before a failed start."""
    if revision is None and inspect(connection).get_table_names():
        raise WarehouseError(
            "The database holds tables of another program.",
            where=where,
            next_step="Give Hearback a database, or a schema, of its own at [hearback] warehouse.",
        )


def _upgrade(config: Config) -> None:
    from alembic import command

    command.upgrade(config, "head")
