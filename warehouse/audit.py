"""The audit log: who did what to what and why, each event chained to the one before by its hash."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from domain.errors import WrongUse
from warehouse.audit_chain import START, AuditCheck, BreakKind, Record, hash_record
from warehouse.audit_read import AuditEvent, AuditLog
from warehouse.columns import write_json
from warehouse.database import Database
from warehouse.tables_record import audit_event

__all__ = ["LONGEST", "Audit", "AuditCheck", "AuditEvent", "BreakKind"]

LONGEST = 500  # letters of who, what, to what and why: an event says what was decided, and is no place for what was said
_HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # these let a line read otherwise than it is
_LONGEST_DETAIL = 100_000  # of its JSON: a list of question codes, or of releases, has room


class Audit(AuditLog):
    """An append-only log of decisions."""

    def __init__(self, database: Database) -> None:
        super().__init__(database.read, database.where)
        self._database = database

    def append(self, actor: str, action: str, subject: str, why: str, detail: Mapping[str, str | int] | None = None) -> int:
        """Write an event, in the same transaction as the decision where one is open; its number.

        Raises WrongUse for a part that is too long or holds what does not show on paper; then nothing was written.
        """
        for name, words in (("name of who decides", actor), ("action", action), ("subject", subject), ("reason", why)):
            _check_words(name, words)
        described = write_json(dict(detail or {}))
        if len(described) > _LONGEST_DETAIL:
            raise WrongUse(f"The detail of the event {action!r} has {len(described):,} letters.", next_step=f"At most {_LONGEST_DETAIL:,}.")
        with self._database.write() as connection:
            columns = audit_event.c
            last = connection.execute(select(columns.number, columns.hash).order_by(columns.number.desc()).limit(1)).first()
            number, previous = (last.number + 1, last.hash) if last else (1, START)
            moment = datetime.now(UTC)
            written = moment.isoformat(timespec="microseconds")
            record = Record(number, written, actor, action, subject, why, described, previous, "")
            row: dict[str, Any] = record._asdict() | {"happened_at": moment, "detail": dict(detail or {}), "hash": hash_record(record)}
            connection.execute(insert(audit_event), [row])
        return number


def _check_words(name: str, words: str) -> None:
    """What is kept for good stays short and is what it looks like: no sign in it hides or turns the others."""
    if len(words) > LONGEST:
        raise WrongUse(f"The {name} has {len(words):,} letters.", next_step=f"At most {LONGEST}; name nobody and repeat nobody's words.")
    if any(letter in _TURNING or unicodedata.category(letter) in _HIDDEN for letter in words):
        raise WrongUse(f"The {name} holds a line break or another sign that does not show.", next_step="Write it on one line.")
