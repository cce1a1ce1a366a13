"""The attacker against a search of every table there is, on tables small enough for that."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from digest.disclosing.attacker import Attacker, Contradiction
from digest.disclosing.known import Group, GroupKind, Known, Sum, free_count, is_narrowed
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import Published, see, suppress_small
from digest.disclosing.ranges import Range
from digest.disclosing.seen import attack_table
from digest.disclosing.tables import Key, Shape, Table, list_all, list_cells, list_public
from tests.disclosing.random_tables import make_shape

SMALL = DisclosurePolicy(threshold=3, round_to=2)
SHAPES = ((3,), (4,), (2, 2), (2, 3), (2, 2, 2))


def search(published: Published, most: int) -> np.ndarray:
    """Every table of cells up to `most` that agrees with every figure: a row a table, cells in order."""
    seen, cells = see(published, SMALL), list_all(published.shape)
    tables = np.indices((most + 1,) * len(cells), dtype=np.int8).reshape(len(cells), -1).T
    for key, within in seen.ranges.items():
        counts = count_in(tables, published.shape, key)
        tables = tables[(counts >= within.low) & (counts <= within.high)]
    return tables


def count_in(tables: np.ndarray, shape: Shape, key: Key) -> np.ndarray:
    cells = list_all(shape)
    return tables[:, [cells.index(cell) for cell in list_cells(shape, key)]].sum(axis=1)


def attack(published: Published) -> Attacker:
    ranges = see(published, SMALL).ranges
    sums = tuple(Sum(terms_of(published.shape, key), within) for key, within in ranges.items())
    return Attacker(Known(free_count(*list_all(published.shape)), sums))


def terms_of(shape: Shape, key: Key) -> dict[object, int]:
    return dict.fromkeys(list_cells(shape, key), 1)


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_the_attackers_range_is_that_of_all_tables_which_agree(sizes: tuple[int, ...], seed: int) -> None:
    chance, shape = np.random.default_rng(seed), make_shape(*sizes)
    table = Table(shape, {cell: int(chance.integers(3)) for cell in list_all(shape)})
    published = suppress_small(table, SMALL)
    total = published.figures[(None,) * len(sizes)]
    most = 4 if total is None else min(total + 1, 4 if len(sizes) == 3 else 6)
    tables, attacker = search(published, most), attack(published)
    for key in [*list_all(shape), *list_public(shape)]:
        counts = count_in(tables, shape, key)
        within = attacker.find_range(terms_of(shape, key))
        assert within.low == counts.min()
        assert within.high == counts.max() or within.high > most


@pytest.mark.parametrize("seed", range(6))
def test_what_the_attacker_says_of_a_table_is_what_the_search_says(seed: int) -> None:
    chance, shape = np.random.default_rng(seed), make_shape(2, 3)
    table = Table(shape, {cell: int(chance.integers(4)) for cell in list_all(shape)})
    published = suppress_small(table, SMALL)
    if published.figures[None, None] is None:
        pytest.skip("nothing bounds such a table")
    tables = search(published, 9)
    expected = set()
    for key in published.hidden:
        counts = count_in(tables, shape, key)
        if is_narrowed(GroupKind.CELL, Range(counts.min(), counts.max()), SMALL.threshold):
            expected.add(shape.label(key))
    found = {each.group.label for each in attack_table([see(published, SMALL)], SMALL.threshold) if each.group.kind is GroupKind.CELL}
    assert found == expected


def test_the_true_table_is_always_feasible() -> None:
    chance, shape = np.random.default_rng(5), make_shape(3, 4)
    policy = DisclosurePolicy()
    for _ in range(5):
        table = Table(shape, {cell: int(chance.poisson(14)) for cell in list_all(shape)})
        sums = tuple(Sum(terms_of(shape, key), within) for key, within in see(suppress_small(table, policy), policy).ranges.items())
        attacker = Attacker(Known(free_count(*list_all(shape)), sums))
        for key in list_public(shape):
            within = attacker.find_range(terms_of(shape, key))
            assert within.low <= table.count(key) <= within.high


def test_ranges_are_of_whole_people() -> None:
    # Three people who agree in pairs: the linear program alone finds one and a half of each.
    pairs = [("a", "b"), ("b", "c"), ("a", "c")]
    known = Known(free_count("a", "b", "c"), tuple(Sum(dict.fromkeys(pair, 1), Range(0, 1)) for pair in pairs))
    assert Attacker(known).find_range({"a": 1, "b": 1, "c": 1}) == Range(0, 1)


def test_figures_that_cannot_all_be_so_are_a_contradiction() -> None:
    known = Known({"a": Range(0, 3), "b": Range(0, 3)}, (Sum({"a": 1, "b": 1}, Range(10, 12)),))
    with pytest.raises(Contradiction):
        Attacker(known)


@pytest.mark.parametrize(
    ("kind", "low", "high", "expected"),
    [
        (GroupKind.CELL, 0, 9, False),
        (GroupKind.CELL, 0, 8, True),
        (GroupKind.CELL, 1, 9, True),
        (GroupKind.CELL, 0, 0, False),
        (GroupKind.CELL, 6, 14, True),
        (GroupKind.CELL, 6, 15, False),
        (GroupKind.CELL, 10, 12, False),
        (GroupKind.REST, 0, 3, False),
        (GroupKind.REST, 1, 9, True),
        (GroupKind.REST, 6, 14, False),
        (GroupKind.CHANGE, -4, 4, False),
        (GroupKind.CHANGE, 1, 9, True),
        (GroupKind.CHANGE, -9, -1, True),
        (GroupKind.CHANGE, -14, -6, False),
    ],
)
def test_a_range_says_too_much_where_somebody_is_certain_and_few(kind: GroupKind, low: int, high: int, expected: bool) -> None:
    assert is_narrowed(kind, Range(low, high), 10) == expected


@pytest.mark.parametrize("kind", GroupKind)
def test_whether_a_group_is_narrowed_hangs_on_its_range_alone(kind: GroupKind) -> None:
    for low, width in product(range(14), range(14)):
        known = Known({"x": Range(low, low + width), "y": Range(0, 50)})
        found = list(Attacker(known).find_narrowed([Group("x", kind, {"x": 1})], 10))
        assert bool(found) == is_narrowed(kind, Range(low, low + width), 10)
