"""Kinds of comment, quotes, reviews, reference shares, planned sessions, outcome series, and differences with their intervals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_WORDS = (
    *(("quote", name) for name in ("proposed_by",)),
    *(("quote_decision", name) for name in ("actor", "why")),
    *(("review", name) for name in ("words", "actor", "why")),
    ("reference_table", "source"),
    *(("planned_session", name) for name in ("title", "place")),
    *(("outcome_series", name) for name in ("title", "unit", "source")),
    ("release", "note"),
)


def upgrade() -> None:
    """Add columns and tables."""
    _add_columns()
    _make_kinds()
    _make_quotes()
    _make_reviews()
    _make_evidence()
    _make_references()
    _make_outcomes()
    if op.get_bind().dialect.name == "postgresql":
        for table, column in _WORDS:
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')


def _add_columns() -> None:
    for name in ("difference", "difference_low", "difference_high"):
        op.add_column("finding", sa.Column(name, sa.Float(), nullable=True))
    op.add_column("finding", sa.Column("incomparable", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("finding", sa.Column("design_effect", sa.Float(), nullable=False, server_default="1"))
    op.add_column("release", sa.Column("corrects", sa.Integer(), nullable=True))
    op.add_column("release", sa.Column("note", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("release", sa.Column("record", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("release", sa.Column("figures", sa.String(), nullable=False, server_default=sa.text("''")))


def _make_kinds() -> None:
    op.create_table(
        "passage_kind",
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("leaning", sa.String(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_passage_kind_score")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_passage_kind_passage_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("passage_id", name=op.f("pk_passage_kind")),
    )


def _make_quotes() -> None:
    op.create_table(
        "quote",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("pieces", sa.Text(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_quote_round_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_quote_theme_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_quote_comment_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
    )
    for column in ("round_id", "theme_id", "comment_id"):
        op.create_index(op.f(f"ix_quote_{column}"), "quote", [column])
    op.create_table(
        "quote_decision",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_quote_decision_quote_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_quote_decision")),
    )
    op.create_index(op.f("ix_quote_decision_quote_id"), "quote_decision", ["quote_id"])


def _make_reviews() -> None:
    op.create_table(
        "review",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("seen_hash", sa.String(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_review_round_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_review_theme_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_review")),
    )
    for column in ("round_id", "theme_id"):
        op.create_index(op.f(f"ix_review_{column}"), "review", [column])


def _make_evidence() -> None:
    op.create_table(
        "release_evidence",
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_evidence_release_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_release_evidence_theme_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_release_evidence_passage_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("release_id", "theme_id", "passage_id", name=op.f("pk_release_evidence")),
    )
    for column in ("theme_id", "passage_id"):
        op.create_index(op.f(f"ix_release_evidence_{column}"), "release_evidence", [column])


def _make_references() -> None:
    op.create_table(
        "reference_table",
        sa.Column("attribute", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("attribute", name=op.f("pk_reference_table")),
    )
    op.create_table(
        "reference_share",
        sa.Column("attribute", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.CheckConstraint("share >= 0 AND share <= 1", name=op.f("ck_reference_share_share")),
        sa.ForeignKeyConstraint(
            ["attribute"], ["reference_table.attribute"], name=op.f("fk_reference_share_attribute"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attribute", "value", name=op.f("pk_reference_share")),
    )
    op.create_table(
        "planned_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.CheckConstraint("expected >= 0", name=op.f("ck_planned_session_expected")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_session")),
    )


def _make_outcomes() -> None:
    op.create_table(
        "outcome_series",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_series")),
        sa.UniqueConstraint("name", name=op.f("uq_outcome_series_name")),
    )
    op.create_table(
        "outcome_value",
        sa.Column("series_id", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.CheckConstraint("people IS NULL OR people >= 0", name=op.f("ck_outcome_value_people")),
        sa.ForeignKeyConstraint(["series_id"], ["outcome_series.id"], name=op.f("fk_outcome_value_series_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("series_id", "on", "place", "category", name=op.f("pk_outcome_value")),
    )
