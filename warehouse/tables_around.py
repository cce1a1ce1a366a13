"""What is known of the town from elsewhere: who lives there, sessions that are planned, and series from other records."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Float, ForeignKey, Integer, String, Table

from warehouse.columns import METADATA, Instant, Json, Words

# A table of shares of residents by one attribute: a public group, or "language".
reference_table = Table(
    "reference_table",
    METADATA,
    Column("attribute", Words, primary_key=True),
    Column("source", Words, nullable=False),
    Column("imported_at", Instant, nullable=False),
)

reference_share = Table(
    "reference_share",
    METADATA,
    Column("attribute", ForeignKey("reference_table.attribute", ondelete="CASCADE"), primary_key=True),
    Column("value", Words, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("share", Float, nullable=False),
    CheckConstraint("share >= 0 AND share <= 1", name="share"),
)

planned_session = Table(
    "planned_session",
    METADATA,
    Column("id", String, primary_key=True),
    Column("title", Words, nullable=False),
    Column("planned_on", Date, nullable=False),
    Column("place", Words, nullable=False),
    Column("languages", Json, nullable=False),
    # Group -> value: whom it is meant to reach.
    Column("groups", Json, nullable=False),
    Column("expected", Integer, nullable=False),
    CheckConstraint("expected >= 0", name="expected"),
)

# A series from other records: complaints and how they ended, response times, interpreters provided.
outcome_series = Table(
    "outcome_series",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
    Column("title", Words, nullable=False),
    Column("unit", Words, nullable=False),
    Column("kind", String, nullable=False),
    Column("source", Words, nullable=False),
    Column("imported_at", Instant, nullable=False),
)

# `people` is how many people (or cases) stand behind a value that is not itself a count.
outcome_value = Table(
    "outcome_value",
    METADATA,
    Column("series_id", ForeignKey("outcome_series.id", ondelete="CASCADE"), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("place", Words, primary_key=True),
    Column("category", Words, primary_key=True),
    Column("value", Float, nullable=False),
    Column("people", Integer),
    CheckConstraint("people IS NULL OR people >= 0", name="people"),
)
