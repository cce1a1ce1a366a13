"""What a board asked for, who answers for it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.ids import DueChangeId, FieldChangeId, MilestoneId, RecommendationId, ThemeId, UpdateId
from domain.themes import MadeBy


class UpdateState(StrEnum):
    """The state that a status update reports. Late, due soon and stale are computed, never reported."""

    ISSUED = "issued"
    RESPONDED = "responded"
    PLANNED = "planned"
    IN_PROGRESS = "in progress"
    REPORTED_DONE = "reported done"
    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly verified"
    NOT_VERIFIED = "not verified"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


class Reply(StrEnum):
    """What those who were asked answered. What was rejected stays visible and tracked."""

    ACCEPTED = "accepted"
    PARTLY = "partly accepted"
    REJECTED = "rejected"


class Role(StrEnum):
    """For whom somebody speaks when they report. Only `BOARD` and `AUDITOR` judge whether a thing was done."""

    OWNER = "owner"
    DEPUTY = "deputy"
    STAFF = "staff"
    MANAGER = "manager"
    BOARD = "board"
    AUDITOR = "auditor"


class GroundKind(StrEnum):
    """What a recommendation rests on, besides themes."""

    FINDING = "finding"
    SESSION = "session"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Ground:
    """A finding, a session or a round that a recommendation rests on.

    `ref` is its id. `told` is what a release said of it when it was taken over, in words and with rounded counts only;
    exact counts never get here.
    """

    kind: GroundKind
    ref: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated step of a recommendation. `first_due_on` never changes; `due_on` may move.

    `done_on` is when it was reported done, `verified_on` when the board or an auditor found that it was. `weight` is above 0.
    `needs` are the steps of the same recommendation that come before it.
    """

    id: MilestoneId
    recommendation_id: RecommendationId
    title: str
    first_due_on: date
    due_on: date
    done_on: date | None = None
    weight: float = 1.0
    verified_on: date | None = None
    needs: tuple[MilestoneId, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """One report on a recommendation; append-only.

    `by` is who said so and `role` for whom they spoke. `reply` stands on an answer (RESPONDED), `replaced_by` (a reference)
    where another recommendation takes its place. `turn` says which came when of those of one day; 0 where nobody said.
    """

    id: UpdateId
    recommendation_id: RecommendationId
    on: date
    state: UpdateState
    note: str
    evidence: str = ""
    reply: Reply | None = None
    by: str = ""
    role: Role = Role.STAFF
    replaced_by: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class DueChange:
    """A date that moved, with its reason; append-only. `milestone_id` None means the recommendation's own date.

    `before` None is a date that was not there; `after` None is one that was taken away.
    """

    id: DueChangeId
    recommendation_id: RecommendationId
    milestone_id: MilestoneId | None
    on: date
    before: date | None
    after: date | None
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that was changed, as it stood before and after, in words; append-only.

    Changes made in one deed have the same `deed`: the number of the audit event that carries their hash, so that a row that was
    rewritten is noticed. `part` is a milestone's title where the field is a milestone's, and the id of an update or of a moved
    date where one was added.
    """

    id: FieldChangeId
    recommendation_id: RecommendationId
    part: str
    field: str
    before: str
    after: str
    at: datetime
    who: str
    why: str
    deed: int = 0


@dataclass(frozen=True, slots=True)
class ThemeLink:
    """A recommendation answers a theme: said by a person, or suggested by nearness of meaning (`score` in [0, 1])."""

    theme_id: ThemeId
    made_by: MadeBy
    score: float


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """A person's word on whether a recommendation, or one update of it, is about a theme; append-only, the last one holds."""

    recommendation_id: RecommendationId
    theme_id: ThemeId
    update_id: UpdateId | None
    is_meant: bool
    at: datetime
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a board asked for. `reference` is unique and for people ("R-03").

    `answers` says in plain words what it answers; `links` are the themes that this was found to mean, `grounds` the findings,
    sessions and rounds that it rests on. `owner` and `deputy` are names of contacts, or of bodies. `first_due_on` never changes
    once it is set. `evidence_standard` says what will count as done; `indicators` are names of closed questions and of series
    from other records that should move; `places` the neighborhoods that it concerns; `needs` the references of recommendations
    that must be done before it; `urls` are addresses of papers about it; `collection` is the name of a set that belongs
    together; `external_id` is what another system calls it.
    """

    id: RecommendationId
    reference: str
    title: str
    text: str
    owner: str
    issued_on: date
    due_on: date | None
    answers: str = ""
    links: tuple[ThemeLink, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    updates: tuple[StatusUpdate, ...] = ()
    issued_by: str = ""
    addressed_to: str = ""
    deputy: str = ""
    first_due_on: date | None = None
    evidence_standard: str = ""
    indicators: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    collection: str = ""
    external_id: str = ""
    places: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    due_changes: tuple[DueChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Standings:
    """Derived facts of a recommendation, kept beside it so that lists need no folding. Always equal to what the fold says."""

    state: UpdateState
    state_since: date
    reply: Reply | None
    next_due_on: date | None
    last_update_on: date | None
    settled_on: date | None
