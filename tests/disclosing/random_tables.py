"""Random towns: tables of one to three dimensions, and rounds of listening with releases that follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from digest.disclosing.history import publish_next
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import Published, see
from digest.disclosing.seen import attack_table
from digest.disclosing.tables import Cell, Shape, Table, list_all

ROUNDS = 12


def make_shape(*sizes: int) -> Shape:
    """Attributes A, B, C with so many values each."""
    attributes = ("A", "B", "C")[: len(sizes)]
    return Shape(
        attributes, tuple(tuple(f"{name}{number}" for number in range(size)) for name, size in zip(attributes, sizes, strict=True))
    )


def make_table(chance: Generator, *sizes: int, people: float) -> Table:
    """About so many people, spread unevenly: a few large groups and many small ones, as in a town."""
    shares = _spread(chance, sizes)
    return _count(make_shape(*sizes), chance.poisson(shares * people))


def any_table(chance: Generator) -> Table:
    """A table of one to three dimensions and 10 to 2,000 people."""
    sizes = ((2, 4, 7, 12), (2, 3, 4, 6), (2, 3))
    dimensions = int(chance.choice([1, 2, 3], p=[0.4, 0.5, 0.1]))
    return make_table(chance, *(int(chance.choice(each)) for each in sizes[:dimensions]), people=float(np.exp(chance.uniform(2.3, 7.6))))


def _spread(chance: Generator, sizes: tuple[int, ...]) -> np.ndarray:
    shares = np.ones(())
    for size in sizes:
        shares = np.multiply.outer(shares, chance.dirichlet(np.full(size, 0.8)))
    uneven = shares * chance.gamma(2, 0.5, size=shares.shape)  # attributes hang together: some quarters speak one language
    spread: np.ndarray = uneven / uneven.sum()
    return spread


def _count(shape: Shape, people: np.ndarray) -> Table:
    return Table(shape, {cell: int(people[cell]) for cell in list_all(shape)})


@dataclass(frozen=True)
class Town:
    """Rounds of listening: what each release had counted, and what it says."""

    counted: tuple[tuple[Table, ...], ...]
    published: tuple[tuple[Published, ...], ...]


def play_history(chance: Generator, policy: DisclosurePolicy, *, rounds: int = ROUNDS) -> Town:
    """Twelve rounds in which groups grow and shrink; each is released one to three times, as people withdraw or come late."""
    sizes = ((5,), (8,), (3, 3), (3, 5))[chance.integers(4)]
    table = make_table(chance, *sizes, people=float(np.exp(chance.uniform(3.5, 6.5))))
    counted: list[tuple[Table, ...]] = []
    published: list[tuple[Published, ...]] = []
    for _ in range(rounds):
        tables = tuple(_correct(chance, table))
        releases: list[Published] = []
        last_round = published[-1][-1] if published else None
        for each in tables:
            releases.append(publish_next(each, policy, of_round=releases, last_round=last_round))
        counted.append(tables)
        published.append(tuple(releases))
        table = _grow(chance, table)
    return Town(tuple(counted), tuple(published))


def _correct(chance: Generator, table: Table) -> Iterator[Table]:
    """The round as first counted, and after each of up to two corrections: one to three withdraw, or some come late."""
    yield table
    for _ in range(chance.integers(3)):
        people = dict(table.people)
        for cell in _draw(chance, table, int(chance.integers(1, 4))):
            people[cell] = max(people[cell] - 1, 0)
        if chance.random() < 0.5:
            for cell in _draw(chance, table, int(chance.integers(1, 60))):
                people[cell] += 1
        table = replace(table, people=people)
        yield table


def _draw(chance: Generator, table: Table, number: int) -> list[Cell]:
    cells = [cell for cell, people in table.people.items() for _ in range(people + 1)]
    return [cells[place] for place in chance.integers(len(cells), size=number)]


def _grow(chance: Generator, table: Table) -> Table:
    change = chance.normal(1.03, 0.15, size=len(table.people))
    return replace(
        table,
        people={cell: int(chance.poisson(max(people * by, 0.3))) for (cell, people), by in zip(table.people.items(), change, strict=True)},
    )


def narrow(releases: tuple[Published, ...], policy: DisclosurePolicy) -> list[str]:
    """What the attacker finds with all releases of one round in hand."""
    seen = [see(each, policy) for each in releases]
    return [f"{each.group.kind}: {each.group.label} {each.within}" for each in attack_table(seen, policy.threshold)]
