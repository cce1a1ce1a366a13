"""Move a date, of a recommendation or of one of its milestones, with a reason; the first date stays known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desk.recommending.deed import Deed, find_step, read_current, replace_step, require_why
from desk.recommending.past import keep_past
from domain.course import ENDED, follow
from domain.errors import WrongUse
from domain.ids import DueChangeId, stable_id
from domain.recommendations import DueChange, Milestone, Recommendation
from warehouse.store import Store


def extend(
    store: Store, reference: str, to: date | None, *, step: str = "", on: date | None = None, who: str, why: str, today: date
) -> tuple[Recommendation, DueChange]:
    """Move the date of a recommendation, or of its milestone `step`, to another; with its reason, past and audit event.

    `to` None takes a recommendation's own date away. Raises WrongUse without a reason, for a date that it has already, one
    before it was issued, a move dated tomorrow, and for what was ended.
    """
    reason = require_why(why)
    with store.transaction():
        before = read_current(store, reference)
        milestone = find_step(before, step) if step else None
        move = _make_move(before, milestone, to, on=on or today, reason=reason, by=who)
        _refuse_move(before, milestone, move, today)
        after = _apply(before, milestone, move)
        past = Deed(who, reason, today).change(store, before, after)
        facts = past.facts | {"from": str(move.before or "no date"), "to": str(move.after or "no date")}
        keep_past(store, past, store.audit.append(who, "due date moved", after.reference, reason, facts))
    return after, move


def _make_move(before: Recommendation, milestone: Milestone | None, to: date | None, *, on: date, reason: str, by: str) -> DueChange:
    part = milestone.id if milestone else ""
    was = milestone.due_on if milestone else before.due_on
    # The count is in the id, so that a date that moves to and fro on one day leaves each of its moves.
    own_id = DueChangeId(stable_id("move", before.id, part, on.isoformat(), str(was), str(to), len(before.due_changes)))
    return DueChange(own_id, before.id, milestone.id if milestone else None, on, was, to, reason, by)


def _refuse_move(before: Recommendation, milestone: Milestone | None, move: DueChange, today: date) -> None:
    where = before.reference
    if move.after == move.before:
        told = f"It is due on {move.before} already." if move.before else "It has no date as it is."
        raise WrongUse(told, where=where, next_step="Nothing was changed.")
    if move.after is None and milestone is not None:
        raise WrongUse("A milestone has to have a date.", where=where, next_step="Give it another: --to DATE")
    if milestone is not None and (milestone.done_on or milestone.verified_on):
        raise WrongUse(f"“{milestone.title}” is done; its date does not move any more.", where=where, next_step="Nothing was changed.")
    if move.on > today or move.on < before.issued_on:
        raise WrongUse(
            f"The move is dated {move.on}, " + ("which has not come yet." if move.on > today else "before it was issued."),
            where=where,
            next_step="Mend the date of --on.",
        )
    state = follow(before.updates, issued_on=before.issued_on).state
    if state in ENDED:
        raise WrongUse(f"It is {state}; its date does not move any more.", where=where, next_step="Reopen it first.")


def _apply(before: Recommendation, milestone: Milestone | None, move: DueChange) -> Recommendation:
    moved = replace(before, due_changes=(*before.due_changes, move))
    if milestone is None:
        return replace(moved, due_on=move.after, first_due_on=before.first_due_on or move.before or move.after)
    assert move.after is not None  # it was refused before
    return replace(moved, milestones=replace_step(before, replace(milestone, due_on=move.after)))
