"""Sub-themes, codebooks, what people decided about themes, and how each theme stands in a run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_WORDS = (("theme_anchor", "text"), ("theme_decision", "title"), ("theme_decision", "why"))


def upgrade() -> None:
    """Add the columns and tables. The seed of a run goes: nothing depends on one any more."""
    _add_columns()
    _make_anchors()
    _make_decisions()
    _make_standings()
    op.drop_column("theming_run", "seed")
    _address_comments()
    if op.get_bind().dialect.name == "postgresql":
        for table, column in _WORDS:
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')


def _add_columns() -> None:
    parent = sa.ForeignKey("theme.id", name=op.f("fk_theme_parent_id"))
    op.add_column("theme", sa.Column("parent_id", sa.String(), parent, nullable=True), inline_references=True)
    op.create_index(op.f("ix_theme_parent_id"), "theme", ["parent_id"])
    op.add_column("theme", sa.Column("origin", sa.String(), nullable=False, server_default="found"))
    part = sa.ForeignKey("theme.id", name=op.f("fk_assignment_part_id"))
    op.add_column("assignment", sa.Column("part_id", sa.String(), part, nullable=True), inline_references=True)
    op.create_index(op.f("ix_assignment_part_id"), "assignment", ["part_id"])
    op.add_column("theming_run", sa.Column("is_refit", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("theming_run", sa.Column("drift", sa.Float(), nullable=True))


def _address_comments() -> None:
    op.add_column("passage", sa.Column("comment_key", sa.String(), nullable=False, server_default=sa.text("''")))
    op.create_index(op.f("ix_passage_comment_key"), "passage", ["comment_key"])
    # The keys are made where passages are cut, so all comments are looked at once more.
    op.execute("UPDATE comment SET passages_version = NULL")


def _make_anchors() -> None:
    op.create_table(
        "theme_anchor",
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_anchor_theme_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("theme_id", "place", name=op.f("pk_theme_anchor")),
    )


def _make_decisions() -> None:
    op.create_table(
        "theme_decision",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=True),
        sa.Column("other_id", sa.String(), nullable=True),
        sa.Column("passage_id", sa.String(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_decision_theme_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["theme.id"], name=op.f("fk_theme_decision_other_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_theme_decision_passage_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_theme_decision")),
    )
    for column in ("theme_id", "other_id", "passage_id"):
        op.create_index(op.f(f"ix_theme_decision_{column}"), "theme_decision", [column])


def _make_standings() -> None:
    op.create_table(
        "theme_standing",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("solidity", sa.Float(), nullable=False),
        sa.Column("same_words", sa.Integer(), nullable=False),
        sa.CheckConstraint("solidity >= 0 AND solidity <= 1", name=op.f("ck_theme_standing_solidity")),
        sa.ForeignKeyConstraint(["run_id"], ["theming_run.id"], name=op.f("fk_theme_standing_run_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_standing_theme_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "theme_id", name=op.f("pk_theme_standing")),
    )
    op.create_index(op.f("ix_theme_standing_theme_id"), "theme_standing", ["theme_id"])
