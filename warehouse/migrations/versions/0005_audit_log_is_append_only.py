"""The database itself refuses to change or remove an audit event.

Whoever may alter tables can take this away again; the hashes and the heads kept elsewhere are what proves. This keeps
mistakes and careless hands out.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REFUSAL = "audit events are never changed or removed"

# REPLACE removes a row without firing the trigger of removal.
_SQLITE = tuple(
    f"CREATE TRIGGER audit_event_refuses_{what.lower()} BEFORE {what} ON audit_event {when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for what, when in (
        ("UPDATE", ""),
        ("DELETE", ""),
        ("INSERT", "WHEN EXISTS (SELECT 1 FROM audit_event WHERE number = NEW.number)"),
    )
)
_POSTGRESQL = (
    f"CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
    "CREATE TRIGGER audit_event_refuses_change BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
    "CREATE TRIGGER audit_event_refuses_truncate BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()",
)


def upgrade() -> None:
    """Make the triggers."""
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
