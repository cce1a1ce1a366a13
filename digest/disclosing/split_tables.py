"""Which figures of a closed question by group may leave, so that none follows from the others or from all who answered. Pure."""

from __future__ import annotations

from digest.counting.indicators import IndicatorPoint, IndicatorSplit
from digest.disclosing.history import publish_next
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import Published, protect
from digest.disclosing.tables import Cell, Key, Shape, Table

TOP, OTHERS = 0, 1
_ALL: Key = (None, None)


def publish_split(
    point: IndicatorPoint, split: IndicatorSplit, policy: DisclosurePolicy, *, before: IndicatorSplit | None = None
) -> Published | None:
    """The table of group value and answer (`TOP`, `OTHERS`), values in the split's order; None where it says nothing safely.

    What `before`, the same of the round before, hides stays hidden until it has clearly grown. The line of all who answered
    stands on the page whatever becomes of the table, so a table that could only be safe without it is not shown at all.
    """
    table = _make_table(split)
    last = None if before is None else protect(_make_table(before), policy)
    published = publish_next(table, policy, last_round=last)
    rows = [(place, side) for place in range(len(split.values)) for side in (None, TOP, OTHERS)]
    if not published.shown.intersection(rows) or not _list_printed(point, policy) <= published.shown:
        return None
    return published


def _make_table(split: IndicatorSplit) -> Table:
    shape = Shape((split.attribute, "answer"), (tuple(each.value for each in split.values), ("the top two answers", "the other answers")))
    people: dict[Cell, int] = {}
    for place, each in enumerate(split.values):
        people |= {(place, TOP): each.top_two, (place, OTHERS): each.people - each.top_two}
    return Table(shape, people)


def _list_printed(point: IndicatorPoint, policy: DisclosurePolicy) -> frozenset[Key]:
    """The figures of all who answered that the page prints anyway."""
    if point.people < policy.threshold:
        return frozenset()
    is_share_shown = min(point.top_two, point.people - point.top_two) >= policy.threshold
    return frozenset({_ALL, (None, TOP), (None, OTHERS)} if is_share_shown else {_ALL})
