from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from benchmarks.intervals import measure_changes, measure_coverage
from digest.counting.heard import Counts
from digest.counting.shares import measure_share
from digest.counting.spread import estimate_spread, tell_design_effects
from tests.counting.samples import count, counts


@settings(deadline=None)
@given(counts())
def test_people_who_sit_together_never_tell_more_than_people_asked_alone(round_: Counts) -> None:
    spread = estimate_spread(round_)
    assert (spread.design_effect >= 1).all()
    assert (spread.freedom > 0).all()
    assert all(effect >= 1 for effect in tell_design_effects(spread))


@settings(deadline=None)
@given(counts())
def test_an_interval_with_a_design_effect_holds_the_value_and_lies_within_nobody_and_everybody(round_: Counts) -> None:
    for people, effect in zip(round_.people.tolist(), tell_design_effects(estimate_spread(round_)), strict=True):
        wide, plain = measure_share(people, round_.heard, effect), measure_share(people, round_.heard)
        assert 0 <= wide.low <= wide.value <= wide.high <= 1
        assert wide.high - wide.low >= plain.high - plain.low - 1e-12


@settings(deadline=None)
@given(counts())
def test_the_order_of_sessions_and_themes_makes_no_difference(round_: Counts) -> None:
    turned = Counts(round_.alone, round_.sizes[::-1], round_.raised_alone[::-1], round_.raised[::-1, ::-1])
    assert tell_design_effects(estimate_spread(turned))[::-1] == tell_design_effects(estimate_spread(round_))


def test_where_everybody_answered_alone_nothing_is_widened() -> None:
    spread = estimate_spread(count(200, [0, 40, 200]))
    assert spread.design_effect.tolist() == [1, 1, 1]
    assert np.isinf(spread.freedom).all()
    assert tell_design_effects(spread) == (1.0, 1.0, 1.0)


def test_sessions_of_one_person_each_are_people_asked_alone() -> None:
    assert tell_design_effects(estimate_spread(count(0, [0], [(1, [number % 2]) for number in range(12)]))) == (1.0,)


def test_sessions_that_speak_alike_widen_more_than_sessions_that_do_not() -> None:
    alike = count(0, [0], [(20, [20]), (20, [0]), (20, [20]), (20, [0]), (20, [0]), (20, [20])])
    mixed = count(0, [0], [(20, [10])] * 6)
    assert tell_design_effects(estimate_spread(alike))[0] > 5 * tell_design_effects(estimate_spread(mixed))[0]


def test_one_session_tells_less_than_many() -> None:
    one = count(0, [0], [(40, [10])])
    many = count(0, [0], [(8, [2])] * 5)
    assert tell_design_effects(estimate_spread(one))[0] > tell_design_effects(estimate_spread(many))[0]


def test_a_theme_that_few_raised_leans_on_the_others() -> None:
    others_alike = count(0, [0, 0, 0], [(20, [19, 1, 1]), (20, [1, 18, 0]), (20, [18, 1, 0]), (20, [0, 20, 0])])
    others_mixed = count(0, [0, 0, 0], [(20, [9, 8, 1]), (20, [10, 9, 0]), (20, [9, 10, 0]), (20, [10, 9, 0])])
    assert estimate_spread(others_alike).design_effect[2] > estimate_spread(others_mixed).design_effect[2]


def test_design_effects_are_plain_numbers_that_tell_nothing_exact() -> None:
    told: set[float] = set()
    for raised in range(21):
        told.update(tell_design_effects(estimate_spread(count(50, [10], [(20, [raised]), (20, [5]), (15, [3])]))))
    assert told <= {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40}


def test_intervals_of_rounds_with_sessions_hold_the_truth_93_to_97_times_in_100() -> None:
    found = measure_coverage(400)
    assert 0.93 <= found["all"]["coverage"] <= 0.97
    assert found["all"]["one_by_one"] < 0.88  # what the same rounds would be told with, were sessions not counted in
    assert all(part["coverage"] >= 0.92 for part in found["sessions"].values())


def test_a_digest_in_which_nothing_changed_rarely_says_that_something_did() -> None:
    found = measure_changes(250)["all"]
    assert found["false_digests"] <= 0.05 + 0.03  # room for the chance of 250 draws
    assert found["false_marks"] <= 0.05 + 0.03
    assert found["power"] > 0.1
