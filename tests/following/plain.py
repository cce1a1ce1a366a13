"""The same lists, stories and tables, read plainly from whole recommendations: what the warehouse must agree with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from statistics import median

from domain.course import derive, follow
from domain.following import Board, Listed, StoryKind, StoryLine, Wanted
from domain.moved import count_moves
from domain.recommendations import Recommendation, Reply, UpdateState
from domain.themes import MadeBy

_follow = lru_cache(maxsize=5_000)(lambda each: follow(each.updates, issued_on=each.issued_on))
_derive = lru_cache(maxsize=5_000)(derive)
_RANK = {kind: place for place, kind in enumerate(StoryKind)}


def choose(everything: Iterable[Recommendation], wanted: Wanted) -> list[Recommendation]:
    """Those wanted, by reference."""
    return sorted((each for each in everything if all(_hold(each, wanted))), key=lambda each: each.reference)


def _hold(each: Recommendation, wanted: Wanted) -> Iterator[bool]:
    course, due_on = _follow(each), _derive(each).next_due_on
    makers = set(MadeBy) if wanted.with_suggested else {MadeBy.PERSON}
    yield not wanted.owner or wanted.owner in (each.owner, each.deputy)
    yield not wanted.states or course.state in wanted.states
    yield wanted.theme_id is None or any(link.theme_id == wanted.theme_id and link.made_by in makers for link in each.links)
    yield not wanted.place or wanted.place in each.places
    yield not wanted.collection or each.collection == wanted.collection
    yield wanted.due_from is None or (due_on is not None and due_on >= wanted.due_from)
    yield wanted.due_by is None or (due_on is not None and due_on <= wanted.due_by)
    yield wanted.overdue_on is None or (due_on is not None and due_on < wanted.overdue_on)
    last = max((update.on for update in each.updates), default=each.issued_on)
    yield wanted.silent_since is None or (course.is_waited_for and last < wanted.silent_since)


def to_listed(each: Recommendation) -> Listed:
    facts = _derive(each)
    return Listed(
        each.id,
        each.reference,
        each.title,
        each.owner,
        each.deputy,
        each.issued_on,
        facts.state,
        facts.state_since,
        facts.reply,
        facts.next_due_on,
        facts.last_update_on,
        facts.settled_on,
    )


def sort_pressing(listed: Iterable[Listed]) -> list[Listed]:
    return sorted(listed, key=lambda each: (each.next_due_on is None, each.next_due_on or date.min, each.reference))


def tell(chosen: Sequence[Recommendation]) -> list[StoryLine]:
    """Every line, newest first."""
    lines = [line for each in chosen for line in _tell_one(each)]
    return sorted(lines, key=lambda line: (line.on, _RANK[line.kind], line.key), reverse=True)


def _tell_one(each: Recommendation) -> Iterator[StoryLine]:
    head = (each.id, each.reference, each.title, each.owner)
    steps = {step.id: step.title for step in each.milestones}
    yield StoryLine(each.issued_on, StoryKind.ISSUED, each.id, *head)
    for update in _follow(each).steps:
        words = {"state": update.state, "reply": update.reply, "note": update.note, "evidence": update.evidence}
        yield StoryLine(update.on, StoryKind.UPDATE, update.id, *head, **words)  # type: ignore[arg-type]
    for move in each.due_changes:
        part = steps.get(move.milestone_id, "") if move.milestone_id else ""
        yield StoryLine(move.on, StoryKind.MOVED, move.id, *head, part=part, note=move.reason, before=move.before, after=move.after)
    for step in each.milestones:
        if step.done_on is not None:
            yield StoryLine(step.done_on, StoryKind.STEP_DONE, step.id, *head, part=step.title)
        if step.verified_on is not None:
            yield StoryLine(step.verified_on, StoryKind.STEP_VERIFIED, step.id, *head, part=step.title)


def count(chosen: Sequence[Recommendation], today: date) -> Board:
    facts = [_derive(each) for each in chosen]
    waiting = [_derive(each).next_due_on for each in chosen if _follow(each).is_waited_for]
    late = [(today - due_on).days for due_on in waiting if due_on is not None and due_on < today]
    moves = [count_moves(each) for each in chosen]
    return Board(
        on=today,
        total=len(chosen),
        states=Counter(each.state for each in facts),
        late=len(late),
        on_time=sum(due_on is not None and due_on >= today for due_on in waiting),
        no_date=waiting.count(None),
        rejected=sum(each.reply is Reply.REJECTED for each in facts),
        verified=sum(each.state is UpdateState.VERIFIED for each in facts),
        median_days_late=median(late) if late else None,
        moved=sum(each > 0 for each in moves),
        moves=sum(moves),
    )
