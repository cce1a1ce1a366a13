"""Themes, what happened to them, the runs that made them, and the findings that follow."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Float, ForeignKey, Integer, String, Table, UniqueConstraint

from warehouse.columns import METADATA, Floats, Instant, Json, Words

theme = Table(
    "theme",
    METADATA,
    Column("id", String, primary_key=True),
    Column("title", Words, nullable=False),
    Column("description", Words, nullable=False),
    Column("keywords", Json, nullable=False),
    Column("born_in", ForeignKey("round.id"), nullable=False),
    Column("centroid", Floats, nullable=False),
    Column("approved_by", Words, nullable=False),
    Column("is_retired", Boolean, nullable=False),
)

# One run a round: a new one takes the place of the old, with its events, assignments and findings.
theming_run = Table(
    "theming_run",
    METADATA,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False, unique=True),
    Column("input_hash", String, nullable=False),
    Column("model", String, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("unthemed", Integer, nullable=False),
    Column("leak", Float),
    Column("finished_at", Instant, nullable=False),
    CheckConstraint("0 <= unthemed AND unthemed <= passages", name="unthemed"),
    # An NMI lies in [0, 1] but for rounding.
    CheckConstraint("leak IS NULL OR (leak > -0.001 AND leak < 1.001)", name="leak"),
)

theme_event = Table(
    "theme_event",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("run_id", ForeignKey("theming_run.id", ondelete="CASCADE"), index=True),
    Column("made_by", String, nullable=False),
    Column("detail", Json, nullable=False),
)

assignment = Table(
    "assignment",
    METADATA,
    Column("run_id", ForeignKey("theming_run.id", ondelete="CASCADE"), primary_key=True),
    Column("passage_id", ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("theme_id", ForeignKey("theme.id"), index=True),
    Column("score", Float, nullable=False),
    Column("made_by", String, nullable=False),
    CheckConstraint("score >= 0 AND score <= 1", name="score"),
)

finding = Table(
    "finding",
    METADATA,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("theme_id", ForeignKey("theme.id"), nullable=False, index=True),
    Column("run_id", ForeignKey("theming_run.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("people", Integer, nullable=False),
    Column("people_heard", Integer, nullable=False),
    Column("sessions", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("share", Float, nullable=False),
    Column("share_low", Float, nullable=False),
    Column("share_high", Float, nullable=False),
    Column("previous_round_id", ForeignKey("round.id")),
    Column("previous_share", Float),
    Column("previous_share_low", Float),
    Column("previous_share_high", Float),
    Column("change", String, nullable=False),
    UniqueConstraint("round_id", "theme_id"),
    CheckConstraint("0 <= people AND people <= people_heard", name="people"),
    CheckConstraint("0 <= share_low AND share_low <= share AND share <= share_high AND share_high <= 1", name="share"),
    CheckConstraint(
        "(previous_share IS NULL AND previous_share_low IS NULL AND previous_share_high IS NULL)"
        " OR (0 <= previous_share_low AND previous_share_low <= previous_share"
        " AND previous_share <= previous_share_high AND previous_share_high <= 1)",
        name="previous_share",
    ),
)
