"""A row of moved dates -> a recommendation whose date moved, where no other row of the file speaks of that date."""

from __future__ import annotations

from dataclasses import replace

from desk.recommending.exchange.context import Context
from desk.recommending.exchange.drafts import Draft
from desk.recommending.exchange.put_step import find_titled
from desk.recommending.problems import Problem
from domain.ids import MilestoneId
from domain.recommendations import DueChange, Recommendation


def find_part(base: Recommendation, draft: Draft) -> MilestoneId | None:
    """The milestone that a row of moved dates is about, by its id or its title; None for the recommendation's own date."""
    words = str(draft.values.get("milestone") or "")
    if any(each.id == words for each in base.milestones):
        return MilestoneId(words)
    found = find_titled(base, words) if words else None
    return found.id if found else None


def move_date(base: Recommendation, own_id: MilestoneId | None, move: DueChange, context: Context) -> tuple[Recommendation, Problem | None]:
    """Move the date from where it stands to where the move leads."""
    step = next((each for each in base.milestones if each.id == own_id), None)
    stands = step.due_on if step else base.due_on
    if not context.owns(move.id, base.id):
        return base, Problem("id", "This id belongs to another recommendation.", "Empty the cell.")
    if move.before != stands:
        what = f"The date stands at {stands or 'none'}, and the move begins at {move.before or 'none'}."
        return base, Problem("before", what, "Write the date as it stands now.")
    if step is None:
        return replace(base, due_on=move.after, due_changes=(*base.due_changes, move)), None
    if move.after is None:
        return base, Problem("after", "A milestone has a date.", "Fill it in.")
    moved = tuple(replace(each, due_on=move.after) if each.id == own_id else each for each in base.milestones)
    return replace(base, milestones=moved, due_changes=(*base.due_changes, move)), None
