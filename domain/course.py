"""The states of a recommendation: a pure fold over its updates, in whatever order they arrived.

Updates follow one another by day, and by their turn within a day. Those that nobody put in order stand in whichever order
lets most of them stand, the earlier state first; so the same set of updates always folds to the same course. What cannot stand
is left out and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from domain.recommendations import Recommendation, Reply, Role, Standings, StatusUpdate, UpdateState

_S = UpdateState
WORK = frozenset({_S.PLANNED, _S.IN_PROGRESS})
JUDGED = frozenset({_S.VERIFIED, _S.PARTLY_VERIFIED, _S.NOT_VERIFIED})
ENDED = frozenset({_S.CLOSED, _S.SUPERSEDED, _S.WITHDRAWN})
JUDGES = frozenset({Role.BOARD, Role.AUDITOR})
# Nothing is waited for any more in these: a date that passed does not make them late.
SETTLED = frozenset({_S.REPORTED_DONE, _S.VERIFIED}) | ENDED

_BEGUN = {_S.RESPONDED, _S.REPORTED_DONE, _S.SUPERSEDED, _S.WITHDRAWN} | WORK
ALLOWED: dict[UpdateState, frozenset[UpdateState]] = {
    _S.ISSUED: frozenset(_BEGUN | {_S.ISSUED}),
    _S.RESPONDED: frozenset(_BEGUN | {_S.CLOSED}),
    _S.PLANNED: frozenset(_BEGUN | {_S.CLOSED}),
    _S.IN_PROGRESS: frozenset(_BEGUN | {_S.CLOSED}),
    _S.REPORTED_DONE: frozenset(JUDGED | {_S.REPORTED_DONE, _S.IN_PROGRESS, _S.SUPERSEDED, _S.WITHDRAWN}),
    _S.VERIFIED: frozenset(JUDGED | {_S.CLOSED, _S.REOPENED}),
    _S.PARTLY_VERIFIED: frozenset(JUDGED | WORK | ENDED | {_S.REPORTED_DONE, _S.REOPENED}),
    _S.NOT_VERIFIED: frozenset(JUDGED | WORK | ENDED | {_S.REPORTED_DONE, _S.REOPENED}),
    _S.CLOSED: frozenset({_S.REOPENED}),
    _S.SUPERSEDED: frozenset({_S.REOPENED}),
    _S.WITHDRAWN: frozenset({_S.REOPENED}),
    _S.REOPENED: frozenset(_BEGUN),
}
# So many updates of one day are tried in every order; of more, each takes its place where it first can.
MOST_TRIED = 8
_RANK = {state: place for place, state in enumerate(UpdateState)}
_WHERE = {
    frozenset(JUDGED): "It has to be reported done before anybody can say whether it is.",
    frozenset({_S.CLOSED}): "It has to be answered, and what was reported done has to be judged, before it is closed.",
    frozenset({_S.REOPENED}): "Only what was verified, judged or ended can be opened again.",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """An update that cannot stand, and why."""

    update: StatusUpdate
    why: str


@dataclass(frozen=True, slots=True)
class Course:
    """How a recommendation went: `steps` are the updates that stand, in the order in which they hold."""

    state: UpdateState
    since: date
    reply: Reply | None = None
    steps: tuple[StatusUpdate, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def settled_on(self) -> date | None:
        """Since when nothing is waited for, None while something is."""
        return self.since if self.state in SETTLED else None

    @property
    def is_waited_for(self) -> bool:
        """True while something is to come: neither settled nor turned down."""
        return self.state not in SETTLED and not (self.state is UpdateState.RESPONDED and self.reply is Reply.REJECTED)


@dataclass(frozen=True, slots=True)
class _Day:
    """An order of a day's updates: those that stand, in order, and those that are left."""

    stand: tuple[StatusUpdate, ...] = ()
    left: tuple[StatusUpdate, ...] = ()


@dataclass(slots=True)
class _Search:
    """Finds the order in which most updates of a day stand. What is alike is tried once."""

    tried: dict[tuple[UpdateState, Reply | None, tuple[str, ...]], _Day] = field(default_factory=dict)

    def best(self, state: UpdateState, reply: Reply | None, waiting: tuple[StatusUpdate, ...]) -> _Day:
        key = (state, reply, tuple(each.id for each in waiting))
        if key not in self.tried:
            self.tried[key] = self._find(state, reply, waiting)
        return self.tried[key]

    def _find(self, state: UpdateState, reply: Reply | None, waiting: tuple[StatusUpdate, ...]) -> _Day:
        best = _Day((), waiting)
        for place in _distinct(waiting):
            each = waiting[place]
            if _refuse_step(state, reply, each):
                continue
            rest = self.best(each.state, _next_reply(reply, each), waiting[:place] + waiting[place + 1 :])
            if len(rest.stand) + 1 > len(best.stand):
                best = _Day((each, *rest.stand), rest.left)
            if not best.left:
                break
        return best


def follow(updates: Iterable[StatusUpdate], *, issued_on: date) -> Course:
    """Fold updates to a course. The order in which they are given makes no difference."""
    whole = sorted(set(updates), key=lambda each: (each.on, each.turn, _RANK[each.state], each.id))
    reporters = {fold_name(each.by): each.on for each in reversed(whole) if each.state is _S.REPORTED_DONE and fold_name(each.by)}
    course = Course(_S.ISSUED, issued_on)
    for (on, _), of_day in groupby(whole, key=lambda each: (each.on, each.turn)):
        course = _add_day(course, on, list(of_day), issued_on, reporters)
    return course


def why_not(recommendation: Recommendation, update: StatusUpdate) -> str:
    """Why an update cannot be added, or "" where it can: for itself, or because one that stands after it no longer would."""
    before = follow(recommendation.updates, issued_on=recommendation.issued_on)
    after = follow((*recommendation.updates, update), issued_on=recommendation.issued_on)
    known = {each.update.id for each in before.refused}
    fresh = [each for each in after.refused if each.update.id not in known]
    if not fresh:
        return ""
    own = next((each for each in fresh if each.update.id == update.id), None)
    if own is not None:
        return own.why
    later = fresh[0].update
    return f"What was reported on {later.on} ({later.state}) could then not stand: {fresh[0].why}"


def derive(recommendation: Recommendation) -> Standings:
    """The facts that lists are sorted and filtered by."""
    course = follow(recommendation.updates, issued_on=recommendation.issued_on)
    return Standings(
        state=course.state,
        state_since=course.since,
        reply=course.reply,
        next_due_on=next_due(recommendation) if course.is_waited_for else None,
        last_update_on=max((each.on for each in recommendation.updates), default=None),
        settled_on=course.settled_on,
    )


def next_due(recommendation: Recommendation) -> date | None:
    """The earliest date still open: of a step that is not done, or the recommendation's own."""
    steps = [each.due_on for each in recommendation.milestones if each.done_on is None and each.verified_on is None]
    own = [] if recommendation.due_on is None else [recommendation.due_on]
    return min(steps + own, default=None)


def fold_name(name: str) -> str:
    """A name as it is compared: however it is spaced and whichever letters are large."""
    return " ".join(name.split()).casefold()


def _add_day(course: Course, on: date, of_day: Sequence[StatusUpdate], issued_on: date, reporters: dict[str, date]) -> Course:
    faults = {each.id: _refuse_itself(each, issued_on, reporters) for each in of_day}
    sound = tuple(each for each in of_day if not faults[each.id])
    order = _Search().best if len(sound) <= MOST_TRIED else _take_in_turn
    day = order(course.state, course.reply, sound)
    state, reply, since = course.state, course.reply, course.since
    for each in day.stand:
        since = since if each.state is state else on
        state, reply = each.state, _next_reply(reply, each)
    refused = [Refused(each, faults[each.id]) for each in of_day if faults[each.id]]
    refused += [Refused(each, _refuse_step(state, reply, each)) for each in day.left]
    return Course(state, since, reply, (*course.steps, *day.stand), (*course.refused, *refused))


def _take_in_turn(state: UpdateState, reply: Reply | None, waiting: tuple[StatusUpdate, ...]) -> _Day:
    """The order in which each update takes its place as soon as it can; the earlier ones are asked first, again and again."""
    stand: list[StatusUpdate] = []
    left = list(waiting)
    while (following := next((each for each in left if not _refuse_step(state, reply, each)), None)) is not None:
        stand.append(following)
        left.remove(following)
        state, reply = following.state, _next_reply(reply, following)
    return _Day(tuple(stand), tuple(left))


def _next_reply(reply: Reply | None, update: StatusUpdate) -> Reply | None:
    if update.state is _S.REOPENED:
        return None if reply is Reply.REJECTED else reply
    return update.reply if update.state is _S.RESPONDED and update.reply is not None else reply


def _refuse_itself(update: StatusUpdate, issued_on: date, reporters: dict[str, date]) -> str:
    """What is wrong with an update whatever came before it."""
    if update.on < issued_on:
        return f"It is dated {update.on}, before the recommendation was issued on {issued_on}."
    if update.state in ENDED | {_S.REOPENED} and update.role in {Role.OWNER, Role.DEPUTY}:
        return f"Whoever answers for it cannot say that it is {update.state}: that is for the board or its staff."
    if update.reply is not None and update.state is not _S.RESPONDED:
        return f"Accepted, partly accepted and rejected go with “responded”, not with “{update.state}”."
    return _refuse_judgement(update, reporters) if update.state in JUDGED else ""


def _refuse_judgement(update: StatusUpdate, reporters: dict[str, date]) -> str:
    if update.role not in JUDGES:
        return f"Only the board or an auditor judges whether it was done, not the {update.role}."
    if not update.evidence.strip():
        return "A verification names its evidence."
    if reporters.get(fold_name(update.by), date.max) <= update.on:
        return "Whoever reported it done cannot judge whether it is."
    return ""


def _refuse_step(state: UpdateState, reply: Reply | None, update: StatusUpdate) -> str:
    """Why an update cannot follow a state, or ""."""
    if update.state not in ALLOWED[state]:
        return _say_forbidden(state, update)
    if reply is Reply.REJECTED and update.state in WORK | {_S.REPORTED_DONE}:
        return "It was rejected: record a new answer first."
    return ""


def _say_forbidden(state: UpdateState, update: StatusUpdate) -> str:
    hint = next((words for states, words in _WHERE.items() if update.state in states), "")
    after = ", ".join(each for each in UpdateState if each in ALLOWED[state])
    return f"After “{state}” it cannot be “{update.state}”.{' ' + hint if hint else ''} What can follow: {after}."


def _distinct(waiting: Sequence[StatusUpdate]) -> Iterator[int]:
    """The places of updates that differ in what decides whether they stand."""
    seen: set[tuple[UpdateState, Reply | None]] = set()
    for place, each in enumerate(waiting):
        if (each.state, each.reply) not in seen:
            seen.add((each.state, each.reply))
            yield place
