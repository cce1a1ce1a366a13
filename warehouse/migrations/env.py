"""Run by Alembic: applies the steps on the connection that was handed over, within its transaction."""

from __future__ import annotations

from alembic import context

from warehouse.columns import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
