"""The digests that told of what was found."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, UniqueConstraint, text

from warehouse.columns import METADATA, Instant, Json, Words

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
