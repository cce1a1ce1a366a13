"""What people decided about themes, and what of it binds every later run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.ids import PassageId, ThemeId

NO_TITLE = "…"
"""What is left of a title that held a word of somebody who withdrew: nobody stands behind it any more."""


class DecisionKind(StrEnum):
    """What a person can decide about a theme or a passage's theme."""

    APPROVE = "approve"
    RENAME = "rename"
    MERGE = "merge"  # theme_id is part of other_id from now on
    SPLIT = "split"  # theme_id was taken out of other_id; the two are never joined again by the program
    HIDE = "hide"
    SHOW = "show"
    MOVE = "move"  # passage_id belongs to theme_id, or to none where that is None


@dataclass(frozen=True, slots=True)
class ThemeDecision:
    """One decision by a person, never changed afterwards; a later one on the same thing takes its place.

    `number` is its place in the order of decisions (0 before it is kept). `title` is what an approval, a rename or a split
    calls the theme.
    """

    kind: DecisionKind
    theme_id: ThemeId | None
    actor: str
    why: str
    decided_at: datetime
    other_id: ThemeId | None = None
    passage_id: PassageId | None = None
    title: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Bindings:
    """What binds a run, folded from all decisions in their order.

    `approved` themes live on whatever the model finds; what another was merged into is approved with it. `merged` says which
    theme is part of which for good (never a chain, never a ring); themes `apart` are never joined by the program; `moved`
    passages belong where a person put them, None for nowhere. A theme named here may be a sub-theme: a passage moved to one
    belongs to the theme that it lies in as well. No theme of `approved`, `apart` and `moved` is merged into another.
    """

    approved: frozenset[ThemeId] = frozenset()
    merged: Mapping[ThemeId, ThemeId] = field(default_factory=dict)
    apart: frozenset[frozenset[ThemeId]] = frozenset()
    moved: Mapping[PassageId, ThemeId | None] = field(default_factory=dict)
    hidden: frozenset[ThemeId] = frozenset()


def fold_decisions(decisions: Sequence[ThemeDecision]) -> Bindings:
    """The bindings that follow from decisions, whatever the order they are given in; of two on the same thing the later binds."""
    ordered = sorted(decisions, key=lambda decision: decision.number)
    ends = fold_merges(ordered)
    return Bindings(
        approved=_fold_approved(ordered, ends),
        merged=ends,
        apart=frozenset(fold_apart(ordered)),
        moved=_fold_moved(ordered, ends),
        hidden=_fold_hidden(ordered),
    )


def fold_merges(ordered: Iterable[ThemeDecision]) -> dict[ThemeId, ThemeId]:
    """Which theme is part of which in the end: no value is a key. A merge that would close a ring lets its target live again."""
    into: dict[ThemeId, ThemeId] = {}
    for each in ordered:
        if each.theme_id is None or each.other_id is None or each.theme_id == each.other_id:
            continue
        if each.kind is DecisionKind.MERGE:
            if _follow(each.other_id, into) == each.theme_id:
                into.pop(each.other_id, None)
            into[each.theme_id] = each.other_id
        if each.kind is DecisionKind.SPLIT:
            into.pop(each.theme_id, None)
    return {theme: _follow(theme, into) for theme in into}


def fold_apart(ordered: Sequence[ThemeDecision]) -> dict[frozenset[ThemeId], ThemeDecision]:
    """The pairs of living themes that the program never joins, each with the split that parted them."""
    parted: dict[frozenset[ThemeId], ThemeDecision] = {}
    ordered = [each for each in ordered if each.kind in (DecisionKind.MERGE, DecisionKind.SPLIT)]
    for place, each in enumerate(ordered):
        if each.theme_id is None or each.other_id is None:
            continue
        if each.kind is DecisionKind.SPLIT:
            parted[frozenset((each.theme_id, each.other_id))] = each
        if each.kind is DecisionKind.MERGE:
            # By way of others, too: what was parted from a theme is joined with it when a third takes both in.
            ends = fold_merges(ordered[: place + 1])
            parted = {pair: split for pair, split in parted.items() if len(_ends_of(pair, ends)) == 2}
    ends = fold_merges(ordered)
    return {two: split for pair, split in parted.items() if len(two := _ends_of(pair, ends)) == 2}


def _ends_of(pair: Iterable[ThemeId], ends: Mapping[ThemeId, ThemeId]) -> frozenset[ThemeId]:
    return frozenset(ends.get(theme, theme) for theme in pair)


def _fold_approved(ordered: Iterable[ThemeDecision], ends: Mapping[ThemeId, ThemeId]) -> frozenset[ThemeId]:
    named = {theme for theme, each in find_named(ordered).items() if each.title != NO_TITLE}
    return frozenset((named - ends.keys()) | set(ends.values()))


def find_named(ordered: Iterable[ThemeDecision]) -> dict[ThemeId, ThemeDecision]:
    """For each theme whose title somebody approved or gave, the latest decision that did."""
    kinds = (DecisionKind.APPROVE, DecisionKind.RENAME, DecisionKind.SPLIT)
    return {each.theme_id: each for each in ordered if each.kind in kinds and each.theme_id is not None}


def _fold_moved(ordered: Iterable[ThemeDecision], ends: Mapping[ThemeId, ThemeId]) -> dict[PassageId, ThemeId | None]:
    moves = {each.passage_id: each.theme_id for each in ordered if each.kind is DecisionKind.MOVE and each.passage_id is not None}
    return {passage: None if theme is None else ends.get(theme, theme) for passage, theme in moves.items()}


def _fold_hidden(ordered: Iterable[ThemeDecision]) -> frozenset[ThemeId]:
    told = {each.theme_id: each.kind for each in ordered if each.kind in (DecisionKind.HIDE, DecisionKind.SHOW)}
    return frozenset(theme for theme, kind in told.items() if theme is not None and kind is DecisionKind.HIDE)


def _follow(theme: ThemeId, into: Mapping[ThemeId, ThemeId]) -> ThemeId:
    """Where a chain of merges ends."""
    while (after := into.get(theme)) is not None:
        theme = after
    return theme
