"""What was asked for because of what was said, what became of it, and the digests that told of it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Float, ForeignKey, Integer, String, Table, UniqueConstraint, text

from warehouse.columns import METADATA, Instant, Json, Words

recommendation = Table(
    "recommendation",
    METADATA,
    Column("id", String, primary_key=True),
    Column("reference", Words, nullable=False, unique=True),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("owner", Words, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("due_on", Date),
    Column("answers", Words, nullable=False),
)

recommendation_theme = Table(
    "recommendation_theme",
    METADATA,
    Column("recommendation_id", ForeignKey("recommendation.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("theme.id"), primary_key=True, index=True),
    Column("made_by", String, nullable=False),
    Column("score", Float, nullable=False),
    CheckConstraint("score >= 0 AND score <= 1", name="score"),
)

milestone = Table(
    "milestone",
    METADATA,
    Column("id", String, primary_key=True),
    Column("recommendation_id", ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("title", Words, nullable=False),
    Column("first_due_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("done_on", Date),
)

status_update = Table(
    "status_update",
    METADATA,
    Column("id", String, primary_key=True),
    Column("recommendation_id", ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reported_on", Date, nullable=False),
    Column("state", String, nullable=False),
    Column("note", Words, nullable=False),
    Column("evidence", Words, nullable=False),
)

release = Table(
    "release",
    METADATA,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("language", String, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("page_json", Words, nullable=False),
    Column("withdrawn_at", Instant),
    # The release that this one corrects, what changed, and who looked at what when before it was made.
    Column("corrects", Integer),
    Column("note", Words, nullable=False, server_default=text("''")),
    Column("record", Json, nullable=False, server_default="[]"),
    # The rounded counts that the page told, without a word of it: what is left to check later releases against once it is withdrawn.
    Column("figures", String, nullable=False, server_default=text("''")),
    UniqueConstraint("round_id", "number"),
    CheckConstraint("number >= 1", name="number"),
)
