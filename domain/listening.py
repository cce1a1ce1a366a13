"""What people said: rounds, sessions, responses, comments, passages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.ids import CommentId, PassageId, PersonId, ResponseId, RoundId, SessionId, SourceId
from domain.text import RawText, RedactedText


@dataclass(frozen=True, slots=True)
class Round:
    """One wave of listening. A response belongs to it when its local date lies within both dates (inclusive)."""

    id: RoundId
    name: str
    title: str
    starts_on: date | None = None
    ends_on: date | None = None

    def holds(self, day: date | None) -> bool:
        """True when `day` lies within the round; a round without dates, and an answer without one, always fit."""
        if day is None:
            return True
        after_start = self.starts_on is None or self.starts_on <= day
        return after_start and (self.ends_on is None or day <= self.ends_on)


class SourceKind(StrEnum):
    """What a source is, as `kind` says in the settings."""

    LIMESURVEY = "limesurvey"
    TRANSCRIPTS = "transcripts"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Source:
    """Where feedback comes from. `title` is for people; `name` is the key in `hearback.toml`."""

    id: SourceId
    name: str
    kind: SourceKind
    title: str


@dataclass(frozen=True, slots=True)
class ResponseTable:
    """Which table of a source the responses of a pull lie in: tables before it are archived, and out of sight.

    `number` counts how often ids began anew; ids below `first_id` are of an archived table that had the same numbering.
    """

    number: int = 0
    first_id: int = 0

    def after(self, first_id: int) -> ResponseTable:
        """The table as it is when a source tells its first id: a lower one than before means that ids began anew."""
        return ResponseTable(self.number + (first_id < self.first_id), first_id)

    @property
    def prefix(self) -> str:
        """What tells the ids of this table from those of one before that had the same numbers."""
        return f"{self.number}-" if self.number else ""

    def number_of(self, external_id: str) -> int | None:
        """The source's own number of a response of this table; None for one that is archived."""
        number = external_id.removeprefix(self.prefix)
        is_here = external_id.startswith(self.prefix) and number.isdecimal() and int(number) >= self.first_id
        return int(number) if is_here else None


@dataclass(frozen=True, slots=True)
class Session:
    """One listening session or town hall, as its facts were given. Names of facilitators are never kept."""

    id: SessionId
    round_id: RoundId
    source_id: SourceId
    name: str
    title: str
    held_on: date | None = None
    place: str = ""
    languages: tuple[str, ...] = ()
    attendance: int | None = None
    may_quote: bool = False


class Speaker(StrEnum):
    """Who had the turn. A facilitator's turn is kept for context and never themed."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One speaker's turn as read from a transcript, before redaction.

    `is_only_record` marks an interpreter's words where what the speaker said is not in the transcript: they count as the
    speaker's. `held_reason` says why a person must look first, whatever redaction makes of the words.
    """

    position: int
    speaker: RawText
    role: Speaker
    words: RawText
    language: str = ""
    starts_s: float | None = None
    line: int = 0
    is_only_record: bool = False
    held_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ClosedAnswer:
    """An answer to a closed question: its code, what the code says, and its place on the scale where it has one."""

    question: str
    value: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """An answer in a person's own words, before redaction."""

    question: str
    words: RawText


@dataclass(frozen=True, slots=True)
class Response:
    """One person's submission as a source gave it, mapped fields only.

    `external_id` is the source's own id. `respondent` (a token or the like) is hashed at once and never stored.
    `submitted_at` is an instant in UTC, `submitted_on` the day in the source's own time zone. `in_own_words` names the
    groups and closed questions whose value is what somebody wrote, not an option: it is redacted before it is stored.
    """

    external_id: str
    language: str
    submitted_at: datetime | None
    submitted_on: date | None
    is_complete: bool
    open_answers: tuple[OpenAnswer, ...] = ()
    closed_answers: tuple[ClosedAnswer, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    may_quote: bool = False
    respondent: RawText | None = None
    in_own_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a file that is no response, while the rest of the file is read: where it stands and why, never its words.

    `external_id` is the row's own id where it can be told: what is known of it then stays as it is.
    """

    where: str
    reason: str
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """What was redacted: `[start, end)` in code points of the words before redaction, and its type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """What redaction made of one text: the redacted words, or None and the reason why a person must look first.

    `beneath`, where it is held, are the spans as they would be were no part flagged: what a flagged part has within it.
    """

    text: RedactedText | None
    spans: tuple[Span, ...] = ()
    held_reason: str | None = None
    beneath: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if (self.text is None) == (self.held_reason is None):
            raise ValueError("A redaction either has its text or a reason why it is held.")


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in another language and what made it: an engine's name and version, or `human`."""

    text: RedactedText
    language: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Comment:
    """One redacted free-text answer or utterance; `text` is None while it is held, and then `held_reason` says why."""

    id: CommentId
    response_id: ResponseId
    round_id: RoundId
    person_id: PersonId
    session_id: SessionId | None
    question: str
    position: int
    language: str
    language_made_by: str
    text: RedactedText | None
    held_reason: str | None = None
    redacted: tuple[tuple[str, int], ...] = ()
    translation: Translation | None = None
    is_context: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a comment about one thing: `comment.text[start:end] == text`, offsets in code points."""

    id: PassageId
    comment_id: CommentId
    start: int
    end: int
    text: RedactedText


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A response as the warehouse keeps it: no words but redacted ones, no person but a pseudonym.

    Of the time only the day is kept: with the second, whoever sees the survey's own list could say who it was.
    """

    id: ResponseId
    source_id: SourceId
    round_id: RoundId
    session_id: SessionId | None
    external_id: str
    person_id: PersonId
    language: str
    submitted_on: date | None
    is_complete: bool
    may_quote: bool
    content_hash: str
    groups: tuple[tuple[str, str], ...] = ()
    closed_answers: tuple[ClosedAnswer, ...] = ()
    comments: tuple[Comment, ...] = field(default=())
