"""The 95 % intervals hold the truth about 95 times in 100, on simulated rounds."""

from __future__ import annotations

import numpy as np
import pytest

from digest.counting.indicators import measure_mean
from digest.counting.shares import measure_share
from digest.counting.trainings import compare_apart, compare_changes, compare_paired

TRIES = 1_500
LIKELY = (0.93, 0.97)
_SCALE = np.array([1, 2, 3, 4, 5])


def draw() -> np.random.Generator:
    return np.random.default_rng(20261121)


@pytest.mark.parametrize("chances", [(0.1, 0.2, 0.3, 0.25, 0.15), (0.05, 0.1, 0.15, 0.3, 0.4), (0.35, 0.25, 0.2, 0.15, 0.05)])
@pytest.mark.parametrize("people", [40, 250])
def test_means_hold_the_true_mean(people: int, chances: tuple[float, ...]) -> None:
    chance, true = draw(), float(_SCALE @ chances)
    found = [measure_mean(chance.choice(_SCALE, people, p=chances).tolist()) for _ in range(TRIES)]
    assert LIKELY[0] <= np.mean([each.low <= true <= each.high for each in found]) <= LIKELY[1]


@pytest.mark.parametrize(("people", "true"), [(60, 0.4), (150, 0.3), (400, 0.55), (400, 0.12)])
def test_top_two_shares_hold_the_true_share(people: int, true: float) -> None:
    shares = [measure_share(int(top), people) for top in draw().binomial(people, true, TRIES)]
    assert LIKELY[0] <= np.mean([each.low <= true <= each.high for each in shares]) <= LIKELY[1]


def test_differences_of_other_people_hold_the_true_difference() -> None:
    chance = draw()
    tops = zip(chance.binomial(150, 0.42, TRIES), chance.binomial(110, 0.3, TRIES), strict=True)
    found = [compare_apart(int(now), 150, int(before), 110) for now, before in tops]
    assert LIKELY[0] <= np.mean([each.low <= 0.12 <= each.high for each in found]) <= LIKELY[1]


def test_differences_of_the_same_people_hold_the_true_difference() -> None:
    moves = draw().multinomial(120, (0.2, 0.1, 0.3, 0.4), TRIES)
    found = [compare_paired(int(rose), int(fell), 120) for rose, fell, *_ in moves]
    assert LIKELY[0] <= np.mean([each.low <= 0.1 <= each.high for each in found]) <= LIKELY[1]


def test_differences_of_two_differences_hold_the_true_one() -> None:
    chance = draw()
    drawn = [chance.binomial(people, share, TRIES) for people, share in ((90, 0.45), (80, 0.3), (100, 0.35), (70, 0.3))]
    found = [compare_changes((int(a), 90, int(b), 80), (int(c), 100, int(d), 70)) for a, b, c, d in zip(*drawn, strict=True)]
    assert LIKELY[0] <= np.mean([each.low <= 0.1 <= each.high for each in found]) <= LIKELY[1]


def test_a_mean_of_one_answer_says_that_nothing_is_known_of_its_range() -> None:
    assert measure_mean([4]).high == float("inf") and measure_mean([4]).value == 4
    assert measure_mean([4, 4, 4]) == measure_mean([4, 4])
