"""Dates that move by way of a file: each with its reason, or the row is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk.recommending.problems import Problem, check_line, check_words
from domain.ids import DueChangeId, MilestoneId, RecommendationId, stable_id
from domain.recommendations import DueChange, Recommendation


@dataclass(frozen=True, slots=True)
class Part:
    """What has a date: a recommendation (`milestone_id` None), or a step of it. `is_new` where the warehouse has it not yet."""

    recommendation_id: RecommendationId
    milestone_id: MilestoneId | None
    first_due_on: date | None
    due_on: date | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class WhyMoved:
    """What a row, or whoever imports, says of dates that move. `is_history`: the row is as an export wrote it, and it is new here."""

    reason: str
    on: date
    by: str
    is_history: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Where a date is in the end, by which moves, or why it cannot get there."""

    due_on: date | None
    moves: tuple[DueChange, ...] = ()
    problem: Problem | None = None


def settle(part: Part, wanted: date | None, given: Sequence[DueChange], why: WhyMoved, *, is_said: bool) -> Settled:
    """Move a part's date to where a row wants it. `given` are moves that a file tells and the warehouse does not know yet.

    Where no row says a date (`is_said` False), the given moves lead to it, if they start from where it stands.
    """
    start = part.first_due_on if part.is_new else part.due_on
    if why.is_history:
        return Settled(wanted, tuple(given))
    if given:
        return _follow(part, start, wanted, sorted(given, key=lambda each: each.on), is_said=is_said)
    if wanted == start or (start is None and part.first_due_on is None):
        return Settled(wanted)
    if not why.reason:
        what = f"The date moves from {start or 'none'} to {wanted or 'none'}, and no reason is told."
        return Settled(wanted, (), Problem("due_on", what, "Say it in a column “reason”, or for all rows: --why"))
    return Settled(wanted, (make_move(part, why.on, start, wanted, why.reason, why.by),))


def _follow(part: Part, start: date | None, wanted: date | None, moves: Sequence[DueChange], *, is_said: bool) -> Settled:
    last = moves[-1].after
    if not is_said and moves[0].before == start:
        return Settled(last, tuple(moves))
    if last == wanted:
        return Settled(wanted, tuple(moves))
    what = f"The last move leads to {last or 'no date'}, and the date is {wanted or 'none'}."
    return Settled(part.due_on, (), Problem("due_on", what, "Mend the date, or tell the last move."))


def make_move(part: Part, on: date, before: date | None, after: date | None, reason: str, by: str) -> DueChange:
    """A moved date with the id that its content gives it."""
    told = [part.recommendation_id, part.milestone_id or "", on.isoformat(), str(before), str(after), reason, by]
    own_id = DueChangeId(stable_id("due-change", *told))
    return DueChange(own_id, part.recommendation_id, part.milestone_id, on, before, after, reason, by)


def read_move(values: Mapping[str, Any], part: Part, why: WhyMoved) -> DueChange:
    """The move that a row of moved dates tells."""
    by = values.get("by") or ("" if values.get("id") else why.by)  # a row of an export says by its silence that nobody is known
    made = make_move(part, values.get("on") or why.on, values.get("before"), values.get("after"), values["reason"], by)
    if not values.get("id"):
        return made
    return DueChange(values["id"], made.recommendation_id, made.milestone_id, made.on, made.before, made.after, made.reason, made.by)


def find_same(move: DueChange, known: Sequence[DueChange], *, is_day_told: bool) -> DueChange | None:
    """The move that is known already: by its id, else by what it says."""
    return next((each for each in known if each.id == move.id or _says_same(each, move, is_day_told=is_day_told)), None)


def _says_same(known: DueChange, move: DueChange, *, is_day_told: bool) -> bool:
    one, other = ((each.milestone_id, each.before, each.after, each.reason) for each in (known, move))
    return one == other and (not is_day_told or known.on == move.on)


def check_moves(before: Recommendation | None, after: Recommendation, today: date) -> Iterator[Problem]:
    """What is wrong with moves that come in: a day that has not come yet, or before it was issued; a reason that is too long."""
    known = {each.id for each in before.due_changes} if before else set()
    for each in (move for move in after.due_changes if move.id not in known):
        if each.on > today:
            yield Problem("moved_on", f"The move is dated {each.on}, which has not come yet.", "Mend the date.")
        elif each.on < after.issued_on:
            yield Problem("moved_on", f"The move is dated {each.on}, before it was issued on {after.issued_on}.", "Mend the date.")
        yield from check_words("reason", each.reason)
        yield from check_line("by", each.by)
