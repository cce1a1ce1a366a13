"""The head of a digest says who was not heard, and nothing that gives a small count away."""

from __future__ import annotations

from dataclasses import replace

from config.screen_texts import load_texts
from digest.disclosing.policy import DisclosurePolicy
from digest.gathering.facts import GroupHeard
from digest.telling.build import build_digest
from tests.digest.example import make_facts

POLICY = DisclosurePolicy()


def say(people: tuple[tuple[str, int], ...], residents: tuple[tuple[str, float], ...]) -> tuple[str, ...]:
    facts = replace(make_facts(), groups_heard=(GroupHeard("neighbourhood", people, residents),), languages_resident=())
    return build_digest(facts, texts=load_texts("en"), policy=POLICY).not_heard


def test_without_a_reference_table_it_says_that_it_cannot_tell() -> None:
    (line,) = say((("North", 80), ("South", 40)), ())
    assert line == load_texts("en").say("whom.no_reference")


def test_a_group_that_is_clearly_heard_less_than_it_lives_here_is_named() -> None:
    (line,) = say((("North", 180), ("South", 20)), (("North", 0.5), ("South", 0.5)))
    assert "South" in line and "50" in line and "10" in line


def test_a_difference_that_chance_makes_is_none() -> None:
    assert say((("North", 52), ("South", 48)), (("North", 0.5), ("South", 0.5))) == (load_texts("en").say("whom.balanced"),)


def test_a_small_group_is_named_without_its_count_and_only_where_many_more_were_to_be_expected() -> None:
    hidden = say((("North", 120), ("West", 60), ("South", 3)), (("North", 0.5), ("West", 0.2), ("South", 0.3)))
    assert any("South" in line for line in hidden)
    assert not any(sign in line for line in hidden if "South" in line for sign in ("3 people", "2 in 100"))
    few = say((("North", 120), ("West", 60), ("South", 3)), (("North", 0.7), ("West", 0.25), ("South", 0.05)))
    assert not any("South" in line for line in few)
