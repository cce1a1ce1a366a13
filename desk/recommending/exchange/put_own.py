"""A recommendation's row -> the recommendation as it is to be, or why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.recommending.exchange.context import Context, resolve_references
from desk.recommending.exchange.drafts import Draft
from desk.recommending.exchange.merge import merge
from desk.recommending.exchange.moved import Part, WhyMoved, find_same, make_move, settle
from desk.recommending.exchange.outcomes import Outcome, RowResult, refuse, tell
from desk.recommending.exchange.put_step import StepRow, name_step, put_step
from desk.recommending.exchange.sections import FIELDS, Section
from desk.recommending.exchange.steps_in_cell import WrittenMove, WrittenStep, read_steps
from desk.recommending.exchange.versions import OWN
from desk.recommending.problems import Problem, name_field, show_safely
from domain.ids import RecommendationId, stable_id
from domain.recommendations import DueChange, Recommendation


@dataclass(frozen=True, slots=True)
class Put:
    """The recommendation that a row makes, None where the row is not taken, and the row's result."""

    value: Recommendation | None
    result: RowResult


def put_own(draft: Draft, theirs: Recommendation | None, moves: Sequence[DueChange], context: Context) -> Put:
    """Merge a row into what the warehouse has. `moves` are those of its own date that the file tells and nobody knows yet."""
    steps, unread = read_steps(str(draft.values.get("milestones") or ""))
    problems = [*draft.problems, *unread, *_check_identity(draft, theirs, context)]
    if problems:
        return Put(None, refuse(draft, *problems))
    mine, notes = _read_values(draft, context)
    merged = merge(mine, theirs, draft.version, context.terms.take, context.past_of(theirs.id) if draft.version and theirs else ())
    if merged.clashes:
        return Put(None, tell(draft, Outcome.CONFLICT, clashes=merged.clashes, notes=notes))
    value, problem = _settle_due(draft, theirs, mine, merged.values, moves, context)
    if problem:
        return Put(None, refuse(draft, problem))
    value, more = _put_steps(value, steps, explain_moves(draft, context), context)
    if more:
        return Put(None, refuse(draft, *more))
    if held := tuple(context.find_unknown_owners(value)) if _names_owners(theirs, value) else ():
        return Put(None, tell(draft, Outcome.HELD, problems=held, notes=notes))
    return Put(value, _tell_change(draft, theirs, value, notes))


def explain_moves(draft: Draft, context: Context) -> WhyMoved:
    """What a row says of dates that it moves, or else whoever imports."""
    reason = str(draft.values.get("reason") or context.terms.why)
    return WhyMoved(reason, draft.values.get("moved_on") or context.today, context.who)


def _check_identity(draft: Draft, theirs: Recommendation | None, context: Context) -> list[Problem]:
    problems = []
    own_id = draft.values.get("id")
    if own_id and theirs is None and own_id in context.whose:
        what = "Its id is that of a recommendation with another reference, and a file cannot give it a new one."
        problems.append(Problem("reference", what, "Write the reference as it was."))
    if theirs is None:
        needed = [each.name for each in FIELDS[Section.RECOMMENDATIONS] if each.is_needed and each.name != "reference"]
        told = {each.field for each in draft.problems}
        problems += [
            Problem(name, f"It is new, and its {name_field(name)} is missing.", f"Fill it in, or say where it is: --column {name}=HEADING")
            for name in needed
            if not draft.values.get(name) and name not in told
        ]
    first = _first_of(draft.values)
    if theirs is not None and first is not None and theirs.first_due_on not in (None, first):
        what = f"The first date is {theirs.first_due_on} and stays so."
        problems.append(Problem("first_due_on", what, "To move the date, change the due date and say why."))
    return problems


def _read_values(draft: Draft, context: Context) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The recommendation's own fields as the row has them."""
    mine = {name: draft.values[name] for name in OWN if name in draft.values}
    if draft.values.get("revised_due_on"):
        mine["due_on"] = draft.values["revised_due_on"]
    notes: tuple[str, ...] = ()
    if "needs" in mine:
        mine["needs"], notes = resolve_references(mine["needs"], context.references)
    for name in ("needs", "places", "grounds"):
        if name in mine:
            mine[name] = tuple(sorted(dict.fromkeys(mine[name]), key=_order))  # sets, in the warehouse's order
    return mine, notes


def _order(each: object) -> tuple[str, str]:
    return (str(getattr(each, "kind", "")), str(getattr(each, "ref", each)))


def _settle_due(
    draft: Draft,
    theirs: Recommendation | None,
    mine: Mapping[str, Any],
    changed: Mapping[str, Any],
    moves: Sequence[DueChange],
    context: Context,
) -> tuple[Recommendation, Problem | None]:
    blank = theirs or make_blank(draft)
    wanted = changed.get("due_on", blank.due_on)
    first = (theirs.first_due_on if theirs else None) or _first_of(draft.values) or (None if theirs else wanted)
    part = Part(blank.id, None, first, blank.due_on, theirs is None)
    why = replace(explain_moves(draft, context), is_history=theirs is None and draft.version is not None)
    settled = settle(part, wanted, moves, why, is_said="due_on" in mine)
    value = replace(blank, **{**changed, "due_on": settled.due_on}, first_due_on=first, due_changes=(*blank.due_changes, *settled.moves))
    return value, settled.problem


def make_blank(draft: Draft) -> Recommendation:
    """A recommendation with its id and nothing else, for a row that has its date of issue."""
    own_id = RecommendationId(draft.values.get("id") or stable_id("recommendation", draft.reference))
    return Recommendation(own_id, draft.reference, "", "", "", draft.values["issued_on"], None)


def _first_of(values: Mapping[str, Any]) -> Any:
    return values.get("first_due_on") or (values.get("due_on") if values.get("revised_due_on") else None)


def _put_steps(
    value: Recommendation, steps: Sequence[WrittenStep], why: WhyMoved, context: Context
) -> tuple[Recommendation, tuple[Problem, ...]]:
    """The milestones of a cell, one after the other."""
    titles = [each.values["title"].casefold() for each in steps]
    if twice := next((each for each in steps if titles.count(each.values["title"].casefold()) > 1), None):
        return value, (Problem("milestones", f"{show_safely(twice.values['title'])} is told twice.", "Give each a title of its own."),)
    peers = {each.values["title"].casefold(): name_step(value, each.values) for each in steps}
    for each in steps:
        own_id = peers[each.values["title"].casefold()]
        part = Part(value.id, own_id, None, None, is_new=False)
        moves = [_read_move(move, part, why) for move in each.moves]
        told = [(move, written) for move, written in zip(moves, each.moves, strict=True) if move is not None]
        fresh = tuple(move for move, written in told if _is_fresh(move, written, value))
        put = put_step(value, StepRow(each.values, why, None, fresh), peers, context)
        if put.problems or put.clashes:
            return value, put.problems
        value = put.value
    return value, ()


def _read_move(move: WrittenMove, part: Part, why: WhyMoved) -> DueChange | None:
    reason = move.reason or why.reason
    return make_move(part, move.on or why.on, move.before, move.after, reason, why.by) if reason else None


def _is_fresh(move: DueChange, written: WrittenMove, value: Recommendation) -> bool:
    return find_same(move, value.due_changes, is_day_told=written.on is not None) is None


def _names_owners(theirs: Recommendation | None, value: Recommendation) -> bool:
    return theirs is None or (theirs.owner, theirs.deputy) != (value.owner, value.deputy)


def _tell_change(draft: Draft, theirs: Recommendation | None, value: Recommendation, notes: Sequence[str]) -> RowResult:
    if theirs is None:
        return tell(draft, Outcome.NEW, notes=notes)
    fields = [name for name in OWN if getattr(theirs, name) != getattr(value, name)]
    if theirs.milestones != value.milestones:
        fields.append("milestones")
    if theirs.due_changes != value.due_changes and not fields:
        fields.append("moves")
    return tell(draft, Outcome.CHANGED if fields else Outcome.UNCHANGED, fields=fields, notes=notes)
