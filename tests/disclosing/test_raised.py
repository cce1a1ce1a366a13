"""Who raised a theme, by group: made safe without a solver, and tried by the solver with all themes in hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.random import Generator

from digest.counting.raised import RaisedCount, RaisedCounts
from digest.disclosing.attacker import Attacker
from digest.disclosing.group_rows import GroupRows, ThemeRows, attack_group, say_everybody
from digest.disclosing.known import Group, GroupKind, Known, Sum, Unknown
from digest.disclosing.policy import DisclosurePolicy, disclose_count
from digest.disclosing.protect import Published
from digest.disclosing.raised import Beside, protect_raised
from digest.disclosing.ranges import ANY, UNBOUNDED, Range, undo_rounding
from domain.ids import ThemeId

POLICY = DisclosurePolicy()
UNTOLD = "untold"


def make_town(chance: Generator, *, themes: int, values: int, people: int) -> tuple[list[RaisedCounts], Beside]:
    """One group; most people told their value. What else the page shows of them stands beside."""
    told = int(chance.binomial(people, chance.uniform(0.8, 1)))
    heard = chance.multinomial(told, chance.dirichlet(np.full(values, 0.8)))
    tables, shown = [], {}
    for number in range(themes):
        rate = chance.beta(1.2, 4)
        raised = chance.binomial(heard, np.clip(rate * chance.uniform(0.4, 1.7, size=values), 0, 1))
        rows = tuple(RaisedCount(f"v{place}", int(r), int(h)) for place, (r, h) in enumerate(zip(raised, heard, strict=True)))
        theme = ThemeId(f"theme-{number}")
        tables.append(RaisedCounts(theme, "Quarter", rows))
        everybody = int(raised.sum() + chance.binomial(people - told, rate))
        shown[theme] = disclose_count(min(everybody, people - POLICY.threshold), POLICY).count
    answered = {f"v{place}": disclose_count(int(h + chance.binomial(12, 0.3)), POLICY).count for place, h in enumerate(heard)}
    return tables, Beside(disclose_count(people, POLICY).count, shown, {"Quarter": answered})


def solve(tables: Sequence[RaisedCounts], found: dict[tuple[ThemeId, str], Published], beside: Beside) -> list[str]:
    """Whom the integer programs single out of all themes together."""
    unknowns: dict[Unknown, Range] = {}
    sums: list[Sum] = []
    groups: list[Group] = []
    values = [row.value for row in tables[0].values]
    heard_figures = [found[tables[0].theme_id, "Quarter"].figures[place, None] for place in range(len(values))]
    for place, shown in enumerate(heard_figures):
        most = beside.heard["Quarter"][values[place]]
        least = 0 if shown is None else undo_rounding(shown, POLICY).low - (POLICY.threshold - 1 if shown == most else 0)
        figure = Range(0, UNBOUNDED) if shown is None else Range(max(least, POLICY.threshold), undo_rounding(shown, POLICY).high)
        unknowns["heard", place] = figure & Range(0, UNBOUNDED if most is None else undo_rounding(most, POLICY).high)
        if shown is None:
            groups.append(Group(f"heard {place}", GroupKind.CELL, {("heard", place): 1}))
    unknowns["heard", UNTOLD] = ANY
    places: list[int | str] = [*range(len(values)), UNTOLD]
    if beside.people_heard is not None:
        sums.append(Sum({("heard", place): 1 for place in places}, undo_rounding(beside.people_heard, POLICY)))
    groups.append(Group("heard untold", GroupKind.REST, {("heard", UNTOLD): 1}))
    hidden_heard = [place for place, shown in enumerate(heard_figures) if shown is None]
    for more in ([], [UNTOLD]):
        groups.append(Group("rest heard", GroupKind.REST, {("heard", place): 1 for place in [*hidden_heard, *more]}))
    for table in tables:
        theme, figures = table.theme_id, found[table.theme_id, "Quarter"].figures
        hidden: list[int | str] = []
        for place in places:
            shown = figures[place, 0] if isinstance(place, int) else None
            unknowns[theme, place] = ANY if shown is None else undo_rounding(shown, POLICY)
            others = {("heard", place): 1, (theme, place): -1}
            is_told = shown is not None and figures[place, None] is not None  # type: ignore[index]
            has_share = is_told and figures[place, 1] is not None  # type: ignore[index]
            sums.append(
                Sum(others, Range(POLICY.threshold if has_share else 0, UNBOUNDED if has_share or not is_told else POLICY.threshold - 1))
            )
            if not has_share and place != UNTOLD:
                groups.append(Group(f"not {theme} {place}", GroupKind.CELL, others))
            if shown is None and place != UNTOLD:
                hidden.append(place)
                groups.append(Group(f"{theme} {place}", GroupKind.CELL, {(theme, place): 1}))
        for members in (hidden, [*hidden, UNTOLD], [UNTOLD], list(range(len(values)))):
            if members:
                raised: dict[Unknown, int] = {(theme, place): 1 for place in members}
                rest: dict[Unknown, int] = {("heard", place): 1 for place in members} | {(theme, place): -1 for place in members}
                groups += [Group(f"rest {theme} {members}", GroupKind.REST, raised), Group(f"not rest {theme}", GroupKind.REST, rest)]
        everyone: dict[Unknown, int] = {(theme, place): 1 for place in places}
        if beside.themes[theme] is not None:
            sums.append(Sum(everyone, undo_rounding(beside.themes[theme], POLICY)))
            sums.append(Sum({("heard", p): 1 for p in places} | {(theme, p): -1 for p in places}, Range(POLICY.threshold, UNBOUNDED)))
    attacker = Attacker(Known(unknowns, tuple(sums)))
    return [f"{each.group.label} {each.within}" for each in attacker.find_narrowed(groups, POLICY.threshold)]


@pytest.mark.parametrize("seed", range(12))
def test_the_solver_with_all_themes_in_hand_singles_nobody_out(seed: int) -> None:
    chance = np.random.default_rng(seed)
    tables, beside = make_town(
        chance, themes=int(chance.integers(1, 5)), values=int(chance.integers(2, 7)), people=int(np.exp(chance.uniform(4, 6.5)))
    )
    assert solve(tables, dict(protect_raised(tables, POLICY, beside=beside)), beside) == []


def hide_small(tables: Sequence[RaisedCounts]) -> dict[tuple[ThemeId, str], Published]:
    """Each count on its own."""
    found = {}
    for table in tables:
        published = protect_raised([table], DisclosurePolicy(threshold=1, round_to=1))[table.theme_id, table.group]
        figures: dict[tuple[int | None, ...], int | None] = dict.fromkeys(published.figures)
        for place, row in enumerate(table.values):
            figures[place, 0] = disclose_count(row.raised, POLICY).count
            figures[place, None] = disclose_count(row.heard, POLICY).count
            if None not in (figures[place, 0], figures[place, None]):
                figures[place, 1] = disclose_count(row.heard - row.raised, POLICY).count
        found[table.theme_id, table.group] = Published(published.shape, figures)
    return found


def see(tables: Sequence[RaisedCounts], found: dict[tuple[ThemeId, str], Published], beside: Beside) -> GroupRows:
    values = tuple(row.value for row in tables[0].values)
    heard = tuple(found[tables[0].theme_id, "Quarter"].figures[place, None] for place in range(len(values)))
    answered = beside.heard["Quarter"]
    themes = tuple(
        ThemeRows(
            table.theme_id,
            tuple(found[table.theme_id, "Quarter"].figures[place, 0] for place in range(len(values))),
            tuple(found[table.theme_id, "Quarter"].figures[place, 1] is not None for place in range(len(values))),
            everybody=say_everybody(beside.themes[table.theme_id], beside.people_heard, POLICY),
        )
        for table in tables
    )
    return GroupRows("Quarter", values, heard, tuple(answered[value] for value in values), themes)


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
