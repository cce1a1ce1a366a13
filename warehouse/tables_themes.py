"""Themes, what happened to them, the runs that made them, and the findings that follow."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Float, ForeignKey, Integer, String, Table, UniqueConstraint, true

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
    # The theme that a sub-theme lies in.
    Column("parent_id", ForeignKey("theme.id"), index=True),
    Column("origin", String, nullable=False, server_default="found"),
)

# What a codebook said of a theme, in the team's own words: by it the theme is found where nobody has given it passages yet.
theme_anchor = Table(
    "theme_anchor",
    METADATA,
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("text", Words, nullable=False),
)

# What people decided, in its order; never changed. What is about a passage goes with it.
theme_decision = Table(
    "theme_decision",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), index=True),
    Column("other_id", ForeignKey("theme.id", ondelete="CASCADE"), index=True),
    Column("passage_id", ForeignKey("passage.id", ondelete="CASCADE"), index=True),
    Column("title", Words, nullable=False),
    Column("actor", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("decided_at", Instant, nullable=False),
)

# One run a round: a new one takes the place of the old, with its events, assignments and findings.
theming_run = Table(
    "theming_run",
    METADATA,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False, unique=True),
    Column("input_hash", String, nullable=False),
    Column("model", String, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("unthemed", Integer, nullable=False),
    Column("leak", Float),
    Column("finished_at", Instant, nullable=False),
    Column("is_refit", Boolean, nullable=False, server_default=true()),
    Column("drift", Float),
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
    Column("part_id", ForeignKey("theme.id"), index=True),
    CheckConstraint("score >= 0 AND score <= 1", name="score"),
)

theme_standing = Table(
    "theme_standing",
    METADATA,
    Column("run_id", ForeignKey("theming_run.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("passages", Integer, nullable=False),
    Column("solidity", Float, nullable=False),
    Column("same_words", Integer, nullable=False),
    CheckConstraint("solidity >= 0 AND solidity <= 1", name="solidity"),
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
    Column("difference", Float),
    Column("difference_low", Float),
    Column("difference_high", Float),
    # Why the two rounds cannot be compared, where they cannot.
    Column("incomparable", Json, nullable=False, server_default="[]"),
    # How many times wider than for people asked one by one the variance is, since they spoke in sessions.
    Column("design_effect", Float, nullable=False, server_default="1"),
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
