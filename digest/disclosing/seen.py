"""Published tables -> what a reader knows: one table in all its releases, and every group in it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.disclosing.exact import attack_exactly, can_attack_exactly
from digest.disclosing.known import Group, GroupKind, Known, Narrowed, Sum, Terms, Unknown
from digest.disclosing.ranges import ANY, Range
from digest.disclosing.seen_table import Seen
from digest.disclosing.tables import Cell, Key, list_all, list_cells, list_lines, list_public


@dataclass(frozen=True, slots=True)
class _Unit:
    """The unknown counts of one table over its releases: those that a reader takes to be the same have one name."""

    table: Seen
    names: Mapping[Cell, Unknown]

    def terms(self, key: Key) -> dict[Unknown, int]:
        return {self.names[cell]: 1 for cell in list_cells(self.table.shape, key)}


def attack_table(releases: Sequence[Seen], threshold: int) -> Iterator[Narrowed]:
    """The groups of a table that its releases (of one round, oldest first, of one shape) single out together.

    The reader takes whatever looks the same in two releases for the same, unless that contradicts itself. They come as
    they are found: whoever only asks whether there are any need not wait for all. Raises Contradiction where one release
    alone contradicts itself.
    """
    from digest.disclosing.attacker import Attacker, Contradiction

    distinct = [each for number, each in enumerate(releases) if not any(_is_same(each, one) for one in releases[:number])]
    if len(distinct) == 1 and can_attack_exactly(distinct[0]):
        yield from attack_exactly(distinct[0], threshold)
        return
    for name in (_name_alike, _name_apart):
        units = [_Unit(each, names) for each, names in zip(distinct, name(distinct), strict=True)]
        try:
            attacker = Attacker(_join(units))
        except Contradiction:
            if name is _name_apart:
                raise
            continue
        yield from _list_appearing(units, threshold)
        yield from attacker.find_narrowed(_list_groups(units), threshold)
        return


def _is_same(one: Seen, other: Seen) -> bool:
    return (one.ranges, one.shown, one.sums) == (other.ranges, other.shown, other.sums)


def _name_alike(releases: Sequence[Seen]) -> Iterator[Mapping[Cell, Unknown]]:
    """A cell keeps its name from release to release unless its figure moved."""
    before: dict[Cell, tuple[Unknown, Range | None]] = {}
    for number, each in enumerate(releases):
        names: dict[Cell, Unknown] = {}
        for cell in list_all(each.shape):
            figure = each.ranges.get(cell) if cell in each.shown else None
            name, last = before.get(cell, ((cell, number), figure))
            names[cell] = name if last == figure or None in (last, figure) else (cell, number)
            before[cell] = names[cell], figure or (last if names[cell] == name else None)
        yield names


def _name_apart(releases: Sequence[Seen]) -> Iterator[Mapping[Cell, Unknown]]:
    """Every release counts anew."""
    for number, each in enumerate(releases):
        yield {cell: (cell, number) for cell in list_all(each.shape)}


def _join(units: Sequence[_Unit]) -> Known:
    """All that the releases say, in terms of the same unknown counts."""
    unknowns = {name: ANY for unit in units for name in unit.names.values()}
    sums = []
    for unit in units:
        for key, within in unit.table.ranges.items():
            terms = unit.terms(key)
            if len(terms) > 1:
                sums.append(Sum(terms, within))
            for name in terms if len(terms) == 1 else ():
                unknowns[name] &= within
        sums.extend(Sum({name: 1 for key in keys for name in unit.terms(key)}, within) for keys, within in unit.table.sums)
    from digest.disclosing.attacker import Contradiction

    if any(each.is_empty for each in unknowns.values()):
        raise Contradiction("What was published contradicts itself: no counts agree with all of it.")
    return Known(unknowns, tuple(sums))


def _list_groups(units: Sequence[_Unit]) -> Iterator[Group]:
    for number, unit in enumerate(units):
        yield from _list_cells(unit)
        yield from _list_rests(unit)
        for before in units[:number]:
            yield from _list_changes(before, unit)


def _list_cells(unit: _Unit) -> Iterator[Group]:
    shape = unit.table.shape
    for key in list_public(shape):
        if key not in unit.table.shown:
            yield Group(shape.label(key), GroupKind.CELL, unit.terms(key))


def _list_rests(unit: _Unit) -> Iterator[Group]:
    """What is left of a total without the figures shown, and cells of three dimensions: nobody publishes them, and they follow."""
    shape = unit.table.shape
    for cell in set(list_all(shape)).difference(list_public(shape)):
        yield Group(shape.label(cell), GroupKind.REST, unit.terms(cell))
    for line in list_lines(shape):
        hidden = [each for each in line.parts if each not in unit.table.shown]
        if 1 < len(hidden) < len(line.parts):
            rest: dict[Unknown, int] = {}
            for each in hidden:
                rest |= unit.terms(each)
            yield Group(f"{shape.label(line.total)}, less those shown", GroupKind.REST, rest)


def _list_changes(before: _Unit, after: _Unit) -> Iterator[Group]:
    shape = after.table.shape
    for key in list_public(shape) if len(list_all(shape)) > 1 else list_all(shape):  # of one cell, its total is the same again
        terms = _subtract(after.terms(key), before.terms(key))
        if terms:
            yield Group(f"{shape.label(key)}, between two releases", GroupKind.CHANGE, terms)


def _list_appearing(units: Sequence[_Unit], threshold: int) -> Iterator[Narrowed]:
    """Figures that stand in one release and are hidden in another, where so few make the difference that it gives them away.

    Whoever supposes that fewer than the threshold came or went knows then of somebody, and that they are few.
    """
    for number, after in enumerate(units):
        for before in units[:number]:
            for key in sorted(before.table.shown ^ after.table.shown, key=str):
                shown, hidden = (before, after) if key in before.table.shown else (after, before)
                few = Range(shown.table.ranges[key].low - threshold + 1, threshold - 1)
                if not few.is_empty:
                    label = f"{after.table.shape.label(key)}, hidden in one of two releases"
                    yield Narrowed(Group(label, GroupKind.CHANGE, hidden.terms(key)), few)


def _subtract(one: Terms, other: Terms) -> dict[Unknown, int]:
    left = {each: one.get(each, 0) - other.get(each, 0) for each in {**one, **other}}
    return {each: times for each, times in left.items() if times}
