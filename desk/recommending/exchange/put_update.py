"""Rows of updates -> a recommendation with those that can stand; what was reported before is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk.recommending.checks import check_update
from desk.recommending.deed import give_turn
from desk.recommending.exchange.context import Context
from desk.recommending.exchange.drafts import Draft
from desk.recommending.exchange.outcomes import Outcome, RowResult, refuse, tell
from desk.recommending.exchange.states import Meant
from desk.recommending.problems import Problem
from domain.ids import UpdateId, stable_id
from domain.recommendations import Recommendation, Role, StatusUpdate, UpdateState

_RANK = {state: place for place, state in enumerate(UpdateState)}


def put_updates(base: Recommendation, drafts: Sequence[Draft], context: Context) -> tuple[Recommendation, dict[str, RowResult]]:
    """Add the updates of these rows, in the order in which they hold; the result of each row by its place."""
    results: dict[str, RowResult] = {}
    read = sorted(((_read_update(each, base), each) for each in drafts), key=lambda pair: (pair[0].on, pair[0].turn, _RANK[pair[0].state]))
    for update, draft in read:
        known = _find_same(update, base, has_id=bool(draft.values.get("id")))
        problems = _check(base, update, known, context)
        if problems:
            results[draft.place] = refuse(draft, *problems)
        elif known is not None:
            results[draft.place] = tell(draft, Outcome.UNCHANGED)
        else:
            added = update if "turn" in draft.values or not _has_turns(base, update) else give_turn(base, update)
            base = replace(base, updates=tuple(sorted((*base.updates, added), key=lambda each: (each.on, each.id))))
            results[draft.place] = tell(draft, Outcome.NEW)
    return base, results


def _check(base: Recommendation, update: StatusUpdate, known: StatusUpdate | None, context: Context) -> tuple[Problem, ...]:
    if known is not None:
        if replace(known, id=update.id, turn=update.turn) == update:
            return ()
        return (Problem("id", "What was reported is not changed afterwards, and here it reads otherwise.", "Report it anew."),)
    if not context.owns(update.id, base.id):
        return (Problem("id", "This id belongs to another recommendation.", "Empty the cell."),)
    return check_update(base, update, contacts=context.contacts_for(base), today=context.today, known=context.references)


def _read_update(draft: Draft, base: Recommendation) -> StatusUpdate:
    values = draft.values
    meant: Meant = values["state"]
    own_id = values.get("id") or stable_id("update", base.id, values["on"].isoformat(), meant.state, values["note"])
    return StatusUpdate(
        id=UpdateId(own_id),
        recommendation_id=base.id,
        on=values["on"],
        state=meant.state,
        note=values["note"],
        evidence=values.get("evidence", ""),
        reply=values.get("reply") or meant.reply,
        by=values.get("by", ""),
        role=values.get("role", Role.STAFF),
        replaced_by=values.get("replaced_by", ""),
        turn=values.get("turn", 0),
    )


def _find_same(update: StatusUpdate, base: Recommendation, *, has_id: bool) -> StatusUpdate | None:
    """The update that is there already: by its id; where the row gives none, also one that says all the same."""
    found = next((each for each in base.updates if each.id == update.id), None)
    if found is not None or has_id:
        return found
    return next((each for each in base.updates if replace(each, id=update.id, turn=update.turn) == update), None)


def _has_turns(base: Recommendation, update: StatusUpdate) -> bool:
    """Whether updates of that day came one after the other: then this one comes last."""
    return any(each.turn for each in base.updates if each.on == update.on)
