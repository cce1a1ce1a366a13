"""Recommendations with owners, answers, dates that moved and a past; contacts, reminders and calendar feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NONE = sa.text("''")
_DAYS = ("first_due_on", "state_since", "next_due_on", "last_update_on", "settled_on", "waits_since")
_LOOKED_AT = ("owner", "deputy", "collection", "state", "reply", "next_due_on", "waits_since", "moves")
_WORDS = (
    *(("recommendation", name) for name in ("issued_by", "addressed_to", "deputy", "evidence_standard", "collection", "external_id")),
    ("recommendation_ground", "told"),
    *(("status_update", name) for name in ("by", "replaced_by")),
    *(("due_change", name) for name in ("reason", "by")),
    *(("field_change", name) for name in ("part", "before", "after", "who", "why")),
    *(("link_decision", name) for name in ("who", "why")),
    *(("contact", name) for name in ("body", "manager")),
    *(("message", name) for name in ("contact", "address", "subject", "body")),
    ("reminder", "contact"),
    *(("calendar_feed", name) for name in ("whom", "made_by")),
    ("calendar_event", "audience"),
    *(("staff_translation", name) for name in ("words", "who")),
)


def upgrade() -> None:
    """Add columns and tables. What a recommendation's state is follows from its updates, and is set by warehouse/migrate.py."""
    _widen_recommendations()
    _widen_parts()
    _make_parts()
    _make_history()
    _make_contacts()
    _make_translations()
    if op.get_bind().dialect.name == "postgresql":
        for table, column in _WORDS:
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS 0')


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=_NONE)


def _given(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _own(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_recommendation_id")
    link = sa.ForeignKeyConstraint(["recommendation_id"], ["recommendation.id"], name=name, ondelete="CASCADE")
    return sa.Column("recommendation_id", sa.String(), nullable=False), link


def _widen_recommendations() -> None:
    for name in ("issued_by", "addressed_to", "deputy", "evidence_standard", "collection", "external_id"):
        op.add_column("recommendation", _words(name))
    for name in ("indicators", "urls"):
        op.add_column("recommendation", sa.Column(name, sa.Text(), nullable=False, server_default="[]"))
    for name in _DAYS:
        op.add_column("recommendation", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("recommendation", sa.Column("state", sa.String(), nullable=False, server_default="issued"))
    op.add_column("recommendation", sa.Column("reply", sa.String(), nullable=True))
    op.execute("UPDATE recommendation SET first_due_on = due_on")
    op.add_column("recommendation", sa.Column("moves", sa.Integer(), nullable=False, server_default="0"))
    for name in ("owner", "deputy", "collection", "state", "reply", "waits_since", "moves"):
        op.create_index(f"ix_recommendation_{name}", "recommendation", [name, "id"])
    op.create_index("ix_recommendation_id_looked_at", "recommendation", ["id", "reference", *_LOOKED_AT])
    op.create_index("ix_recommendation_reference_looked_at", "recommendation", ["reference", "id", *_LOOKED_AT])
    op.create_index("ix_recommendation_issued_looked_at", "recommendation", ["issued_on", "id", *_LOOKED_AT])
    others = [each for each in _LOOKED_AT if each != "next_due_on"]
    op.create_index("ix_recommendation_due_looked_at", "recommendation", ["next_due_on", "reference", "id", *others])
    op.drop_index("ix_recommendation_theme_theme_id", "recommendation_theme")
    op.create_index("ix_recommendation_theme_theme_id", "recommendation_theme", ["theme_id", "made_by", "recommendation_id"])


def _widen_parts() -> None:
    op.add_column("milestone", sa.Column("weight", sa.Float(), nullable=False, server_default="1"))
    op.add_column("milestone", sa.Column("verified_on", sa.Date(), nullable=True))
    op.add_column("milestone", sa.Column("needs", sa.Text(), nullable=False, server_default="[]"))
    op.create_index("ix_milestone_due_on", "milestone", ["due_on"])
    for name in ("done_on", "verified_on"):
        op.create_index(f"ix_milestone_{name}", "milestone", [name, "id", "recommendation_id"])
    op.drop_index("ix_milestone_recommendation_id", "milestone")
    op.create_index("ix_milestone_recommendation_id", "milestone", ["recommendation_id", "id", "done_on", "verified_on"])
    op.add_column("status_update", sa.Column("reply", sa.String(), nullable=True))
    for name in ("by", "replaced_by"):
        op.add_column("status_update", _words(name))
    op.add_column("status_update", sa.Column("role", sa.String(), nullable=False, server_default="staff"))
    op.add_column("status_update", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    # Nobody but the board could say this before there were roles; where no evidence was asked for, none is made up.
    judged = "state IN ('verified', 'not verified')"
    op.execute(f"UPDATE status_update SET role = 'board' WHERE {judged}")  # noqa: S608
    op.execute(f"UPDATE status_update SET evidence = 'No evidence was recorded.' WHERE {judged} AND evidence = ''")  # noqa: S608
    op.drop_index("ix_status_update_recommendation_id", "status_update")
    op.add_column("status_update", sa.Column("stands", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_status_update_recommendation_id", "status_update", ["recommendation_id", "reported_on", "id", "stands"])
    op.create_index("ix_status_update_reported_on", "status_update", ["reported_on", "id", "recommendation_id", "stands"])


def _make_parts() -> None:
    op.create_table(
        "recommendation_place",
        *_own("recommendation_place"),
        _given("place"),
        sa.PrimaryKeyConstraint("recommendation_id", "place", name=op.f("pk_recommendation_place")),
    )
    op.create_index("ix_recommendation_place_place", "recommendation_place", ["place", "recommendation_id"])
    op.create_table(
        "recommendation_ground",
        *_own("recommendation_ground"),
        sa.Column("kind", sa.String(), nullable=False),
        _given("ref"),
        _words("told"),
        sa.PrimaryKeyConstraint("recommendation_id", "kind", "ref", name=op.f("pk_recommendation_ground")),
    )
    op.create_table(
        "recommendation_need",
        *_own("recommendation_need"),
        _given("needs"),
        sa.PrimaryKeyConstraint("recommendation_id", "needs", name=op.f("pk_recommendation_need")),
    )
    op.create_index("ix_recommendation_need_needs", "recommendation_need", ["needs"])


def _make_history() -> None:
    op.create_table(
        "due_change",
        sa.Column("id", sa.String(), nullable=False),
        *_own("due_change"),
        sa.Column("milestone_id", sa.String(), nullable=False, server_default=_NONE),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("after", sa.Date(), nullable=True),
        _given("reason"),
        _given("by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_change")),
    )
    op.create_index("ix_due_change_recommendation_id", "due_change", ["recommendation_id", "on", "id"])
    op.create_index("ix_due_change_on", "due_change", ["on", "id", "recommendation_id"])
    op.create_table(
        "field_change",
        sa.Column("id", sa.String(), nullable=False),
        *_own("field_change"),
        _given("part"),
        sa.Column("field", sa.String(), nullable=False),
        *map(_given, ("before", "after")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *map(_given, ("who", "why")),
        sa.Column("deed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_change")),
    )
    op.create_index("ix_field_change_recommendation_id", "field_change", ["recommendation_id", "deed", "id"])
    op.create_index("ix_field_change_deed", "field_change", ["deed", "id"])
    op.create_table(
        "link_decision",
        *_own("link_decision"),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.Column("update_id", sa.String(), nullable=False, server_default=_NONE),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_meant", sa.Integer(), nullable=False),
        *map(_given, ("who", "why")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_link_decision_theme_id")),
        sa.PrimaryKeyConstraint("recommendation_id", "theme_id", "update_id", "at", name=op.f("pk_link_decision")),
    )
    op.create_index("ix_link_decision_theme_id", "link_decision", ["theme_id"])
    op.create_table(
        "recommendation_vector",
        *_own("recommendation_vector"),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("text_key", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("recommendation_id", "model", name=op.f("pk_recommendation_vector")),
    )


def _make_contacts() -> None:
    op.create_table(
        "contact",
        _given("name"),
        sa.Column("roles", sa.Text(), nullable=False),
        _given("body"),
        sa.Column("addresses", sa.Text(), nullable=False),
        _given("manager"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("language", "time_zone", "quiet")),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_contact")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.String(), nullable=False),
        *map(_given, ("contact", "address")),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivery", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False, server_default=_NONE) for name in ("subject", "body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index("ix_message_delivery", "message", ["delivery", "not_before", "id"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.String(), nullable=False),
        _given("contact"),
        *_own("reminder"),
        sa.Column("milestone_id", sa.String(), nullable=False, server_default=_NONE),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("rung_on", sa.Date(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index("ix_reminder_recommendation_id", "reminder", ["recommendation_id"])
    op.create_index("ix_reminder_message_id", "reminder", ["message_id"])
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        _given("whom"),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _given("made_by"),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_feed_secret_hash")),
    )
    op.create_table(
        "calendar_event",
        sa.Column("uid", sa.String(), nullable=False),
        _given("audience"),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("event_id", "recommendation_id", "shown")),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_open", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_calendar_event")),
    )
    op.create_index("ix_calendar_event_audience", "calendar_event", ["audience"])


def _make_translations() -> None:
    op.create_table(
        "staff_translation",
        sa.Column("language", sa.String(), nullable=False),
        _given("place"),
        sa.Column("source_hash", sa.String(), nullable=False),
        *map(_given, ("words", "who")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("language", "place", name=op.f("pk_staff_translation")),
    )
