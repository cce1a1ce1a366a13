"""Say whether what was reported done was done: the board or an auditor, with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desk.recommending.deed import Deed, find_step, read_current, require_words
from desk.recommending.past import keep_past
from desk.recommending.report import Told, Word, make_update
from domain.course import JUDGED, JUDGES
from domain.errors import WrongUse
from domain.recommendations import Milestone, Recommendation, Role, UpdateState
from warehouse.store import Store


def verify(
    store: Store, reference: str, verdict: UpdateState, told: Told, *, steps: Sequence[str] = (), who: str, today: date
) -> Recommendation:
    """Keep a verdict on what was reported done, with its evidence, past and audit event.

    `steps` are titles of milestones that were found done. Where the whole is verified and none is named, all those that were
    reported done are. Raises WrongUse for whoever may not judge, without evidence, and before it was reported done.
    """
    if verdict not in JUDGED:
        raise WrongUse(f"“{verdict}” is no verdict.", next_step=f"There are: {', '.join(each for each in UpdateState if each in JUDGED)}.")
    require_words("note", told.note, 'Say in a sentence what was found with: --note "..."')
    if verdict is UpdateState.NOT_VERIFIED and steps:
        raise WrongUse("A milestone is verified, and the whole is not.", next_step="Say partly verified, or name no milestone.")
    why = f"judged for {told.on}"
    with store.transaction():
        before = read_current(store, reference)
        told = replace(told, role=told.role or _find_role(store, told.by.strip() or who))
        update = make_update(before, Word(verdict), told, who=who)
        after, past = Deed(who, why, today).report(store, before, update, _mark(before, verdict, told.on, steps))
        facts = past.facts | {"verdict": verdict.value}
        keep_past(store, past, store.audit.append(who, "recommendation verified", after.reference, why, facts))
    return after


def _find_role(store: Store, by: str) -> Role | None:
    """The role in which a contact judges; None where there is no such contact, or it does not judge."""
    contact = store.contacts.get(by)
    return next((each for each in contact.roles if each in JUDGES), None) if contact else None


def _mark(before: Recommendation, verdict: UpdateState, on: date, steps: Sequence[str]) -> tuple[Milestone, ...]:
    """The milestones with those verified that the verdict is about. One that was not reported done counts as done with it."""
    named = {find_step(before, each).id for each in steps}
    if verdict is UpdateState.VERIFIED and not named:
        named = {each.id for each in before.milestones if each.done_on is not None and each.done_on <= on}
    return tuple(
        replace(each, verified_on=on, done_on=each.done_on or on) if each.id in named and each.verified_on is None else each
        for each in before.milestones
    )
