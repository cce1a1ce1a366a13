"""Two codings of the same units beside each other."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.evaluate import Coding, compare_codings
from nlp.evaluate.agreement import measure_alpha, measure_distance

SETS = st.frozensets(st.sampled_from(["bus", "light", "rent"]), max_size=3)
CODINGS = st.lists(st.tuples(SETS, SETS), min_size=2, max_size=30)


def as_codings(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> tuple[Coding, Coding]:
    return {str(n): one for n, (one, _) in enumerate(pairs)}, {str(n): other for n, (_, other) in enumerate(pairs)}


def test_alpha_is_krippendorffs_own() -> None:
    # Two observers, twelve units, five categories: the example of his "Computing Krippendorff's Alpha-Reliability" (2011) gives .692.
    pairs = [(frozenset((one,)), frozenset((other,))) for one, other in zip("aabbdcccedda", "babbbccceddd", strict=True)]
    assert measure_alpha(pairs) == pytest.approx(0.692, abs=0.0005)


@given(CODINGS)
def test_a_coding_agrees_with_itself_wholly(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    coding, _ = as_codings(pairs)
    found = compare_codings(coding, coding)
    assert found.micro_f1 == 1
    assert found.alpha in (None, 1)
    assert all(each.f1 == 1 and each.first == each.second == each.both for each in found.themes)


@given(CODINGS)
def test_it_does_not_matter_which_coding_comes_first(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    one, other = as_codings(pairs)
    there, back = compare_codings(one, other), compare_codings(other, one)
    assert there.micro_f1 == back.micro_f1
    assert there.coverage == back.coverage[::-1]
    assert (there.alpha is None) == (back.alpha is None)
    assert there.alpha is None or there.alpha == pytest.approx(back.alpha)
    assert [(each.theme, each.f1, each.both) for each in there.themes] == [(each.theme, each.f1, each.both) for each in back.themes]


@given(CODINGS)
def test_figures_lie_where_they_can(pairs: list[tuple[frozenset[str], frozenset[str]]]) -> None:
    found = compare_codings(*as_codings(pairs))
    assert 0 <= found.micro_f1 <= 1
    assert found.alpha is None or (found.alpha <= 1 and not math.isnan(found.alpha))
    for each in found.themes:
        assert each.both <= min(each.first, each.second)
        assert 0 <= each.f1 <= 1
        assert each.interval is None or 0 <= each.interval[0] <= each.interval[1] <= 1


@given(SETS, SETS, SETS)
def test_the_distance_of_sets_is_one(one: frozenset[str], other: frozenset[str], third: frozenset[str]) -> None:
    assert measure_distance(one, other) == measure_distance(other, one)
    assert (measure_distance(one, other) == 0) == (one == other)
    assert measure_distance(one, frozenset(("else",))) == 1
    assert 0 <= measure_distance(one, third) <= 1


def test_coders_who_throw_coins_agree_as_chance_would_have_it() -> None:
    yes, no = frozenset(("bus",)), frozenset[str]()
    pairs = [(yes, yes), (yes, no), (no, yes), (no, no)] * 500
    found = compare_codings(*as_codings(pairs))
    assert found.alpha == pytest.approx(0, abs=0.01)
    assert found.themes[0].f1 == 0.5
    low, high = found.themes[0].interval or (0, 0)
    assert low < 0.5 < high
    assert high - low < 0.1


def test_units_that_one_coder_left_out_are_counted_and_not_compared() -> None:
    found = compare_codings({"1": frozenset("a"), "2": frozenset("b")}, {"2": frozenset("b"), "3": frozenset("c"), "4": frozenset()})
    assert (found.units, found.only_first, found.only_second) == (1, 1, 2)
    with pytest.raises(ValueError, match="no unit in common"):
        compare_codings({"1": frozenset()}, {"2": frozenset()})
