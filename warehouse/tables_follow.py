"""What was asked for because of what was said, what became of it, and who is reminded of it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, text

from warehouse.columns import METADATA, Instant, Json, Words

_NONE = text("''")


def _own(name: str = "recommendation_id", *, is_key: bool = False) -> Column[str]:
    return Column(name, ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False, primary_key=is_key)


# What lists look at of a recommendation. An index that holds all of it answers them without reading what was written.
_LOOKED_AT = ("owner", "deputy", "collection", "state", "reply", "next_due_on", "waits_since", "moves")

# The columns from `state` on are what the fold of the updates says (domain/course.py), kept so that lists need no folding:
# `waits_since` is the day of the last word where something is waited for, `moves` how often a date was moved.
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
    Column("issued_by", Words, nullable=False, server_default=_NONE),
    Column("addressed_to", Words, nullable=False, server_default=_NONE),
    Column("deputy", Words, nullable=False, server_default=_NONE),
    Column("first_due_on", Date),
    Column("evidence_standard", Words, nullable=False, server_default=_NONE),
    Column("indicators", Json, nullable=False, server_default="[]"),
    Column("urls", Json, nullable=False, server_default="[]"),
    Column("collection", Words, nullable=False, server_default=_NONE),
    Column("external_id", Words, nullable=False, server_default=_NONE),
    Column("state", String, nullable=False, server_default="issued"),
    Column("state_since", Date),
    Column("reply", String),
    Column("next_due_on", Date),
    Column("last_update_on", Date),
    Column("settled_on", Date),
    Column("waits_since", Date),
    Column("moves", Integer, nullable=False, server_default="0"),
    Index("ix_recommendation_id_looked_at", "id", "reference", *_LOOKED_AT),
    Index("ix_recommendation_reference_looked_at", "reference", "id", *_LOOKED_AT),
    Index("ix_recommendation_issued_looked_at", "issued_on", "id", *_LOOKED_AT),
    Index("ix_recommendation_due_looked_at", "next_due_on", "reference", "id", *(each for each in _LOOKED_AT if each != "next_due_on")),
    *(
        Index(f"ix_recommendation_{each}", each, "id")
        for each in ("owner", "deputy", "collection", "state", "reply", "waits_since", "moves")
    ),
)

recommendation_theme = Table(
    "recommendation_theme",
    METADATA,
    Column("recommendation_id", ForeignKey("recommendation.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("theme.id"), primary_key=True),
    Column("made_by", String, nullable=False),
    Column("score", Float, nullable=False),
    CheckConstraint("score >= 0 AND score <= 1", name="score"),
    Index("ix_recommendation_theme_theme_id", "theme_id", "made_by", "recommendation_id"),
)

# A neighborhood that it concerns.
recommendation_place = Table(
    "recommendation_place",
    METADATA,
    _own(is_key=True),
    Column("place", Words, primary_key=True),
    Index("ix_recommendation_place_place", "place", "recommendation_id"),
)

# A finding, a session or a round that it rests on.
recommendation_ground = Table(
    "recommendation_ground",
    METADATA,
    _own(is_key=True),
    Column("kind", String, primary_key=True),
    Column("ref", Words, primary_key=True),
    Column("told", Words, nullable=False, server_default=_NONE),
)

# Another recommendation, by its reference, that must be done before it.
recommendation_need = Table(
    "recommendation_need",
    METADATA,
    _own(is_key=True),
    Column("needs", Words, primary_key=True, index=True),
)

milestone = Table(
    "milestone",
    METADATA,
    Column("id", String, primary_key=True),
    Column("recommendation_id", ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False),
    Column("title", Words, nullable=False),
    Column("first_due_on", Date, nullable=False),
    Column("due_on", Date, nullable=False, index=True),
    Column("done_on", Date),
    Column("weight", Float, nullable=False, server_default="1"),
    Column("verified_on", Date),
    Column("needs", Json, nullable=False, server_default="[]"),
    Index("ix_milestone_recommendation_id", "recommendation_id", "id", "done_on", "verified_on"),
    Index("ix_milestone_done_on", "done_on", "id", "recommendation_id"),
    Index("ix_milestone_verified_on", "verified_on", "id", "recommendation_id"),
)

# `stands` is 0 where the fold of all updates leaves it out.
status_update = Table(
    "status_update",
    METADATA,
    Column("id", String, primary_key=True),
    Column("recommendation_id", ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False),
    Column("reported_on", Date, nullable=False),
    Column("state", String, nullable=False),
    Column("note", Words, nullable=False),
    Column("evidence", Words, nullable=False),
    Column("reply", String),
    Column("by", Words, nullable=False, server_default=_NONE),
    Column("role", String, nullable=False, server_default="staff"),
    Column("replaced_by", Words, nullable=False, server_default=_NONE),
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("stands", Integer, nullable=False, server_default="1"),
    Index("ix_status_update_recommendation_id", "recommendation_id", "reported_on", "id", "stands"),
    Index("ix_status_update_reported_on", "reported_on", "id", "recommendation_id", "stands"),
)

# A date that moved, and why. `milestone_id` is empty for the recommendation's own date.
due_change = Table(
    "due_change",
    METADATA,
    Column("id", String, primary_key=True),
    _own(),
    Column("milestone_id", String, nullable=False, server_default=_NONE),
    Column("on", Date, nullable=False),
    Column("before", Date),
    Column("after", Date),
    Column("reason", Words, nullable=False),
    Column("by", Words, nullable=False),
    Index("ix_due_change_recommendation_id", "recommendation_id", "on", "id"),
    Index("ix_due_change_on", "on", "id", "recommendation_id"),
)

field_change = Table(
    "field_change",
    METADATA,
    Column("id", String, primary_key=True),
    _own(),
    Column("part", Words, nullable=False),
    Column("field", String, nullable=False),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("who", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("deed", Integer, nullable=False),
    Index("ix_field_change_recommendation_id", "recommendation_id", "deed", "id"),
    Index("ix_field_change_deed", "deed", "id"),
)

# `update_id` is empty where the whole recommendation is meant.
link_decision = Table(
    "link_decision",
    METADATA,
    _own(is_key=True),
    Column("theme_id", ForeignKey("theme.id"), primary_key=True, index=True),
    Column("update_id", String, primary_key=True, server_default=_NONE),
    Column("at", Instant, primary_key=True),
    Column("is_meant", Integer, nullable=False),
    Column("who", Words, nullable=False),
    Column("why", Words, nullable=False),
)

# What a recommendation asks for, as a model sees it: made anew when its words, whose keyed hash is `text_key`, change.
recommendation_vector = Table(
    "recommendation_vector",
    METADATA,
    _own(is_key=True),
    Column("model", String, primary_key=True),
    Column("text_key", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

contact = Table(
    "contact",
    METADATA,
    Column("name", Words, primary_key=True),
    Column("roles", Json, nullable=False),
    Column("body", Words, nullable=False),
    Column("addresses", Json, nullable=False),
    Column("manager", Words, nullable=False),
    Column("language", String, nullable=False),
    Column("time_zone", String, nullable=False),
    Column("quiet", String, nullable=False),
    Column("left_on", Date),
)

# The outbox: a message to one address, and the lines that it is made of. A line is made once, by its id.
message = Table(
    "message",
    METADATA,
    Column("id", String, primary_key=True),
    Column("contact", Words, nullable=False),
    Column("address", Words, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("delivery", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("claimed_at", Instant),
    Column("sent_at", Instant),
    Column("problem", String, nullable=False),
    Column("subject", Words, nullable=False, server_default=_NONE),
    Column("body", Words, nullable=False, server_default=_NONE),
    Index("ix_message_delivery", "delivery", "not_before", "id"),
)

reminder = Table(
    "reminder",
    METADATA,
    Column("id", String, primary_key=True),
    Column("contact", Words, nullable=False),
    _own(),
    Column("milestone_id", String, nullable=False, server_default=_NONE),
    Column("kind", String, nullable=False),
    Column("due_on", Date),
    Column("rung_on", Date, nullable=False),
    Column("message_id", String, index=True),
    Index("ix_reminder_recommendation_id", "recommendation_id"),
)

calendar_feed = Table(
    "calendar_feed",
    METADATA,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("whom", Words, nullable=False),
    Column("secret_hash", String, nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Words, nullable=False),
    Column("revoked_at", Instant),
)

# What a calendar showed last of a date: its hash, and how often that changed. `audience` is whose calendar, as in domain/calendars.py.
calendar_event = Table(
    "calendar_event",
    METADATA,
    Column("uid", String, primary_key=True),
    Column("audience", Words, nullable=False, index=True),
    Column("event_id", String, nullable=False),
    Column("recommendation_id", String, nullable=False),
    Column("shown", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("is_open", Integer, nullable=False),
)

# What staff wrote, in another language: by the hash of the words that were translated, so that other words have no translation.
# `place` says where they stand ("theme:ID:title"), so that a translation of what stood there before is noticed.
staff_translation = Table(
    "staff_translation",
    METADATA,
    Column("language", String, primary_key=True),
    Column("place", Words, primary_key=True),
    Column("source_hash", String, nullable=False),
    Column("words", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("at", Instant, nullable=False),
)
