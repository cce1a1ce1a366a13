"""What the program did: the ledger of stages, leases, the audit log, and what this installation is."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table

from warehouse.columns import METADATA, Instant, Json, Words

ledger = Table(
    "ledger",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("flow", String, nullable=False),
    Column("scope", Words, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", Words, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant, nullable=False),
    Column("read", Integer, nullable=False),
    Column("written", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("new", Integer, nullable=False, server_default="0"),
    CheckConstraint("read = written + unchanged + held + skipped", name="adds_up"),
)

lease = Table(
    "lease",
    METADATA,
    Column("name", String, primary_key=True),
    Column("token", String, nullable=False),
    Column("host_hash", String, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("process_started", String, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

audit_event = Table(
    "audit_event",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("happened_at", Instant, nullable=False),
    Column("actor", Words, nullable=False),
    Column("action", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("detail", Json, nullable=False),
    Column("previous_hash", String, nullable=False),
    Column("hash", String, nullable=False),
)

# Which keys this warehouse was made with, as a value that tells nothing of them.
installation = Table(
    "installation",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

# What was erased and must not come back: keyed hashes of ids, which say nothing without the key of pseudonyms.
erasure = Table(
    "erasure",
    METADATA,
    Column("key", String, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("erased_at", Instant, nullable=False),
)

# Words were deleted, and the files of the database have not been rewritten since: whoever opens it next does that.
pending_scrub = Table(
    "pending_scrub",
    METADATA,
    Column("what", String, primary_key=True),
    Column("asked_at", Instant, nullable=False),
)

Index("ix_ledger_flow_scope", ledger.c.flow, ledger.c.scope)
