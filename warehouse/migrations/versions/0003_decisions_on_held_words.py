"""What a person decided about held words, and which vault key wraps a person's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of decisions; keys that were wrapped before do not say by which vault key, since there was one."""
    op.create_table(
        "hold_decision",
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("words_hash", sa.String(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_hold_decision_comment_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_hold_decision")),
    )
    op.add_column("vault_key", sa.Column("wrapped_by", sa.String(), nullable=True))
