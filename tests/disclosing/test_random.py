from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.disclosing.history import GROWN
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import protect, see, suppress_small
from digest.disclosing.seen import attack_table
from digest.disclosing.tables import list_public
from tests.disclosing.random_tables import any_table, make_table, narrow, play_history

POLICY = DisclosurePolicy()
FEWEST_SHOWN = 0.70  # of the figures that hiding the small ones alone would show


def check_table(seed: int) -> tuple[int, int]:
    """The figures shown by hiding small ones alone, and with nothing left for the attacker."""
    table = any_table(np.random.default_rng(seed))
    published = protect(table, POLICY)
    for key, figure in published.figures.items():
        assert figure is None or (table.count(key) >= POLICY.threshold and abs(figure - table.count(key)) < POLICY.round_to)
    assert narrow((published,), POLICY) == [], seed
    return len(suppress_small(table, POLICY).shown), len(published.shown)


def check_history(seed: int) -> tuple[int, int]:
    """The same over twelve rounds with corrections."""
    town = play_history(np.random.default_rng(seed), POLICY)
    plain = shown = 0
    for number, (tables, releases) in enumerate(zip(town.counted, town.published, strict=True)):
        assert narrow(releases, POLICY) == [], (seed, number)
        plain += sum(len(suppress_small(each, POLICY).shown) for each in tables)
        shown += sum(len(each.shown) for each in releases)
        for before in town.published[number - 1 : number] if number else ():
            hidden = [key for key in before[-1].hidden if tables[0].count(key) < GROWN * POLICY.threshold]
            assert not releases[0].shown & set(hidden), (seed, number)
    return plain, shown


def test_the_attacker_singles_nobody_out_of_a_random_table_and_most_figures_stay() -> None:
    plain, shown = np.sum([check_table(seed) for seed in range(30)], axis=0)
    assert shown / plain >= FEWEST_SHOWN


def test_the_attacker_singles_nobody_out_of_a_history_of_twelve_rounds_and_most_figures_stay() -> None:
    plain, shown = np.sum([check_history(seed) for seed in range(100, 103)], axis=0)
    assert shown / plain >= FEWEST_SHOWN


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1))
def test_the_attacker_singles_nobody_out_of_ten_thousand_tables(seed: int) -> None:
    check_table(seed)


@pytest.mark.slow
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1))
def test_the_attacker_singles_nobody_out_of_five_hundred_histories(seed: int) -> None:
    check_history(seed)


def test_hiding_small_figures_alone_is_not_enough() -> None:
    found = 0
    for seed in range(20):
        plain = suppress_small(make_table(np.random.default_rng(seed), 4, 4, people=150), POLICY)
        found += any(attack_table([see(plain, POLICY)], POLICY.threshold))
    assert found >= 5  # or the other tests would show nothing


def test_no_figure_of_three_dimensions_is_published() -> None:
    table = make_table(np.random.default_rng(3), 2, 3, 2, people=900)
    assert all(sum(place is not None for place in key) <= 2 for key in protect(table, POLICY).figures)
    assert set(protect(table, POLICY).figures) == set(list_public(table.shape))
