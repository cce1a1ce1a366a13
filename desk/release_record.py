"""Who did what when before a release was made: plain facts that stay with it, for auditors and never on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import itemgetter

from digest.releasing.prepare import Prepared
from domain.decisions import DecisionKind, ThemeDecision
from domain.ids import PassageId, ThemeId
from domain.quotes import QuoteDecision
from domain.review import Review
from warehouse.store import Store

Fact = Mapping[str, str | int]
Placed = tuple[tuple[ThemeId, PassageId], ...]
_ABOUT_THEMES = frozenset(DecisionKind) - {DecisionKind.MOVE}


def find_counted(store: Store, prepared: Prepared) -> Placed:
    """The passages of the round that its page's figures are counted from, each with its theme."""
    run = store.themes.latest_run(prepared.round.id)
    shown = {each.theme_id for each in prepared.looks}
    here = {each.passage.id for each in store.passages.of_rounds([prepared.round.id])}
    placed = store.themes.assignments(run.id) if run is not None else ()
    return tuple((each.theme_id, each.passage_id) for each in placed if each.theme_id in shown and each.passage_id in here)


def make_record(store: Store, prepared: Prepared, counted: Placed, *, released_by: str, now: datetime) -> tuple[Fact, ...]:
    """Reviews of the round, decisions about its quotes and the themes that its page shows, oldest first; last who released it.

    Ids, names of staff and moments, and for each theme how many passages it was counted from; no sentence, no title, no reason.
    """
    shown = {each.theme_id for each in prepared.looks}
    told = [
        *((each.decided_at, _tell_review(each)) for each in prepared.reviews),
        *((each.decided_at, _tell_decision(each)) for each in _list_decisions(store, shown)),
        *((each.decided_at, _tell_quote(each)) for each in _list_quote_decisions(store, prepared)),
    ]
    facts = [fact for _, fact in sorted(told, key=itemgetter(0))]
    passages = Counter(theme_id for theme_id, _ in counted)
    behind = (_tell("counted", released_by, now) | {"theme": theme_id, "passages": number} for theme_id, number in sorted(passages.items()))
    return (*facts, *behind, _tell("released", released_by, now))


def _list_decisions(store: Store, shown: set[ThemeId]) -> Iterator[ThemeDecision]:
    """Those that gave a shown theme its name or its content, and what is hidden now."""
    concerned = shown | store.decisions.bindings().hidden
    return (each for each in store.decisions.all() if each.kind in _ABOUT_THEMES and {each.theme_id, each.other_id} & concerned)


def _list_quote_decisions(store: Store, prepared: Prepared) -> Iterator[QuoteDecision]:
    ids = [each.id for each in store.quotes.of_round(prepared.round.id)]
    return (each for of_quote in store.quotes.decisions(ids).values() for each in of_quote)


def _tell_review(review: Review) -> Fact:
    about: Fact = {} if review.theme_id is None else {"theme": review.theme_id}
    return {**_tell(review.kind.value, review.actor, review.decided_at), "review": review.number, **about}


def _tell_decision(decision: ThemeDecision) -> Fact:
    about = {"theme": decision.theme_id, "other": decision.other_id}
    told = {name: value for name, value in about.items() if value is not None}
    return {**_tell(f"theme {decision.kind.value}", decision.actor, decision.decided_at), "decision": decision.number, **told}


def _tell_quote(decision: QuoteDecision) -> Fact:
    told = _tell(f"quote {decision.step.value}", decision.actor, decision.decided_at)
    return {**told, "decision": decision.number, "quote": decision.quote_id}


def _tell(what: str, actor: str, at: datetime) -> dict[str, str | int]:
    return {"what": what, "by": actor, "at": at.isoformat(timespec="seconds")}
