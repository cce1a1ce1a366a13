"""Decisions about what belongs where: merge two themes, move passages. Each is one transaction with one audit event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from desk.theme_deed import Decided, Deed, describe, latest_themed, read_living, round_of, tell_event
from desk.theme_find import SEE_LIST
from domain.decisions import DecisionKind
from domain.errors import WrongUse
from domain.ids import PassageId, RoundId, ThemeId
from domain.themes import Assignment, EventKind, MadeBy, Theme, ThemeEvent, ThemingRun
from warehouse.store import Store


def merge(store: Store, theme: Theme, into: Theme, *, actor: str, why: str = "", is_overruling: bool = False) -> Decided:
    """Make a theme part of another for good: its passages, sub-themes and links go there, and what takes it in is approved.

    Raises WrongUse for a theme and itself, for one into its own sub-theme, for retired ones, and where somebody else named
    it, parted the two or hid it, and is not overruled.
    """
    deed = Deed(actor, why, is_overruling, datetime.now(UTC))
    with store.transaction():
        gone, kept = read_living(store, theme), read_living(store, into)
        _refuse_merge(store, gone, kept)
        taking = replace(kept, approved_by=kept.approved_by or actor)
        passages = sum(gone.id in (each.theme_id, each.part_id) for each in _latest_assignments(store))
        event = tell_event(EventKind.MERGED, gone, round_of(store, gone), into=kept.id, passages=passages)
        decision = deed.decide(DecisionKind.MERGE, gone.id, other=kept.id)
        numbers, overruled = deed.keep(store, [decision], [replace(gone, is_retired=True), taking], [event])
        store.decisions.join(gone, taking)
        decided = Decided(taking, passages, numbers, overruled)
        store.audit.append(actor, "themes merged", gone.id, deed.reason, describe(decided, into=kept.id, passages=passages))
        return decided


def move(
    store: Store, passage_ids: Sequence[PassageId], to: Theme | None, *, actor: str, why: str = "", is_overruling: bool = False
) -> Decided:
    """Put passages into a theme or sub-theme, or into none: there they stay. One that is there by the model is pinned.

    Raises WrongUse for passages of no run, where a person has put all of them there already, and where somebody else put
    one elsewhere and is not overruled.
    """
    deed = Deed(actor, why, is_overruling, datetime.now(UTC))
    with store.transaction():
        target = None if to is None else read_living(store, to)
        run, here = _require_themed(store, passage_ids)
        waiting = [each for each in here.values() if not _is_put(each, target)]
        if not waiting:
            raise WrongUse("A person has put this there already.", next_step="There is nothing to do.")
        ids = sorted(each.passage_id for each in waiting)
        decisions = [deed.decide(DecisionKind.MOVE, target.id if target else None, passage=each) for each in ids]
        events = tell_moves(store, waiting, target, run.round_id)
        numbers, overruled = deed.keep(store, decisions, [], events)
        store.decisions.place(ids, target)
        subject = ids[0] if len(ids) == 1 else target.id if target else "unthemed"
        decided, goal = Decided(target, len(ids), numbers, overruled), target.id if target else "no theme"
        store.audit.append(actor, "passages moved", subject, deed.reason, describe(decided, to=goal, passages=len(ids)))
        return decided


def tell_moves(store: Store, moved: Sequence[Assignment], target: Theme | None, round_id: RoundId) -> list[ThemeEvent]:
    """One event a theme that passages leave, and one for the theme that they come to, with how many."""
    themes = {each.id: each for each in store.themes.all()}
    left = Counter(each.part_id or each.theme_id for each in moved)
    goal = target.id if target else None
    told = [
        tell_event(EventKind.MOVED, themes[theme], round_id, left=count)
        for theme, count in sorted(left.items(), key=str)
        if theme is not None and theme != goal
    ]
    return told if target is None else [*told, tell_event(EventKind.MOVED, target, round_id, came=len(moved))]


def _refuse_merge(store: Store, gone: Theme, kept: Theme) -> None:
    if gone.id == kept.id:
        raise WrongUse("A theme cannot be merged into itself.", where=gone.id, next_step=f"Name another with --into. {SEE_LIST}")
    if kept.parent_id == gone.id:
        raise WrongUse(
            "A theme cannot be merged into its own sub-theme.",
            where=gone.id,
            next_step=f"Merge the other way: hearback theme merge {kept.id} --into {gone.id}",
        )
    parts = sum(each.parent_id == gone.id for each in store.themes.living())
    if parts and kept.parent_id is not None:
        raise WrongUse(
            f"It has {parts} sub-themes, and a sub-theme cannot have any.",
            where=gone.id,
            next_step=f"Merge it into the theme that holds the sub-theme: hearback theme merge {gone.id} --into {kept.parent_id}",
        )


def _latest_assignments(store: Store) -> tuple[Assignment, ...]:
    run = latest_themed(store)
    return () if run is None else store.themes.assignments(run.id)


def _require_themed(store: Store, passage_ids: Sequence[PassageId]) -> tuple[ThemingRun, dict[PassageId, Assignment]]:
    """The latest run and where it has these passages."""
    run = latest_themed(store)
    placed = {} if run is None else {each.passage_id: each for each in store.themes.assignments(run.id)}
    missing = [each for each in dict.fromkeys(passage_ids) if each not in placed]
    if missing or run is None or not passage_ids:
        raise WrongUse(
            f"{len(missing)} of {len(set(passage_ids))} passages are in no run yet.",
            where=missing[0] if missing else "",
            next_step="Run the round first, then move them: hearback run --round ROUND",
        )
    return run, {each: placed[each] for each in passage_ids}


def _is_put(each: Assignment, target: Theme | None) -> bool:
    """True where a person has put it right there."""
    if each.made_by is not MadeBy.PERSON:
        return False
    place: tuple[ThemeId | None, ...] = (each.theme_id,)
    if target is not None and target.parent_id is not None:
        place = (each.part_id,)
    return place == (target.id if target else None,)
