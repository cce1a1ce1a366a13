"""Say how a recommendation stands: what was answered, how far it is, that it ended or is open again. Nothing said is taken back;
another word corrects it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desk.recommending.deed import Deed, read_current, require_words
from desk.recommending.past import Past, keep_past
from domain.course import fold_name
from domain.errors import WrongUse
from domain.ids import UpdateId
from domain.recommendations import Recommendation, Reply, Role, StatusUpdate, UpdateState
from warehouse.store import Store

WORDS = (UpdateState.ISSUED, UpdateState.PLANNED, UpdateState.IN_PROGRESS, UpdateState.REPORTED_DONE)
_OTHERWISE = {
    UpdateState.RESPONDED: "respond",
    UpdateState.VERIFIED: "verify",
    UpdateState.PARTLY_VERIFIED: "verify",
    UpdateState.NOT_VERIFIED: "verify",
    UpdateState.CLOSED: "close",
    UpdateState.WITHDRAWN: "withdraw",
    UpdateState.SUPERSEDED: "supersede",
    UpdateState.REOPENED: "reopen",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody reports. `role` None: the owner or the deputy where `by` is their name, else staff."""

    on: date
    note: str
    evidence: str = ""
    by: str = ""
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """The state that is reported, and what belongs to it."""

    state: UpdateState
    reply: Reply | None = None
    replaced_by: str = ""


def respond(store: Store, reference: str, reply: Reply, told: Told, *, who: str, today: date) -> Recommendation:
    """Keep what those who were asked answered, with their reason. Raises WrongUse without one, and where it cannot stand."""
    require_words("reason", told.note, 'Say why they answered so with: --reason "..."')
    with store.transaction():
        after, past = _keep(store, reference, Word(UpdateState.RESPONDED, reply), told, Deed(who, _why(told), today))
        facts = past.facts | {"reply": reply.value}
        keep_past(store, past, store.audit.append(who, "recommendation answered", after.reference, _why(told), facts))
    return after


def report(store: Store, reference: str, state: UpdateState, told: Told, *, who: str, today: date) -> Recommendation:
    """Keep a word on how far it is: planned, in progress, reported done. Raises WrongUse for a state that is said otherwise."""
    if state not in WORDS:
        raise WrongUse(
            f"“{state}” is not said with update.", next_step=f"Say it with: hearback recommendations {_OTHERWISE[state]} {reference}"
        )
    require_words("note", told.note, 'Say in a sentence what was done with: --note "..."')
    with store.transaction():
        after, past = _keep(store, reference, Word(state), told, Deed(who, _why(told), today))
        facts = past.facts | {"state": state.value}
        keep_past(store, past, store.audit.append(who, "progress reported", after.reference, _why(told), facts))
    return after


def close(store: Store, reference: str, told: Told, *, who: str, today: date) -> Recommendation:
    """Say that nothing more is to come, and why."""
    return _end(store, reference, UpdateState.CLOSED, told, who=who, today=today)


def withdraw(store: Store, reference: str, told: Told, *, who: str, today: date) -> Recommendation:
    """Say that the board asks for it no longer, and why."""
    return _end(store, reference, UpdateState.WITHDRAWN, told, who=who, today=today)


def supersede(store: Store, reference: str, other: str, told: Told, *, who: str, today: date) -> Recommendation:
    """Say that another recommendation takes its place, and why."""
    return _end(store, reference, UpdateState.SUPERSEDED, told, who=who, today=today, other=other)


def reopen(store: Store, reference: str, told: Told, *, who: str, today: date) -> Recommendation:
    """Take up again what was verified, judged or ended, and say why."""
    require_words("reason", told.note, 'Say why with: --reason "..."')
    with store.transaction():
        after, past = _keep(store, reference, Word(UpdateState.REOPENED), told, Deed(who, _why(told), today))
        keep_past(store, past, store.audit.append(who, "recommendation reopened", after.reference, _why(told), past.facts))
    return after


def _end(store: Store, reference: str, state: UpdateState, told: Told, *, who: str, today: date, other: str = "") -> Recommendation:
    require_words("reason", told.note, 'Say why with: --reason "..."')
    with store.transaction():
        replaced_by = read_current(store, other).reference if other else ""
        after, past = _keep(store, reference, Word(state, replaced_by=replaced_by), told, Deed(who, _why(told), today))
        facts = past.facts | {"state": state.value} | ({"by": replaced_by} if replaced_by else {})
        keep_past(store, past, store.audit.append(who, "recommendation ended", after.reference, _why(told), facts))
    return after


def make_update(before: Recommendation, word: Word, told: Told, *, who: str) -> StatusUpdate:
    """The update that is to be added, not placed in its day yet."""
    by = told.by.strip() or who
    role = told.role or name_role(before, by)
    return StatusUpdate(
        UpdateId(""), before.id, told.on, word.state, told.note.strip(), told.evidence.strip(), word.reply, by, role, word.replaced_by
    )


def name_role(recommendation: Recommendation, by: str) -> Role:
    """For whom somebody speaks who did not say it."""
    if fold_name(by) == fold_name(recommendation.owner):
        return Role.OWNER
    return Role.DEPUTY if recommendation.deputy and fold_name(by) == fold_name(recommendation.deputy) else Role.STAFF


def _keep(store: Store, reference: str, word: Word, told: Told, deed: Deed) -> tuple[Recommendation, Past]:
    before = read_current(store, reference)
    return deed.report(store, before, make_update(before, word, told, who=deed.who), before.milestones)


def _why(told: Told) -> str:
    """The audit log says that it was reported; the words themselves are in the record, bound to the event by their hash."""
    return f"reported for {told.on}"
