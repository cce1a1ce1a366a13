"""Who may say whether a thing was done, and who may end it: never whoever answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desk.recommending.problems import Problem, show_safely
from desk.recommending.references import suggest
from domain.contacts import Contact
from domain.course import ENDED, JUDGED, JUDGES, fold_name
from domain.recommendations import Recommendation, Role, StatusUpdate, UpdateState

_ANSWERING = frozenset({Role.OWNER, Role.DEPUTY})
_ASK = "Ask the board or an auditor to record it."
_SAY = "If one of them says so, name them and their role: auditor or board."


def check_judge(recommendation: Recommendation, update: StatusUpdate, contacts: Sequence[Contact]) -> Iterator[Problem]:
    """What is wrong with who reports: a judgement by the owner or by nobody, an end by whoever answers for it."""
    if update.state in JUDGED:
        yield from _check_named_judge(recommendation, update, contacts)
    elif update.role in _ANSWERING:
        return  # the fold says so itself
    elif update.state in ENDED | {UpdateState.REOPENED} and fold_name(update.by) in _answering(recommendation):
        what = f"{show_safely(update.by)} answers for it and cannot say that it is {update.state}."
        yield Problem("by", what, "That is for the board or its staff.")


def _check_named_judge(recommendation: Recommendation, update: StatusUpdate, contacts: Sequence[Contact]) -> Iterator[Problem]:
    name = fold_name(update.by)
    if update.role not in JUDGES:
        yield Problem("role", f"Only the board or an auditor judges whether it was done, not the {update.role}.", _SAY)
    if not update.evidence.strip():
        yield Problem("evidence", "A verification names its evidence.", "Say what was looked at: a paper, a place, a count.")
    if not name:
        yield Problem("by", "It is not said who judged.", "Name the person or the body.")
    elif name in _answering(recommendation):
        yield Problem("by", f"{show_safely(update.by)} answers for it and cannot judge whether it was done.", _ASK)
    elif _is_of_owners_body(recommendation, update.by, contacts):
        yield Problem("by", f"{show_safely(update.by)} is of the body that answers for it and cannot judge whether it was done.", _ASK)
    elif contacts and update.role in JUDGES:
        yield from _check_role(update, contacts)


def _check_role(update: StatusUpdate, contacts: Sequence[Contact]) -> Iterator[Problem]:
    """A role is not taken but given: it stands on the contact."""
    own = _find(update.by, contacts)
    if own is None:
        near = suggest(update.by, [each.name for each in contacts])
        yield Problem("by", f"{show_safely(update.by)} is no contact, so nobody knows that this is the {update.role}.{near}", _add(update))
    elif update.role not in own.roles:
        roles = ", ".join(own.roles) or "none"
        yield Problem("role", f"{show_safely(own.name)} does not have the role “{update.role}”; roles: {roles}.", _ASK)
    elif own.left_on is not None and own.left_on < update.on:
        yield Problem("by", f"{show_safely(own.name)} left on {own.left_on} and cannot judge on {update.on}.", _ASK)


def _is_of_owners_body(recommendation: Recommendation, by: str, contacts: Sequence[Contact]) -> bool:
    """Whether the body of who judges is the owner, or the owner's body."""
    judge, owner = _find(by, contacts), _find(recommendation.owner, contacts)
    if judge is None or not judge.body:
        return owner is not None and bool(owner.body) and fold_name(owner.body) == fold_name(by)
    return fold_name(judge.body) in {fold_name(recommendation.owner), fold_name(owner.body) if owner and owner.body else ""} - {""}


def _answering(recommendation: Recommendation) -> frozenset[str]:
    return frozenset(map(fold_name, (recommendation.owner, recommendation.deputy))) - {""}


def _find(name: str, contacts: Sequence[Contact]) -> Contact | None:
    return next((each for each in contacts if fold_name(each.name) == fold_name(name)), None)


def _add(update: StatusUpdate) -> str:
    return f"Add the contact with this role: hearback contacts add NAME --role {update.role}"
