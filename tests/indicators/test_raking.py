"""Weights: the margins are those of the town, nobody speaks for too many, and what cannot be weighted is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.counting.answers import Answered
from digest.counting.raking import MOST_WEIGHT, TOLERANCE, Margin, Refusal, rake, weigh_share
from tests.indicators.people import answer, answers, together


def shares_of(weights: np.ndarray, codes: np.ndarray, size: int) -> np.ndarray:
    return np.bincount(codes, weights, minlength=size) / weights.sum()


@st.composite
def full_tables(draw: st.DrawFn) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """People with at least one in each combination of two attributes, so that all margins can be met."""
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    counts = draw(st.lists(st.integers(1, 30), min_size=rows * columns, max_size=rows * columns))
    first = np.repeat(np.repeat(np.arange(rows), columns), counts)
    second = np.repeat(np.tile(np.arange(columns), rows), counts)
    targets = [np.array(draw(st.lists(st.floats(0.05, 1), min_size=size, max_size=size))) for size in (rows, columns)]
    return [first, second], targets


@settings(max_examples=80, deadline=None)
@given(full_tables())
def test_margins_match_where_nobody_is_held_back(table: tuple[list[np.ndarray], list[np.ndarray]]) -> None:
    codes, targets = table
    raked = rake(codes, targets, most=float("inf"))
    assert not raked.is_trimmed
    for code, target in zip(codes, targets, strict=True):
        assert np.abs(shares_of(raked.weights, code, len(target)) - target / target.sum()).max() < TOLERANCE
    assert raked.weights.mean() == pytest.approx(1)
    assert 0 < raked.effective <= len(raked.weights) * (1 + 1e-9)


@settings(max_examples=80, deadline=None)
@given(full_tables())
def test_nobody_speaks_for_more_than_the_cap(table: tuple[list[np.ndarray], list[np.ndarray]]) -> None:
    codes, targets = table
    raked = rake(codes, targets)
    assert raked.weights.min() > 0
    assert raked.is_trimmed or raked.weights.max() <= MOST_WEIGHT * (1 + TOLERANCE)
    if raked.is_trimmed and raked.off < TOLERANCE:
        assert raked.weights.max() <= MOST_WEIGHT * (1 + 1e-3)


def test_one_attribute_weighs_each_group_by_its_share_over_its_own() -> None:
    people = together(answers((5, 30), (1, 30), place="a"), answers((5, 10), (1, 30), place="b"))
    found = weigh_share(people, [Margin("place", {"a": 0.3, "b": 0.7})], highest=5, fewest=10)
    assert found.share == pytest.approx(0.3 * 0.5 + 0.7 * 0.25)
    assert found.by == ("place",) and found.refused == ()
    assert 40 < found.effective < 100


def test_weights_that_change_nothing_are_worth_everybody() -> None:
    people = together(answers((5, 20), (1, 20), place="a"), answers((5, 20), (1, 20), place="b"))
    found = weigh_share(people, [Margin("place", {"a": 0.5, "b": 0.5})], highest=5, fewest=10)
    assert found.share == pytest.approx(0.5) and found.effective == pytest.approx(80)


def refuse(people: tuple[Answered, ...], **shares: float) -> tuple[tuple[str, str], ...]:
    found = weigh_share(people, [Margin("place", shares)], highest=5, fewest=10)
    assert found.share is None
    return found.refused


def test_a_group_with_too_few_people_on_one_side_is_refused() -> None:
    people = together(answers((5, 30), (1, 30), place="a"), answers((5, 9), (1, 30), place="b"))
    assert refuse(people, a=0.5, b=0.5) == (("place", Refusal.FEW),)


def test_a_group_that_lives_here_and_did_not_answer_is_refused() -> None:
    assert refuse(answers((5, 30), (1, 30), place="a"), a=0.5, b=0.5) == (("place", Refusal.FEW),)


def test_a_group_that_answered_and_has_no_share_of_residents_is_refused() -> None:
    people = together(answers((5, 30), (1, 30), place="a"), answers((5, 30), (1, 30), place="b"))
    assert refuse(people, a=1.0) == (("place", Refusal.NO_REFERENCE),)
    assert refuse(people, a=1.0, b=0.0) == (("place", Refusal.NO_REFERENCE),)


def test_few_of_whom_the_group_is_not_known_are_a_reason_to_refuse() -> None:
    people = together(answers((5, 30), (1, 30), place="a"), answers((5, 30), (1, 30), place="b"), answers((5, 3), (1, 20), place=""))
    assert refuse(people, a=0.5, b=0.5) == (("place", Refusal.FEW),)


def test_an_attribute_that_is_refused_does_not_stop_the_next() -> None:
    def make(place: str, age: str) -> tuple[Answered, ...]:
        return tuple(answer(5 if number % 2 else 1, place=place, age=age) for number in range(40))

    people = together(make("a", "young"), make("b", "young"), make("a", "old"), make("b", "old"))
    margins = [Margin("place", {"a": 0.5, "c": 0.5}), Margin("age", {"young": 0.4, "old": 0.6})]
    found = weigh_share(people, margins, highest=5, fewest=10)
    assert found.by == ("age",) and [name for name, _ in found.refused] == ["place"]


def test_two_attributes_that_are_one_and_want_different_shares_do_not_fit() -> None:
    people = together(
        tuple(answer(5 if number % 2 else 1, place="a", age="young") for number in range(60)),
        tuple(answer(5 if number % 2 else 1, place="b", age="old") for number in range(60)),
    )
    margins = [Margin("place", {"a": 0.2, "b": 0.8}), Margin("age", {"young": 0.8, "old": 0.2})]
    found = weigh_share(people, margins, highest=5, fewest=10)
    assert found.by == ("place",) and found.refused == (("age", Refusal.NO_FIT),)
