"""A review holds for what was seen, and says what changed where it holds no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.review import look_at, say_why
from desk.sentences import StaffSentence
from desk.theme_titles import StaffTitle
from desk.themes import rename
from digest.pages.cards import CardPart, KindCount, Quote, RaisedRow, RaisedTable, ThemeCard
from digest.releasing.looks import list_aspects, list_looks
from domain.action import Change
from domain.errors import WrongUse
from domain.ids import RoundId, ThemeId
from domain.review import Review, ReviewKind
from domain.themes import Solidity
from tests.disclosing.pages import make_page
from tests.review.town import FEW, LAMPS, NOISE, Town, theme_id

CHANGES: dict[str, dict[str, Any]] = {
    "its name": {"title": "Another name"},
    "its figures": {"shown": 995, "people": "about 995 people"},
    "its parts": {"parts": (CardPart("part-9", "Another part"),)},
    "its kinds of comment": {"kinds": (KindCount("praise", 10, "about 10 people"),)},
    "who raised it": {"raised_by": (RaisedTable("Age", "en", None, (RaisedRow("Old", 10, 20, None, "alike", "x"),)),)},
    "how solid it is": {"solidity": Solidity.FAIR, "campaign": "Twenty sent the same words."},
}


@cache
def example() -> ThemeCard:
    return make_page().themes[0]


def seal(aspects: Any) -> str:
    return ";".join(f"{name}={abs(hash(said)):x}" for name, said in sorted(aspects.items()))


def looked(card: ThemeCard) -> Review:
    return Review(
        RoundId("r"), ThemeId(card.anchor), ReviewKind.LOOKED, "Ana", datetime(2026, 5, 3, tzinfo=UTC), seen=seal(list_aspects(card))
    )


@settings(deadline=None)
@given(st.sets(st.sampled_from(sorted(CHANGES))))
def test_exactly_what_changed_is_told(changed: set[str]) -> None:
    now = replace(example(), **{name: value for key in changed for name, value in CHANGES[key].items()})
    (look,) = list_looks(replace(make_page(), themes=(now,)), [looked(example())], seal)
    assert set(look.changed) == changed
    assert look.holds == (not changed)


def test_what_goes_on_or_has_approvals_of_its_own_changes_nothing_that_was_seen() -> None:
    quote = Quote(("words",), "en", "ltr", "", "", "central", "Central")
    now = replace(example(), answered_by=(), quotes=(quote,), why="Because.", reviewed="Then.", is_machine_named=True, history=())
    (look,) = list_looks(replace(make_page(), themes=(now,)), [looked(example())], seal)
    assert look.holds


def test_a_change_that_turned_is_a_change_of_figures() -> None:
    (look,) = list_looks(replace(make_page(), themes=(replace(example(), change=Change.LESS),)), [looked(example())], seal)
    assert look.changed == ("its figures",)


def test_a_look_holds_until_the_theme_has_another_name(town: Town) -> None:
    town.look_at_all()
    assert town.prepare().to_look_at == ()
    rename(town.store, town.theme(LAMPS), StaffTitle("Streets without light"), actor="Ben")
    town.count()
    (left,) = town.prepare().to_look_at
    assert (left.theme_id, left.changed) == (theme_id(LAMPS), ("its name",))
    rename(town.store, town.theme(LAMPS), StaffTitle(LAMPS), actor="Ben")
    town.count()
    assert town.prepare().to_look_at == (), "what was looked at is there again"


def test_looks_are_sealed_by_the_installations_key(town: Town) -> None:
    town.look_at_all()
    seen = {each.seen for each in town.store.reviews.of_round(town.round.id)}
    assert len(seen) == 2 and not any(LAMPS in each or "40" in each.split("=")[0] for each in seen)


def test_only_what_the_page_shows_can_be_looked_at(town: Town) -> None:
    with pytest.raises(WrongUse, match="does not show this theme"):
        look_at(town.store, town.terms, town.round, [theme_id(FEW)], actor="Ana")
    with pytest.raises(WrongUse, match="does not show this theme"):
        look_at(town.store, town.terms, town.round, [theme_id(LAMPS), ThemeId("theme-none")], actor="Ana")
    assert town.store.reviews.of_round(town.round.id) == (), "all of them or none"


def test_nobody_looks_twice_and_two_people_may(town: Town) -> None:
    look_at(town.store, town.terms, town.round, [theme_id(LAMPS)], actor="Ana")
    with pytest.raises(WrongUse, match="You have looked at it already"):
        look_at(town.store, town.terms, town.round, [theme_id(LAMPS)], actor="Ana")
    look_at(town.store, town.terms, town.round, [theme_id(LAMPS)], actor="Ben")
    assert [each.actor for each in town.store.reviews.of_round(town.round.id)] == ["Ana", "Ben"]


def test_a_sentence_is_taken_back_and_stays_in_the_record(town: Town) -> None:
    where = (town.store, town.terms, town.round, theme_id(NOISE))
    with pytest.raises(WrongUse, match="no such sentence"):
        say_why(*where, None, actor="Ana")
    say_why(*where, StaffSentence("Who does not sleep does not learn."), actor="Ana")
    assert {card.title: card.why for card in town.prepare().page.themes}[NOISE] == "Who does not sleep does not learn."
    say_why(*where, None, actor="Ben")
    assert {card.title: card.why for card in town.prepare().page.themes}[NOISE] == ""
    assert [each.words for each in town.store.reviews.of_round(town.round.id)] == ["Who does not sleep does not learn.", ""]


def test_a_sentence_names_no_number_that_the_page_does_not_show(town: Town) -> None:
    where = (town.store, town.terms, town.round, theme_id(LAMPS))
    for words in ("Of 37 people each was afraid.", "٣٧ people said so."):
        with pytest.raises(WrongUse, match="a number that the page does not show") as caught:
            say_why(*where, StaffSentence(words), actor="Ana")
        assert "37" not in str(caught.value)
    say_why(*where, StaffSentence("About 40 people cannot all be wrong in 2026."), actor="Ana")
