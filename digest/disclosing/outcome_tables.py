"""Which figures of a series from other records may leave: the whole, by place and by category, so that none follows. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.counting.outcomes import Amount, OutcomeSpan
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import Published, protect
from digest.disclosing.tables import Cell, Key, Shape, Table

INSIDE, OUTSIDE = 0, 1


@dataclass(frozen=True, slots=True)
class ShownAmount:
    """Rounded people or cases, None where they are withheld; `inside` those of them that a rate in per cent speaks of."""

    people: int | None
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class SafeSpan:
    """What may be shown of one span: the whole, and each place and category by its name."""

    whole: ShownAmount
    places: Mapping[str, ShownAmount]
    categories: Mapping[str, ShownAmount]


def protect_span(span: OutcomeSpan, policy: DisclosurePolicy, *, has_sides: bool) -> SafeSpan:
    """The figures of one span. With `has_sides` (a rate in per cent) those inside and outside are protected alike.

    Places and categories have their totals in common: what one of the two tables hides of them, the other does as well.
    """
    tables = [_make_table(span, parts, has_sides=has_sides) for parts in (span.places, span.categories)]
    hidden: frozenset[Key] = frozenset()
    while True:
        published = [protect(each, policy, hidden_before=hidden & frozenset(_list_totals(has_sides))) for each in tables]
        together = frozenset(key for each in published for key in each.hidden if key[0] is None)
        if together <= hidden:
            break
        hidden |= together
    whole = _read(published[0], None, has_sides=has_sides)
    places, categories = (
        {name: _read(each, number, has_sides=has_sides) for number, (name, _) in enumerate(parts)}
        for each, parts in zip(published, (span.places, span.categories), strict=True)
    )
    return SafeSpan(whole, places, categories)


def _make_table(span: OutcomeSpan, parts: Sequence[tuple[str, Amount]], *, has_sides: bool) -> Table:
    """One line of cells; where there are no parts, the whole is one."""
    whole = span.whole or Amount(0, 0)
    named = parts or (("all", whole),)
    names = tuple(name for name, _ in named)
    if not has_sides:
        return Table(Shape(("part",), (names,)), {(number,): each.people for number, (_, each) in enumerate(named)})
    people: dict[Cell, int] = {}
    for number, (_, each) in enumerate(named):
        people |= {(number, INSIDE): each.inside, (number, OUTSIDE): each.people - each.inside}
    return Table(Shape(("part", "side"), (names, ("inside", "outside"))), people)


def _list_totals(has_sides: bool) -> tuple[Key, ...]:
    return ((None, None), (None, INSIDE), (None, OUTSIDE)) if has_sides else ((None,),)


def _read(published: Published, place: int | None, *, has_sides: bool) -> ShownAmount:
    if not has_sides:
        return ShownAmount(published.figures[place,])
    people, inside, outside = (published.figures[place, side] for side in (None, INSIDE, OUTSIDE))
    return ShownAmount(people, inside if None not in (people, outside) else None)
