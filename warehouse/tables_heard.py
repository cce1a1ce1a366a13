"""What people said: sources, rounds, sessions, responses, comments, passages, vectors and the vault.

Everything that follows from a response hangs on it by ON DELETE CASCADE: what is withdrawn leaves nothing.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
)

from warehouse.columns import METADATA, Instant, Json, Words

source = Table(
    "source",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("title", Words, nullable=False),
    Column("table_number", Integer, nullable=False, server_default="0"),
    Column("first_id", Integer, nullable=False, server_default="0"),
)

# What a mapped question was when a person last said that its answers mean what they seem to mean.
question = Table(
    "question",
    METADATA,
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Words, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("role", String, nullable=False),
    Column("type", String, nullable=False),
    Column("native_id", String, nullable=False),
    Column("texts", Json, nullable=False),
    Column("options", Json, nullable=False),
    Column("held_reason", Words),
)

round_ = Table(
    "round",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
    Column("title", Words, nullable=False),
    Column("starts_on", Date),
    Column("ends_on", Date),
    CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on", name="starts_first"),
)

session = Table(
    "session",
    METADATA,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False, index=True),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("name", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("held_on", Date),
    Column("place", Words, nullable=False),
    Column("languages", Json, nullable=False),
    Column("attendance", Integer),
    Column("may_quote", Boolean, nullable=False),
    CheckConstraint("attendance IS NULL OR attendance >= 0", name="attendance"),
)

person = Table(
    "person",
    METADATA,
    Column("id", String, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False),
)

response = Table(
    "response",
    METADATA,
    Column("id", String, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("round_id", ForeignKey("round.id"), nullable=False, index=True),
    Column("session_id", ForeignKey("session.id"), index=True),
    Column("external_id", Words, nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("language", String, nullable=False),
    Column("submitted_on", Date),
    Column("is_complete", Boolean, nullable=False),
    Column("may_quote", Boolean, nullable=False),
    Column("content_hash", String, nullable=False),
    UniqueConstraint("source_id", "external_id"),
)

response_group = Table(
    "response_group",
    METADATA,
    Column("response_id", ForeignKey("response.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False),
    Column("value", Words, nullable=False),
)

closed_answer = Table(
    "closed_answer",
    METADATA,
    Column("response_id", ForeignKey("response.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("question", Words, nullable=False),
    Column("value", Words, nullable=False),
    Column("score", Float),
)

comment = Table(
    "comment",
    METADATA,
    Column("id", String, primary_key=True),
    Column("response_id", ForeignKey("response.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("round_id", ForeignKey("round.id"), nullable=False, index=True),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("session_id", ForeignKey("session.id"), index=True),
    Column("question", Words, nullable=False),
    Column("position", Integer, nullable=False),
    Column("language", String, nullable=False),
    Column("language_made_by", String, nullable=False),
    Column("text", Words),
    Column("held_reason", Words),
    Column("is_context", Boolean, nullable=False),
    Column("translation_text", Words),
    Column("translation_language", String),
    Column("translation_made_by", String),
    Column("passages_version", String),
    CheckConstraint("(text IS NULL) <> (held_reason IS NULL)", name="text_or_reason"),
    CheckConstraint(
        "(translation_text IS NULL) = (translation_language IS NULL) AND (translation_text IS NULL) = (translation_made_by IS NULL)",
        name="whole_translation",
    ),
)

comment_redaction = Table(
    "comment_redaction",
    METADATA,
    Column("comment_id", ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("type", String, nullable=False),
    Column("occurrences", Integer, nullable=False),
    CheckConstraint("occurrences >= 0", name="occurrences"),
)

passage = Table(
    "passage",
    METADATA,
    Column("id", String, primary_key=True),
    Column("comment_id", ForeignKey("comment.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("text_key", String, nullable=False, index=True),
    # The address of the whole comment's vector: what surrounds a passage says what it is about.
    Column("comment_key", String, nullable=False, index=True, server_default=text("''")),
    CheckConstraint('0 <= start AND start < "end"', name="offsets"),
)

# Held words: what the machine would take out while they wait, then what a person decided. Offsets and types, no words.
# `words_hash` is keyed: the decision holds for these words alone.
hold_decision = Table(
    "hold_decision",
    METADATA,
    Column("comment_id", ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True),
    Column("decision", String, nullable=False),
    Column("words_hash", String, nullable=False),
    Column("spans", Json, nullable=False),
    Column("decided_at", Instant, nullable=False),
)

# Addressed by content and not by passage: one vector serves all passages that say the same.
embedding = Table(
    "embedding",
    METADATA,
    Column("text_key", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("dimension", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    CheckConstraint("dimension > 0", name="dimension"),
)

vault_key = Table(
    "vault_key",
    METADATA,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("wrapped_by", String),
)

vault_entry = Table(
    "vault_entry",
    METADATA,
    Column("comment_id", ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("vault_key.person_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("sealed_words", LargeBinary, nullable=False),
    Column("stored_at", Instant, nullable=False, index=True),
)

Index("ix_closed_answer_question", closed_answer.c.question)
