"""Who raised a theme, by group: made safe without a solver, and tried by the solver with all themes in hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from digest.counting.raised import RaisedCounts
from digest.disclosing.group_rows import GroupRows, ThemeRows, attack_group, say_everybody
from digest.disclosing.protect import Published
from digest.disclosing.raised import Beside, protect_raised
from domain.ids import ThemeId
from tests.disclosing.random_groups import GROUP, POLICY, hide_small, make_town, solve


@pytest.mark.parametrize("seed", range(12))
def test_the_solver_with_all_themes_in_hand_singles_nobody_out(seed: int) -> None:
    chance = np.random.default_rng(seed)
    tables, beside = make_town(
        chance, themes=int(chance.integers(1, 5)), values=int(chance.integers(2, 7)), people=int(np.exp(chance.uniform(4, 6.5)))
    )
    assert solve(tables, dict(protect_raised(tables, POLICY, beside=beside)), beside) == []


def see(tables: Sequence[RaisedCounts], found: dict[tuple[ThemeId, str], Published], beside: Beside) -> GroupRows:
    values = tuple(row.value for row in tables[0].values)
    heard = tuple(found[tables[0].theme_id, GROUP].figures[place, None] for place in range(len(values)))
    answered = beside.heard[GROUP]
    themes = tuple(
        ThemeRows(
            table.theme_id,
            tuple(found[table.theme_id, GROUP].figures[place, 0] for place in range(len(values))),
            tuple(found[table.theme_id, GROUP].figures[place, 1] is not None for place in range(len(values))),
            everybody=say_everybody(beside.themes[table.theme_id], beside.people_heard, POLICY),
        )
        for table in tables
    )
    return GroupRows(GROUP, values, heard, tuple(answered[value] for value in values), themes)


def test_what_is_found_without_a_solver_is_what_the_solver_finds() -> None:
    found = 0
    for seed in range(40):
        tables, beside = make_town(np.random.default_rng(seed), themes=1, values=4, people=160)
        plain = hide_small(tables)
        # The solver is asked of fewer groups here: those of a value without words are no theme's.
        exact = [each for number, each in attack_group(see(tables, plain, beside), POLICY) if number >= 0]
        assert bool(exact) == bool(solve(tables, plain, beside)), seed
        found += bool(exact)
    assert 5 <= found <= 35
