"""Tables that are attacked without a solver, held against the solver."""

from __future__ import annotations

from itertools import product

import numpy as np

from digest.disclosing.attacker import Attacker
from digest.disclosing.exact import attack_exactly, can_attack_exactly
from digest.disclosing.known import Group, GroupKind, Known, Narrowed, Sum, free_count
from digest.disclosing.pairs import make_pairs
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import Published, protect, see, suppress_small
from digest.disclosing.ranges import UNBOUNDED, Range
from digest.disclosing.seen_table import Seen
from digest.disclosing.tables import Table, list_all, list_cells, list_lines, list_public
from tests.disclosing.random_tables import make_shape, make_table

POLICY = DisclosurePolicy()
SIZES = ((3,), (7,), (2, 2), (4, 2), (2, 5), (9, 2))


def attack_by_solver(table: Seen) -> dict[str, Range]:
    sums = tuple(Sum(dict.fromkeys(list_cells(table.shape, key), 1), within) for key, within in table.ranges.items())
    groups = [
        Group(table.shape.label(key), GroupKind.CELL, dict.fromkeys(list_cells(table.shape, key), 1))
        for key in list_public(table.shape)
        if key not in table.shown
    ]
    for line in list_lines(table.shape):
        hidden = [key for key in line.parts if key not in table.shown]
        if 1 < len(hidden) < len(line.parts):
            terms = {cell: 1 for key in hidden for cell in list_cells(table.shape, key)}
            groups.append(Group(f"{table.shape.label(line.total)}, less those shown", GroupKind.REST, terms))
    attacker = Attacker(Known(free_count(*list_all(table.shape)), sums))
    return {each.group.label: each.within for each in attacker.find_narrowed(groups, POLICY.threshold)}


def by_label(found: list[Narrowed]) -> dict[str, Range]:
    return {each.group.label: each.within for each in found}


def test_the_same_groups_with_the_same_ranges_as_by_the_solver() -> None:
    some = 0
    for sizes, seed in product(SIZES, range(12)):
        chance = np.random.default_rng(seed)
        table = make_table(chance, *sizes, people=float(np.exp(chance.uniform(3, 6))))
        plain = suppress_small(table, POLICY)
        shown = {key: figure for key, figure in plain.figures.items() if chance.random() < 0.85}
        seen = see(Published(plain.shape, dict.fromkeys(plain.figures) | shown), POLICY)
        assert can_attack_exactly(seen)
        found = by_label(list(attack_exactly(seen, POLICY.threshold)))
        assert found == attack_by_solver(seen)
        some += bool(found)
    assert some >= 20


def test_other_tables_are_left_to_the_solver() -> None:
    assert not can_attack_exactly(Seen(make_shape(3, 4), {}, frozenset()))
    assert not can_attack_exactly(Seen(make_shape(2, 2, 2), {}, frozenset()))
    assert not can_attack_exactly(Seen(make_shape(5), {}, frozenset(), ((((0,), (1,)), Range(0, 9)),)))


def test_a_table_of_forty_values_is_made_safe_at_once() -> None:
    table = make_table(np.random.default_rng(1), 40, 2, people=3000)
    published = protect(table, POLICY)
    assert list(attack_exactly(see(published, POLICY), POLICY.threshold)) == []
    assert len(published.shown) > 0.7 * len(suppress_small(table, POLICY).shown)


def test_ranges_of_a_row_narrow_each_other() -> None:
    pairs = make_pairs([(Range(0, 5), Range(3, UNBOUNDED), Range(0, 6))])
    assert [pairs.range(0, column) for column in range(3)] == [Range(0, 3), Range(3, 6), Range(3, 6)]
    assert make_pairs([(Range(5, 9), Range(5, 9), Range(0, 9))]).is_empty


def test_the_true_counts_are_always_within() -> None:
    chance = np.random.default_rng(4)
    table = Table(make_shape(6, 2), {cell: int(chance.poisson(14)) for cell in list_all(make_shape(6, 2))})
    for each in attack_exactly(see(suppress_small(table, POLICY), POLICY), 1000):
        if each.group.kind is GroupKind.CELL:
            cells = {name[0] for name in each.group.terms}  # type: ignore[index]
            assert each.within.low <= sum(table.people[cell] for cell in cells) <= each.within.high


def test_a_table_too_large_to_solve_shows_one_attribute_and_singles_nobody_out() -> None:
    table = make_table(np.random.default_rng(3), 24, 20, people=2500)
    published = protect(table, POLICY)
    assert {sum(place is not None for place in key) for key in published.shown} <= {0, 1} and len(published.shown) > 5
    assert attack_by_solver(see(published, POLICY)) == {}
