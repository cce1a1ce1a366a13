"""The dated steps of a recommendation: add one, report it done, weigh it, say what comes before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk.recommending.deed import Deed, find_step, read_current, replace_step, require_why
from desk.recommending.past import keep_past
from domain.course import ENDED, follow
from domain.errors import WrongUse
from domain.ids import MilestoneId, stable_id
from domain.recommendations import Milestone, Recommendation
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class StepTold:
    """What is to be said of a milestone; None leaves it as it is. `needs` are titles of milestones that come before it."""

    title: str | None = None
    weight: float | None = None
    needs: Sequence[str] | None = None


def add_milestone(
    store: Store,
    reference: str,
    told: StepTold,
    due_on: date,
    *,
    who: str,
    why: str,
    today: date,
) -> Recommendation:
    """Add a dated step, with its past and its audit event. Raises WrongUse for what is wrong with it."""
    reason = why.strip() or "a step was planned"
    with store.transaction():
        before = read_current(store, reference)
        _refuse_ended(before)
        title = (told.title or "").strip()
        own_id = MilestoneId(stable_id("milestone", before.id, title))
        needs = tuple(find_step(before, each).id for each in told.needs or ())
        step = Milestone(own_id, before.id, title, due_on, due_on, weight=1.0 if told.weight is None else told.weight, needs=needs)
        after = replace(before, milestones=(*before.milestones, _give_free_id(before, step)))
        past = Deed(who, reason, today).change(store, before, after)
        keep_past(store, past, store.audit.append(who, "milestone added", after.reference, reason, past.facts))
    return after


def change_milestone(store: Store, reference: str, step: str, told: StepTold, *, who: str, why: str, today: date) -> Recommendation:
    """Give a step another title or weight, or say what comes before it. Raises WrongUse without a reason."""
    reason = require_why(why)
    with store.transaction():
        before = read_current(store, reference)
        found = find_step(before, step)
        changed = replace(
            found,
            title=found.title if told.title is None else told.title.strip(),
            weight=found.weight if told.weight is None else told.weight,
            needs=found.needs if told.needs is None else tuple(find_step(before, each).id for each in told.needs),
        )
        after = replace(before, milestones=replace_step(before, changed))
        past = Deed(who, reason, today).change(store, before, after)
        keep_past(store, past, store.audit.append(who, "milestone changed", after.reference, reason, past.facts))
    return after


def report_milestone(store: Store, reference: str, step: str, *, done_on: date | None, who: str, why: str, today: date) -> Recommendation:
    """Say on which day a step was done, or (None, with a reason) that it is not done after all.

    Raises WrongUse for one that was verified: what the board or an auditor found is not taken back by a report.
    """
    reason = why.strip() or "a step was reported done"
    if done_on is None:
        reason = require_why(why)
    with store.transaction():
        before = read_current(store, reference)
        found = find_step(before, step)
        if found.verified_on is not None:
            raise WrongUse(
                f"“{found.title}” was verified on {found.verified_on}.",
                where=before.reference,
                next_step="If it was undone since, reopen the recommendation and add a milestone for what is to be done again.",
            )
        after = replace(before, milestones=replace_step(before, replace(found, done_on=done_on)))
        past = Deed(who, reason, today).change(store, before, after)
        keep_past(store, past, store.audit.append(who, "milestone reported", after.reference, reason, past.facts))
    return after


def _give_free_id(before: Recommendation, step: Milestone) -> Milestone:
    """A title that another step once had gives an id that is taken: count on."""
    taken = {each.id for each in before.milestones}
    number = 2
    while step.id in taken:
        step = replace(step, id=MilestoneId(stable_id("milestone", before.id, step.title, number)))
        number += 1
    return step


def _refuse_ended(before: Recommendation) -> None:
    state = follow(before.updates, issued_on=before.issued_on).state
    if state in ENDED:
        raise WrongUse(f"It is {state}; nothing more is planned for it.", where=before.reference, next_step="Reopen it first.")
