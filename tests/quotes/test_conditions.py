"""Six conditions, 64 combinations, one that publishes: in a real warehouse, from what was said to the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from digest.gathering.quotes import check_quotes, gather_quotes
from domain.quotes import ProposedQuote, QuoteFacts, QuotePolicy, Refusal, judge_quote
from tests.quotes.town import (
    ANA,
    BEN,
    ENABLED,
    SPRING,
    Voiced,
    approve_by,
    comment_id,
    propose,
    publish,
    quoted,
    settle,
    theme_id,
    theme_round,
)
from warehouse.keys import Keys
from warehouse.store import Store

CONDITIONS = ("consented", "enough people", "enough places", "not rare", "approved", "verbatim")


@dataclass(frozen=True)
class Case:
    """One theme with one quote; each of the six holds or does not."""

    name: str
    consented: bool
    people: bool
    places: bool
    not_rare: bool
    approved: bool
    verbatim: bool

    @property
    def speaker(self) -> str:
        return f"{self.name}-0"

    def say(self) -> Iterator[Voiced]:
        """Ten people of a block of their own; one raises something else, one is of elsewhere, or two sessions hold all."""
        for number in range(10):
            in_theme = self.people or number < 9
            block = self.name if self.not_rare or number < 9 else "elsewhere"
            text = f"Near the {self.name} corner the lamp {number} has been dark since the winter."
            session = number % (3 if self.places else 2)
            yield Voiced(f"{self.name}-{number}", text, self.name if in_theme else "", session, block)


CASES = tuple(Case(f"case{number}", *which) for number, which in enumerate(product((True, False), repeat=6)))


def make_all(store: Store, keys: Keys) -> dict[Case, ProposedQuote]:
    """Everything said, proposed and approved first; then some took their consent back, and some comments changed."""
    said = [each for case in CASES for each in case.say()]
    settle(store, keys, said)
    quotes = {case: propose(store, case.speaker, case.name) for case in CASES}
    for case, quote in quotes.items():
        approve_by(store, quote, (ANA, BEN) if case.approved else (ANA,))
    later = {case.speaker: case for case in CASES}
    changed = [_say_later(each, later[each.person]) if each.person in later else each for each in said]
    settle(store, keys, changed)
    theme_round(store, changed)
    return quotes


def _say_later(each: Voiced, case: Case) -> Voiced:
    return replace(each, may_quote=case.consented, text=each.text if case.verbatim else f"{each.text} So it is.")


def test_of_all_64_combinations_one_publishes(store: Store, keys: Keys) -> None:
    quotes = make_all(store, keys)
    page = publish(store)
    assert quoted(page) == [("Near the case0 corner the lamp 0 has been dark since the winter.",)]
    assert {each.anchor for each in page.themes if each.quotes} == {theme_id("case0")}
    assert check_quotes(store, SPRING.id, page, ENABLED) == ()
    judged = {each.id: each for each in gather_quotes(store, SPRING.id, ENABLED, language="en")}
    for case, quote in quotes.items():
        wanted = {
            Refusal.NO_CONSENT: case.consented,
            Refusal.FEW_PEOPLE: case.people,
            Refusal.FEW_PLACES: case.places,
            Refusal.RARE: case.not_rare,
            Refusal.NOT_APPROVED: case.approved,
            Refusal.CHANGED: case.verbatim,
        }
        assert set(judged[quote.id].refusals) == {reason for reason, holds in wanted.items() if not holds}, case


def test_nobody_is_quoted_unless_quotes_are_switched_on(store: Store, keys: Keys) -> None:
    said = [*CASES[0].say(), *CASES[1].say()]
    settle(store, keys, said)
    approve_by(store, propose(store, CASES[0].speaker, "case0"))
    assert quoted(publish(store))
    assert not quoted(publish(store, QuotePolicy()))


def test_the_pure_rule_publishes_one_of_64_and_names_each_reason() -> None:
    reasons = (Refusal.NO_CONSENT, Refusal.FEW_PEOPLE, Refusal.FEW_PLACES, Refusal.RARE, Refusal.NOT_APPROVED, Refusal.NOT_VERBATIM)
    published = 0
    for holds in product((True, False), repeat=6):
        consented, people, places, alike, approved, verbatim = holds
        facts = QuoteFacts(
            consented,
            10 if people else 9,
            3 if places else 2,
            10 if alike else 9,
            2 if approved else 1,
            fault=None if verbatim else Refusal.NOT_VERBATIM,
        )
        found = judge_quote(facts, ENABLED)
        assert found == tuple(reason for reason, is_so in zip(reasons, holds, strict=True) if not is_so)
        published += not found
    assert published == 1


def test_the_page_that_is_checked_again_holds_nothing_that_changed_meanwhile(store: Store, keys: Keys) -> None:
    said = [*CASES[0].say(), *CASES[1].say()]
    settle(store, keys, said)
    approve_by(store, propose(store, CASES[0].speaker, "case0"))
    page = publish(store)
    settle(store, keys, [replace(each, may_quote=False) if each.person == CASES[0].speaker else each for each in said])
    assert len(check_quotes(store, SPRING.id, page, ENABLED)) == 1
    assert comment_id(CASES[0].speaker) not in check_quotes(store, SPRING.id, page, ENABLED)[0]
