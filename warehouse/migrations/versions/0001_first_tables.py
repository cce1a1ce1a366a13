"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables, those that others point to first."""
    _make_heard()
    _make_themes()
    _make_action()
    _make_record()


def _make_heard() -> None:
    op.create_table(
        "embedding",
        sa.Column("text_key", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("dimension > 0", name=op.f("ck_embedding_dimension")),
        sa.PrimaryKeyConstraint("text_key", "model", name=op.f("pk_embedding")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on", name=op.f("ck_round_starts_first")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("name", name=op.f("uq_round_name")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_person_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("attendance", sa.Integer(), nullable=True),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.CheckConstraint("attendance IS NULL OR attendance >= 0", name=op.f("ck_session_attendance")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_session_round_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_session_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_round_id"), "session", ["round_id"], unique=False)
    op.create_table(
        "response",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_response_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_response_round_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_response_session_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_response_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("source_id", "external_id", name=op.f("uq_response_source_id_external_id")),
    )
    op.create_index(op.f("ix_response_person_id"), "response", ["person_id"], unique=False)
    op.create_index(op.f("ix_response_round_id"), "response", ["round_id"], unique=False)
    op.create_index(op.f("ix_response_session_id"), "response", ["session_id"], unique=False)
    op.create_table(
        "vault_key",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_vault_key_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_vault_key")),
    )
    op.create_table(
        "closed_answer",
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_closed_answer_response_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("response_id", "position", name=op.f("pk_closed_answer")),
    )
    op.create_index("ix_closed_answer_question", "closed_answer", ["question"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("language_made_by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("held_reason", sa.Text(), nullable=True),
        sa.Column("is_context", sa.Boolean(), nullable=False),
        sa.Column("translation_text", sa.Text(), nullable=True),
        sa.Column("translation_language", sa.String(), nullable=True),
        sa.Column("translation_made_by", sa.String(), nullable=True),
        sa.Column("passages_version", sa.String(), nullable=True),
        sa.CheckConstraint("(text IS NULL) <> (held_reason IS NULL)", name=op.f("ck_comment_text_or_reason")),
        sa.CheckConstraint(
            "(translation_text IS NULL) = (translation_language IS NULL) AND (translation_text IS NULL) = (translation_made_by IS NULL)",
            name=op.f("ck_comment_whole_translation"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_person_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_comment_response_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_comment_round_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_comment_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_person_id"), "comment", ["person_id"], unique=False)
    op.create_index(op.f("ix_comment_response_id"), "comment", ["response_id"], unique=False)
    op.create_index(op.f("ix_comment_round_id"), "comment", ["round_id"], unique=False)
    op.create_index(op.f("ix_comment_session_id"), "comment", ["session_id"], unique=False)
    op.create_table(
        "response_group",
        sa.Column("response_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_response_group_response_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("response_id", "position", name=op.f("pk_response_group")),
    )
    op.create_table(
        "comment_redaction",
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("occurrences", sa.Integer(), nullable=False),
        sa.CheckConstraint("occurrences >= 0", name=op.f("ck_comment_redaction_occurrences")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_redaction_comment_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("comment_id", "position", name=op.f("pk_comment_redaction")),
    )
    op.create_table(
        "passage",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_key", sa.String(), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name=op.f("ck_passage_offsets")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_passage_comment_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    op.create_index(op.f("ix_passage_comment_id"), "passage", ["comment_id"], unique=False)
    op.create_index(op.f("ix_passage_text_key"), "passage", ["text_key"], unique=False)
    op.create_table(
        "vault_entry",
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_vault_entry_comment_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["vault_key.person_id"], name=op.f("fk_vault_entry_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_vault_entry")),
    )
    op.create_index(op.f("ix_vault_entry_person_id"), "vault_entry", ["person_id"], unique=False)
    op.create_index(op.f("ix_vault_entry_stored_at"), "vault_entry", ["stored_at"], unique=False)


def _make_themes() -> None:
    op.create_table(
        "theme",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("born_in", sa.String(), nullable=False),
        sa.Column("centroid", sa.LargeBinary(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["born_in"], ["round.id"], name=op.f("fk_theme_born_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    op.create_table(
        "theming_run",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("input_hash", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("unthemed", sa.Integer(), nullable=False),
        sa.Column("leak", sa.Float(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("0 <= unthemed AND unthemed <= passages", name=op.f("ck_theming_run_unthemed")),
        sa.CheckConstraint("leak IS NULL OR (leak > -0.001 AND leak < 1.001)", name=op.f("ck_theming_run_leak")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_theming_run_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theming_run")),
        sa.UniqueConstraint("round_id", name=op.f("uq_theming_run_round_id")),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("people_heard", sa.Integer(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("share_low", sa.Float(), nullable=False),
        sa.Column("share_high", sa.Float(), nullable=False),
        sa.Column("previous_round_id", sa.String(), nullable=True),
        sa.Column("previous_share", sa.Float(), nullable=True),
        sa.Column("previous_share_low", sa.Float(), nullable=True),
        sa.Column("previous_share_high", sa.Float(), nullable=True),
        sa.Column("change", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(previous_share IS NULL AND previous_share_low IS NULL AND previous_share_high IS NULL) OR (0 <= previous_share_low AND previous_share_low <= previous_share AND previous_share <= previous_share_high AND previous_share_high <= 1)",
            name=op.f("ck_finding_previous_share"),
        ),
        sa.CheckConstraint("0 <= people AND people <= people_heard", name=op.f("ck_finding_people")),
        sa.CheckConstraint(
            "0 <= share_low AND share_low <= share AND share <= share_high AND share_high <= 1", name=op.f("ck_finding_share")
        ),
        sa.ForeignKeyConstraint(["previous_round_id"], ["round.id"], name=op.f("fk_finding_previous_round_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_finding_round_id")),
        sa.ForeignKeyConstraint(["run_id"], ["theming_run.id"], name=op.f("fk_finding_run_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_finding_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("round_id", "theme_id", name=op.f("uq_finding_round_id_theme_id")),
    )
    op.create_index(op.f("ix_finding_run_id"), "finding", ["run_id"], unique=False)
    op.create_index(op.f("ix_finding_theme_id"), "finding", ["theme_id"], unique=False)
    op.create_table(
        "theme_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_theme_event_round_id")),
        sa.ForeignKeyConstraint(["run_id"], ["theming_run.id"], name=op.f("fk_theme_event_run_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_event_theme_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_event")),
    )
    op.create_index(op.f("ix_theme_event_run_id"), "theme_event", ["run_id"], unique=False)
    op.create_index(op.f("ix_theme_event_theme_id"), "theme_event", ["theme_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_assignment_score")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_assignment_passage_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["theming_run.id"], name=op.f("fk_assignment_run_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_assignment_theme_id")),
        sa.PrimaryKeyConstraint("run_id", "passage_id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_passage_id"), "assignment", ["passage_id"], unique=False)
    op.create_index(op.f("ix_assignment_theme_id"), "assignment", ["theme_id"], unique=False)


def _make_action() -> None:
    op.create_table(
        "recommendation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("reference", name=op.f("uq_recommendation_reference")),
    )
    op.create_table(
        "milestone",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("recommendation_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_milestone_recommendation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_recommendation_id"), "milestone", ["recommendation_id"], unique=False)
    op.create_table(
        "release",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page_json", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_release_number")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_release_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_release_round_id_number")),
    )
    op.create_table(
        "status_update",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("recommendation_id", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_status_update_recommendation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_update")),
    )
    op.create_index(op.f("ix_status_update_recommendation_id"), "status_update", ["recommendation_id"], unique=False)
    op.create_table(
        "recommendation_theme",
        sa.Column("recommendation_id", sa.String(), nullable=False),
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_recommendation_theme_score")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_recommendation_theme_recommendation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_recommendation_theme_theme_id")),
        sa.PrimaryKeyConstraint("recommendation_id", "theme_id", name=op.f("pk_recommendation_theme")),
    )
    op.create_index(op.f("ix_recommendation_theme_theme_id"), "recommendation_theme", ["theme_id"], unique=False)


def _make_record() -> None:
    op.create_table(
        "audit_event",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_event")),
    )
    op.create_table(
        "installation",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("host_hash", sa.String(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("process_started", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.CheckConstraint("read = written + unchanged + held + skipped", name=op.f("ck_ledger_adds_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_index("ix_ledger_flow_scope", "ledger", ["flow", "scope"], unique=False)
