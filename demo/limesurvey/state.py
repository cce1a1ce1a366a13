"""What changes while the local server runs: responses, activation, session keys, failed logins."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import RLock

from demo.limesurvey.columns import Column, NumberedQuestion, Numbering, columns_of
from demo.limesurvey.definitions import Account, Row, SurveyDefinition

KEY_LIFETIME_S = 7200
LOCK_OUT_AFTER = 3
LOCK_OUT_S = 600
ANONYMISED_DATE = "1980-01-01 00:00:00"


class StatusAnswerError(Exception):
    """A refusal that LimeSurvey gives as `{"result": {"status": …}}`."""


class ErrorAnswerError(Exception):
    """A failure that LimeSurvey gives in `error`."""


@dataclass(slots=True)
class SurveyState:
    """A survey and its response table. `rows` is None while there is no table (never activated, or deactivated)."""

    definition: SurveyDefinition
    questions: tuple[NumberedQuestion, ...]
    columns: tuple[Column, ...]
    rows: dict[int, dict[str, str | int | float | None]] | None = None
    next_id: int = 1
    expires: str | None = None

    @property
    def is_active(self) -> bool:
        """True while the survey takes responses."""
        return self.rows is not None

    def insert(self, row: Row) -> int:
        """Add a response and return its id. Unknown headings are refused, as a typo would be lost otherwise."""
        rows = self._table()
        headings = {column.heading for column in self.columns}
        unknown = sorted(set(row) - headings)
        if unknown:
            raise ValueError(f"Survey {self.definition.sid} has no column {unknown[0]!r}; it has: {', '.join(sorted(headings))}.")
        identity = int(row.get("id") or self.next_id)
        filled = {column.heading: row.get(column.heading) for column in self.columns}
        rows[identity] = filled | {"id": identity}
        if self.definition.is_anonymised and "submitdate" not in row:
            rows[identity]["submitdate"] = ANONYMISED_DATE
        self.next_id = max(self.next_id, identity + 1)
        return identity

    def update(self, identity: int, changes: Row) -> None:
        """Change a response. No date moves, as none moves in LimeSurvey's own update_response."""
        self._table()[identity].update(changes)

    def delete(self, identity: int) -> None:
        """Remove a response without a trace."""
        del self._table()[identity]

    def _table(self) -> dict[int, dict[str, str | int | float | None]]:
        if self.rows is None:
            raise ValueError(f"Survey {self.definition.sid} is not active.")
        return self.rows


@dataclass(slots=True)
class ServerState:
    """All surveys, accounts and keys of one local server. `clock` gives seconds and can be set in a test."""

    accounts: tuple[Account, ...]
    clock: Callable[[], float] = time.monotonic
    numbers_are_text: bool = False
    surveys: dict[int, SurveyState] = field(default_factory=dict)
    keys: dict[str, tuple[Account, float]] = field(default_factory=dict)
    failed_logins: int = 0
    locked_until: float = 0.0
    lock: RLock = field(default_factory=RLock)

    def add_surveys(self, definitions: Iterable[SurveyDefinition]) -> None:
        """Number the questions and fill the response tables."""
        numbering = Numbering()
        for definition in definitions:
            questions = numbering.number(definition)
            state = SurveyState(definition, questions, columns_of(definition, questions))
            self.surveys[definition.sid] = state
            if definition.is_active:
                state.rows = {}
                for row in definition.rows:
                    state.insert(row)

    def log_in(self, user: str, password: str) -> str:
        """A new session key. After three bad passwords every login is refused for ten minutes, the right one too."""
        if self.clock() < self.locked_until:
            raise StatusAnswerError(
                f"You have exceeded the number of maximum login attempts. Please wait {LOCK_OUT_S // 60} minutes before trying again."
            )
        account = next((a for a in self.accounts if (a.user, a.password) == (user, password)), None)
        if account is None:
            self._count_failed_login()
            raise StatusAnswerError("Invalid user name or password")
        self.failed_logins = 0
        key = secrets.token_urlsafe(24)
        self.keys[key] = (account, self.clock() + KEY_LIFETIME_S)
        return key

    def _count_failed_login(self) -> None:
        self.failed_logins += 1
        if self.failed_logins >= LOCK_OUT_AFTER:
            self.failed_logins, self.locked_until = 0, self.clock() + LOCK_OUT_S

    def account_of(self, key: object) -> Account:
        """The account behind a session key; a key is not extended by use."""
        account, ends = self.keys.get(str(key), (None, 0.0))
        if account is None or self.clock() >= ends:
            raise StatusAnswerError("Invalid session key")
        return account

    def survey(self, sid: object, unknown: str = "Error: Invalid survey ID") -> SurveyState:
        """The survey of this id, which may come as text; `unknown` is the refusal where there is none."""
        try:
            return self.surveys[int(str(sid))]
        except (ValueError, KeyError):
            raise StatusAnswerError(unknown) from None
