"""Who did what when before a release was made: plain facts that stay with it, for auditors and never on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from digest.releasing.prepare import Prepared
from domain.decisions import DecisionKind, ThemeDecision
from domain.ids import ThemeId
from domain.review import Review
from warehouse.store import Store

Fact = Mapping[str, str | int]
_ABOUT_THEMES = frozenset(DecisionKind) - {DecisionKind.MOVE}


def make_record(store: Store, prepared: Prepared, *, actor: str, now: datetime) -> tuple[Fact, ...]:
    """Reviews of the round and decisions about the themes that its page shows, oldest first, and last who released it.

    Ids, names of staff and moments; no sentence, no title, no reason.
    """
    shown = {each.theme_id for each in prepared.looks}
    facts = [*map(_tell_review, prepared.reviews), *(_tell_decision(each) for each in _list_decisions(store, shown))]
    facts.sort(key=lambda fact: str(fact["at"]))
    return (*facts, _tell("released", actor, now))


def _list_decisions(store: Store, shown: set[ThemeId]) -> Iterator[ThemeDecision]:
    """Those that gave a shown theme its name or its content, and what is hidden now."""
    concerned = shown | store.decisions.bindings().hidden
    return (each for each in store.decisions.all() if each.kind in _ABOUT_THEMES and {each.theme_id, each.other_id} & concerned)


def _tell_review(review: Review) -> Fact:
    about: Fact = {} if review.theme_id is None else {"theme": review.theme_id}
    return {**_tell(review.kind.value, review.actor, review.decided_at), "review": review.number, **about}


def _tell_decision(decision: ThemeDecision) -> Fact:
    about = {"theme": decision.theme_id, "other": decision.other_id}
    told = {name: value for name, value in about.items() if value is not None}
    return {**_tell(f"theme {decision.kind.value}", decision.actor, decision.decided_at), "decision": decision.number, **told}


def _tell(what: str, actor: str, at: datetime) -> dict[str, str | int]:
    return {"what": what, "by": actor, "at": at.isoformat(timespec="seconds")}
