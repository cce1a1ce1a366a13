"""What people decided before a digest leaves: quotes and who approved them, and what was said of findings."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Integer, String, Table

from warehouse.columns import METADATA, Instant, Json, Words

# A part of a redacted comment that may be shown, by its places there: the words are never copied, and go with the comment.
quote = Table(
    "quote",
    METADATA,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False, index=True),
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("comment_id", ForeignKey("comment.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("pieces", Json, nullable=False),
    Column("stance", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("proposed_by", Words, nullable=False),
    Column("proposed_at", Instant, nullable=False),
    # Keyed: what was decided holds for these words alone.
    Column("words_hash", String, nullable=False),
)

quote_decision = Table(
    "quote_decision",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("quote_id", ForeignKey("quote.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("decision", String, nullable=False),
    Column("actor", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("decided_at", Instant, nullable=False),
)

# What staff said of a round (theme_id is null) or of what it says on one theme; append-only, the last of a kind counts.
review = Table(
    "review",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False, index=True),
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), index=True),
    Column("kind", String, nullable=False),
    Column("words", Words, nullable=False),
    Column("language", String, nullable=False),
    # What the figures were when somebody looked: what changed since must be looked at again.
    Column("seen_hash", String, nullable=False),
    Column("actor", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("decided_at", Instant, nullable=False),
)

passage_kind = Table(
    "passage_kind",
    METADATA,
    Column("passage_id", ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String, nullable=False),
    Column("leaning", String),
    Column("score", Float, nullable=False),
    Column("made_by", String, nullable=False),
    CheckConstraint("score >= 0 AND score <= 1", name="score"),
)

# What stood behind the figures of a release on each theme when it was made; what is withdrawn since goes from here, too.
release_evidence = Table(
    "release_evidence",
    METADATA,
    Column("release_id", ForeignKey("release.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("passage_id", ForeignKey("passage.id", ondelete="CASCADE"), primary_key=True, index=True),
)
