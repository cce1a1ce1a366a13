"""How each kind of figure was made, in plain words: what the figures of a page link to."""

from __future__ import annotations

from collections.abc import Iterator

from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import DigestFacts
from digest.pages.cards import ThemeCard
from digest.pages.tables import How
from digest.telling.wording import Wording


def describe_how(facts: DigestFacts, cards: tuple[ThemeCard, ...], *, wording: Wording, policy: DisclosurePolicy) -> tuple[How, ...]:
    """One entry for each kind of figure that these cards and facts show, under its anchor ("how-share")."""
    values = {
        "threshold": wording.number(policy.threshold),
        "round_to": wording.number(policy.round_to),
        "half": wording.number(policy.round_to // 2),
    }
    return tuple(
        How(f"how-{kind}", wording.say(f"how.{kind}.title"), tuple(wording.say(f"how.{kind}.{line}", **values) for line in lines))
        for kind, lines in _list_lines(facts, cards, policy)
    )


def _list_lines(facts: DigestFacts, cards: tuple[ThemeCard, ...], policy: DisclosurePolicy) -> Iterator[tuple[str, tuple[str, ...]]]:
    is_rounded = policy.round_to > 1
    yield "people", ("once", *(["rounded"] if is_rounded else []), "codes")
    is_clustered = any(each.design_effect > 1 for each in (*facts.findings, *facts.earlier_findings))
    yield "share", ("of_whom", *(["from_rounded"] if is_rounded else []), "range", *(["rooms"] if is_clustered else []))
    if facts.earlier_rounds:
        yield "change", ("chance", "anew", "incomparable")
    if any(card.raised_by for card in cards):
        yield "raised", ("of_whom", "chance", "no_judgement")
    if any(card.kinds or card.leanings for card in cards):
        yield "kinds", ("program", "both", "more_less")
    if facts.indicators:
        is_weighted = any(each.weighted is not None and each.weighted.share is not None for each in facts.indicators)
        yield "indicator", ("top_two", "mean", *(["weights"] if is_weighted else []))
    yield "withheld", ("few", "second", "attack")
    if any(card.quotes for card in cards):
        yield "quotes", ("consent", "part", "translated")
