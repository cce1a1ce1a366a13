"""Who raised a theme, by group: made safe without a solver, and tried by the solver with all themes in hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.counting.raised import RaisedCounts
from digest.disclosing.group_rows import GroupRows, ThemeRows, attack_group, say_everybody
from digest.disclosing.protect import Published
from digest.disclosing.raised import RAISED, Beside, protect_raised
from domain.ids import ThemeId
from tests.disclosing.random_groups import GROUP, POLICY, hide_small, make_town, solve


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), themes=st.integers(1, 4), values=st.integers(2, 7), people=st.integers(30, 800))
def test_the_solver_with_all_themes_in_hand_singles_nobody_out(seed: int, themes: int, values: int, people: int) -> None:
    tables, beside = make_town(np.random.default_rng(seed), themes=themes, values=values, people=people)
    assert solve(tables, protect_raised(tables, POLICY, beside=beside), beside) == []


def test_most_of_what_hiding_small_counts_alone_would_show_is_shown() -> None:
    plain = shown = 0
    for seed in range(20):
        tables, beside = make_town(np.random.default_rng(seed), themes=6, values=5, people=400)
        found = protect_raised(tables, POLICY, beside=beside)
        for table in tables:
            figures = found[table.theme_id, table.group].figures
            plain += sum((row.raised >= POLICY.threshold) + (row.heard >= POLICY.threshold) for row in table.values)
            shown += sum(figures[place, key] is not None for place in range(len(table.values)) for key in (RAISED, None))
    assert shown >= 0.7 * plain


def test_who_was_heard_is_told_alike_with_every_theme_and_withheld_with_all() -> None:
    tables, beside = make_town(np.random.default_rng(3), themes=4, values=6, people=150)
    found = protect_raised(tables, POLICY, beside=beside)
    for place in range(6):
        heard = {found[table.theme_id, GROUP].figures[place, None] for table in tables}
        assert len(heard) == 1
        if heard == {None}:
            assert {found[table.theme_id, GROUP].figures[place, RAISED] for table in tables} == {None}


def test_what_an_earlier_release_withheld_is_not_told() -> None:
    tables, beside = make_town(np.random.default_rng(8), themes=2, values=4, people=700)
    found = protect_raised(tables, POLICY, beside=beside)
    theme, place = next(
        (each.theme_id, place) for each in tables for place in range(4) if found[each.theme_id, GROUP].figures[place, RAISED]
    )
    kept = protect_raised(tables, POLICY, beside=beside, hidden_before=[(theme, GROUP, f"v{place}")])
    assert kept[theme, GROUP].figures[place, RAISED] is None
    assert solve(tables, kept, beside) == []


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
