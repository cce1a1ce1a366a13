"""The attack on one table of one column, or of two with their sums, without a solver: the same ranges, exactly. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from digest.disclosing.attacker import Contradiction
from digest.disclosing.known import Group, GroupKind, Narrowed, is_narrowed
from digest.disclosing.pairs import ANYTHING, BOTH, FIRST, SECOND, Line, Pairs, make_pairs
from digest.disclosing.ranges import ANY, Range
from digest.disclosing.seen_table import Seen
from digest.disclosing.tables import Key, Shape, list_cells, list_lines, list_public

_NOBODY = Range(0, 0)
_Place = Callable[[int | None, int], Key]  # a row and a column of pairs (FIRST, SECOND or BOTH) -> the table's own place


def can_attack_exactly(table: Seen) -> bool:
    """True for tables of one attribute, or of two of which one has two values, of which no other sums are known."""
    return not table.sums and _find_rows(table.shape) is not None


def attack_exactly(table: Seen, threshold: int) -> Iterator[Narrowed]:
    """The groups that this one release singles out. Raises Contradiction where no counts can be so."""
    found = _solve(table)
    for key in list_public(table.shape):
        if key not in table.shown and is_narrowed(GroupKind.CELL, within := found(key), threshold):
            yield Narrowed(Group(table.shape.label(key), GroupKind.CELL, _terms(table.shape, key)), within)
    for label, keys, within in _list_rests(table):
        if is_narrowed(GroupKind.REST, within, threshold):
            terms = {name: 1 for key in keys for name in _terms(table.shape, key)}
            yield Narrowed(Group(label, GroupKind.REST, terms), within)


def _find_rows(shape: Shape) -> int | None:
    """The axis whose values are the rows; the other one, if there is one, has two values."""
    sizes = [len(each) for each in shape.values]
    if len(sizes) == 1:
        return 0
    return (0 if sizes[1] == 2 else 1 if sizes[0] == 2 else None) if len(sizes) == 2 else None


def _place_of(shape: Shape) -> _Place:
    axis = _find_rows(shape)
    if len(shape.values) == 1:
        return lambda row, column: (row,)
    columns = {FIRST: 0, SECOND: 1, BOTH: None}
    if axis == 0:
        return lambda row, column: (row, columns[column])
    return lambda row, column: (columns[column], row)


def _make_line(table: Seen) -> Line:
    place = _place_of(table.shape)
    columns = (FIRST, SECOND, BOTH) if len(table.shape.values) == 2 else (FIRST, None, FIRST)

    def tell(row: int | None) -> list[Range]:
        return [_NOBODY if column is None else table.ranges.get(place(row, column), ANY) for column in columns]

    rows = range(len(table.shape.values[_find_rows(table.shape) or 0]))
    return Line(make_pairs(map(tell, rows)), make_pairs([tell(None)]), make_pairs([[_NOBODY] * 3]), make_pairs([ANYTHING]))


def _solve(table: Seen) -> Callable[[Key], Range]:
    line = _make_line(table)
    rows, known = line.find_rows(), line.find_known()
    if rows.is_empty or known.is_empty:
        raise Contradiction("What was published contradicts itself: no counts agree with all of it.")
    axis = _find_rows(table.shape) or 0

    def find(key: Key) -> Range:
        other = None if len(key) == 1 else key[1 - axis]
        column = BOTH if other is None else other
        row = key[axis]
        return known.range(0, column) if row is None else rows.range(row, column)

    return find


def _list_rests(table: Seen) -> Iterator[tuple[str, list[Key], Range]]:
    """What is left of a total without the figures shown, for each line of more than two parts."""
    import numpy as np

    line, axis = _make_line(table), _find_rows(table.shape) or 0
    for each in list_lines(table.shape):
        hidden = [key for key in each.parts if key not in table.shown]
        if each.parts[0][axis] is None or not 1 < len(hidden) < len(each.parts) or each.total[axis] is not None:
            continue
        chosen = np.zeros(len(each.parts), dtype=bool)
        chosen[[each.parts.index(key) for key in hidden]] = True
        other = None if len(each.total) == 1 else each.total[1 - axis]
        found: Pairs = line.find_among(chosen)
        yield f"{table.shape.label(each.total)}, less those shown", hidden, found.range(0, BOTH if other is None else other)


def _terms(shape: Shape, key: Key) -> dict[object, int]:
    return {(cell, 0): 1 for cell in list_cells(shape, key)}
