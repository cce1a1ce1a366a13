"""What people decided about themes, and what of it binds every later run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.ids import PassageId, ThemeId


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

    `number` is its place in the order of decisions (0 before it is kept). `title` is what a rename or a split called it.
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

    `approved` themes live on whatever the model finds; `merged` says which theme is part of which for good (never a chain);
    themes `apart` are never joined by the program; `moved` passages belong where a person put them, None for nowhere.
    """

    approved: frozenset[ThemeId] = frozenset()
    merged: Mapping[ThemeId, ThemeId] = field(default_factory=dict)
    apart: frozenset[frozenset[ThemeId]] = frozenset()
    moved: Mapping[PassageId, ThemeId | None] = field(default_factory=dict)
    hidden: frozenset[ThemeId] = frozenset()


def fold_decisions(decisions: Sequence[ThemeDecision]) -> Bindings:
    """The bindings that follow from decisions; of two on the same thing the later one binds."""
    approved: set[ThemeId] = set()
    hidden: set[ThemeId] = set()
    merged: dict[ThemeId, ThemeId] = {}
    apart: set[frozenset[ThemeId]] = set()
    moved: dict[PassageId, ThemeId | None] = {}
    for each in sorted(decisions, key=lambda decision: decision.number):
        if each.kind is DecisionKind.MOVE:
            if each.passage_id is not None:
                moved[each.passage_id] = each.theme_id
            continue
        if each.theme_id is None:
            continue
        if each.kind in (DecisionKind.APPROVE, DecisionKind.RENAME, DecisionKind.SPLIT):
            approved.add(each.theme_id)
        if each.kind is DecisionKind.HIDE:
            hidden.add(each.theme_id)
        if each.kind is DecisionKind.SHOW:
            hidden.discard(each.theme_id)
        if each.kind is DecisionKind.MERGE and each.other_id is not None:
            merged[each.theme_id] = each.other_id
            apart.discard(frozenset((each.theme_id, each.other_id)))
        if each.kind is DecisionKind.SPLIT and each.other_id is not None:
            merged.pop(each.theme_id, None)
            apart.add(frozenset((each.theme_id, each.other_id)))
    ends = {theme: _follow(theme, merged) for theme in merged}
    return Bindings(
        approved=frozenset(approved),
        merged={theme: end for theme, end in ends.items() if end != theme},
        apart=frozenset(apart),
        moved={passage: ends.get(theme, theme) if theme is not None else None for passage, theme in moved.items()},
        hidden=frozenset(hidden),
    )


def _follow(theme: ThemeId, merged: Mapping[ThemeId, ThemeId]) -> ThemeId:
    """Where a chain of merges ends; a ring ends where it began."""
    seen = [theme]
    while (after := merged.get(seen[-1])) is not None and after not in seen:
        seen.append(after)
    return seen[-1]
