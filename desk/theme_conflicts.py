"""Which standing decision of somebody else a new one contradicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from domain.decisions import NO_TITLE, DecisionKind, ThemeDecision, find_named, fold_apart, fold_merges
from domain.errors import WrongUse
from domain.ids import PassageId, ThemeId

_SHOWING = (DecisionKind.HIDE, DecisionKind.SHOW)
_DID = {
    DecisionKind.APPROVE: "approved",
    DecisionKind.RENAME: "renamed",
    DecisionKind.MERGE: "merged",
    DecisionKind.SPLIT: "split off",
    DecisionKind.HIDE: "hid",
    DecisionKind.SHOW: "showed",
    DecisionKind.MOVE: "placed",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of all decisions so far, by the thing that it is about: the latest of each, and what follows for pairs."""

    named: Mapping[ThemeId, ThemeDecision]
    shown: Mapping[ThemeId, ThemeDecision]
    merged: Mapping[ThemeId, ThemeDecision]
    moved: Mapping[PassageId, ThemeDecision]
    ends: Mapping[ThemeId, ThemeId]
    parted: Mapping[frozenset[ThemeId], ThemeDecision]

    @classmethod
    def of(cls, decisions: Sequence[ThemeDecision]) -> Self:
        """What stands of these decisions, given in their order."""
        ends = fold_merges(decisions)
        return cls(
            named={theme: each for theme, each in find_named(decisions).items() if each.title != NO_TITLE},
            shown=_latest(decisions, _SHOWING),
            merged={theme: each for theme, each in _latest(decisions, (DecisionKind.MERGE,)).items() if theme in ends},
            moved={each.passage_id: each for each in decisions if each.kind is DecisionKind.MOVE and each.passage_id is not None},
            ends=ends,
            parted=fold_apart(decisions),
        )

    def find_contradicted(self, new: ThemeDecision) -> ThemeDecision | None:
        """The latest decision of another person that this one goes against, or None; one's own may be changed freely.

        Names of people are compared without regard to case.
        """
        others = [each for each in self._find_opposed(new) if each is not None and each.actor.casefold() != new.actor.casefold()]
        return max(others, key=lambda each: each.number, default=None)

    def _find_opposed(self, new: ThemeDecision) -> tuple[ThemeDecision | None, ...]:
        if new.kind is DecisionKind.MOVE:
            return (self._oppose_move(new),)
        if new.theme_id is None:
            return ()
        named = self.named.get(new.theme_id)
        if new.kind is DecisionKind.MERGE:
            return (named, *self._oppose_joining(new.theme_id, new.other_id))
        if new.kind in _SHOWING:
            shown = self.shown.get(new.theme_id)
            return (shown if shown and shown.kind is not new.kind else None,)
        other_title = named if named and new.kind is not DecisionKind.APPROVE and named.title != new.title else None
        return (other_title, self.merged.get(new.theme_id) if new.kind is DecisionKind.SPLIT else None)

    def _oppose_joining(self, theme: ThemeId, into: ThemeId | None) -> tuple[ThemeDecision | None, ...]:
        """What was parted would be joined, and what was hidden would show up within another theme."""
        assert into is not None
        parted = self.parted.get(frozenset(self.ends.get(each, each) for each in (theme, into)))
        return (parted, self.shown.get(theme) if self._is_hidden(theme) and not self._is_hidden(into) else None)

    def _oppose_move(self, new: ThemeDecision) -> ThemeDecision | None:
        """Where it was put is followed through merges."""
        assert new.passage_id is not None
        before = self.moved.get(new.passage_id)
        if before is None or before.theme_id is None:
            return before if new.theme_id is not None else None
        return before if self.ends.get(before.theme_id, before.theme_id) != new.theme_id else None

    def _is_hidden(self, theme: ThemeId) -> bool:
        return theme in self.shown and self.shown[theme].kind is DecisionKind.HIDE


def refuse_contradictions(before: Sequence[ThemeDecision], new: Sequence[ThemeDecision]) -> None:
    """Raises WrongUse that says who decided what, when and why, where one of the decisions goes against another person's."""
    standing = Standing.of(before)
    found = {against.number: against for each in new if (against := standing.find_contradicted(each)) is not None}
    if not found:
        return
    more = f" And against {len(found) - 1} more." if len(found) > 1 else ""
    raise WrongUse(
        f"This goes against a decision of somebody else: {describe_decision(found[max(found)])}{more}",
        next_step='Talk with them; to decide otherwise all the same, say --overrule with --why "...". Both decisions stay in the log.',
    )


def find_overruled(before: Sequence[ThemeDecision], new: Sequence[ThemeDecision]) -> tuple[int, ...]:
    """The numbers of other people's decisions that these go against, in order."""
    standing = Standing.of(before)
    return tuple(sorted({against.number for each in new if (against := standing.find_contradicted(each)) is not None}))


def describe_decision(decision: ThemeDecision) -> str:
    """Who decided what, when and why: `Ana renamed it on 2026-11-21 (decision 12): "clearer".`"""
    why = f': "{decision.why}"' if decision.why else ", without saying why"
    return f"{decision.actor} {_DID[decision.kind]} it on {decision.decided_at:%Y-%m-%d} (decision {decision.number}){why}."


def _latest(decisions: Sequence[ThemeDecision], kinds: Collection[DecisionKind]) -> dict[ThemeId, ThemeDecision]:
    return {each.theme_id: each for each in decisions if each.kind in kinds and each.theme_id is not None}
