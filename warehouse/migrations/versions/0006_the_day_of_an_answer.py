"""The day of an answer in place of its moment: a second tells who it was to whoever sees the survey's own list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep the day (of what is here already, in UTC) and drop the moment."""
    op.add_column("response", sa.Column("submitted_on", sa.Date(), nullable=True))
    response = sa.table("response", sa.column("submitted_on"), sa.column("submitted_at"))
    op.execute(response.update().values(submitted_on=sa.func.date(response.c.submitted_at)))
    op.drop_column("response", "submitted_at")
