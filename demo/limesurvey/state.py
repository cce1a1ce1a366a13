"""What changes while the local server runs: responses, activation, session keys, failed logins."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import RLock

from demo.limesurvey.columns import Column, columns_of
from demo.limesurvey.definitions import Account, Row, SurveyDefinition, Value
from demo.limesurvey.numbering import IdBook, NumberedQuestion, Numbering
from demo.limesurvey.table import ResponseTable

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
    """A survey and its response table. `table` is None while there is none (never activated, or deactivated).

    `autonumber_start` is where the next table's ids begin (0: at 1). `archives` are the tables that deactivation put away.
    """

    definition: SurveyDefinition
    questions: tuple[NumberedQuestion, ...]
    columns: tuple[Column, ...]
    book: IdBook = field(default_factory=IdBook)
    table: ResponseTable | None = None
    archives: list[ResponseTable] = field(default_factory=list)
    autonumber_start: int = 0
    expires: str | None = None
    settings: dict[str, object] = field(default_factory=dict)

    @property
    def is_active(self) -> bool:
        """True while the survey takes responses."""
        return self.table is not None

    @property
    def names(self) -> dict[str, str]:
        """Field name by heading and by itself, with the times that LimeSurvey measures and does not list."""
        return {key: column.name for column in (*self.columns, *self.timings) for key in (column.name, column.heading)}

    @property
    def timings(self) -> tuple[Column, ...]:
        """The times spent, where they are kept: in all, a group, a question."""
        if not self.definition.has_dates or self.definition.is_anonymised:
            return ()
        sid = self.definition.sid
        groups = dict.fromkeys(each.gid for each in self.questions)
        pages = [Column(f"{sid}X{gid}time", f"groupTime{gid}") for gid in groups]
        asked = [Column(f"{sid}X{each.gid}X{each.qid}time", f"{each.question.code}Time") for each in self.questions]
        return (Column("interviewtime", "interviewtime"), *pages, *asked)

    def activate(self) -> None:
        """Make a new, empty response table; its ids begin at `autonumber_start`."""
        if self.table is None:
            self.table = ResponseTable(self.stored_names, max(self.autonumber_start, 1))

    def deactivate(self) -> None:
        """Put the table away and let the next one begin after the highest id that was in it.

        LimeSurvey reads that id from the rows that are left (`SurveyDeactivate` in its public source, the same in 3 to 6),
        so an empty table sets 1, and ids of withdrawn last rows are given out a second time.
        """
        if self.table is not None:
            self.autonumber_start = self.table.highest_id + 1
            self.archives.append(self.table)
            self.table = None

    @property
    def stored_names(self) -> tuple[str, ...]:
        """The names of all columns that the table has."""
        return tuple(column.name for column in (*self.columns, *self.timings))

    def insert(self, row: Row) -> int:
        """Add a response and return its id. Unknown headings are refused, as a typo would be lost otherwise."""
        values = self._by_name(row)
        if self.definition.is_anonymised and "submitdate" not in values:
            values["submitdate"] = ANONYMISED_DATE
        identity = values.pop("id", None)
        return self.existing_table().insert(values, int(identity) if identity else None)

    def update(self, identity: int, changes: Row) -> None:
        """Change a response. No date moves, as none moves in LimeSurvey's own update_response."""
        self.existing_table().update(identity, self._by_name(changes))

    def delete(self, identity: int) -> None:
        """Remove a response without a trace."""
        self.existing_table().delete(identity)

    def rows(self) -> dict[int, dict[str, Value]]:
        """Every response as it is now, by id and heading, without times; empty while there is no table."""
        if self.table is None:
            return {}
        size, headings = len(self.columns), [column.heading for column in self.columns]
        return {each: dict(zip(headings, self.table.cells(each)[:size], strict=True)) for each in self.table.ids_between()}

    def existing_table(self) -> ResponseTable:
        """The response table; raises ValueError where there is none."""
        if self.table is None:
            raise ValueError(f"Survey {self.definition.sid} is not active.")
        return self.table

    def _by_name(self, row: Row) -> dict[str, Value]:
        names = self.names
        unknown = sorted(set(row) - names.keys())
        if unknown:
            raise ValueError(f"Survey {self.definition.sid} has no column {unknown[0]!r}; it has: {', '.join(sorted(names))}.")
        return {names[key]: value for key, value in row.items()}


@dataclass(slots=True)
class ServerState:
    """All surveys, accounts and keys of one local server. `clock` gives seconds and can be set in a test."""

    accounts: tuple[Account, ...]
    clock: Callable[[], float] = time.monotonic
    numbers_are_text: bool = False
    version: int = 6
    numbering: Numbering = field(default_factory=Numbering)
    site: dict[str, object] = field(default_factory=dict)
    wall_clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    skips_rows_on_delete: bool = False
    between_batches: Callable[[int], None] | None = None
    surveys: dict[int, SurveyState] = field(default_factory=dict)
    keys: dict[str, tuple[Account, float]] = field(default_factory=dict)
    failed_logins: int = 0
    locked_until: float = 0.0
    lock: RLock = field(default_factory=RLock)

    def add_surveys(self, definitions: Iterable[SurveyDefinition]) -> None:
        """Number the questions and fill the response tables."""
        for definition in definitions:
            state = SurveyState(definition, (), ())
            self.surveys[definition.sid] = state
            self.redefine(state, definition)
            if definition.is_active:
                state.activate()
                for row in definition.rows:
                    state.insert(row)

    def redefine(self, survey: SurveyState, definition: SurveyDefinition) -> None:
        """Let the survey ask what the definition says; answers stay with their column."""
        survey.definition = definition
        survey.questions = self.numbering.number(definition, survey.book)
        survey.columns = columns_of(definition, survey.questions, self.version)
        if survey.table is not None:
            survey.table.lay_out(survey.stored_names)

    def lock_out(self, seconds: float = LOCK_OUT_S) -> None:
        """Refuse every login for a while; existing keys go on working."""
        self.failed_logins, self.locked_until = 0, self.clock() + seconds

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
            self.lock_out()

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
