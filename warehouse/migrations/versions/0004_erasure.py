"""What was erased stays away: its keyed hashes, files that still have to be rewritten, and releases that were withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Columns of words: PostgreSQL's statistics would keep some of their values elsewhere, out of the reach of a deletion.
_WORDS = (
    ("comment", "text"),
    ("comment", "translation_text"),
    ("passage", "text"),
    ("closed_answer", "value"),
    ("response_group", "value"),
    ("theme", "title"),
    ("theme", "description"),
    ("theme", "keywords"),
    ("theme_event", "detail"),
    ("release", "page_json"),
)


def upgrade() -> None:
    """Make the tables; on PostgreSQL no statistics are kept of words."""
    op.create_table(
        "erasure",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_erasure_source_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_erasure")),
    )
    op.create_table(
        "pending_scrub",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_pending_scrub")),
    )
    op.add_column("release", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for table, column in _WORDS:
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')
