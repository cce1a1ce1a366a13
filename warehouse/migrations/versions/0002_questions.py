"""Questions as a source asks them, which of its tables is read, and how many of the rows that a stage wrote were new."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of questions; what earlier runs wrote counts as changed, since nobody counted what was new."""
    op.create_table(
        "question",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("native_id", sa.String(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("held_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_question_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "code", name=op.f("pk_question")),
    )
    op.add_column("source", sa.Column("table_number", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("source", sa.Column("first_id", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("ledger", sa.Column("new", sa.Integer(), nullable=False, server_default="0"))
