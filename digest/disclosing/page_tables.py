"""Printed tables in all their releases -> what a reader knows of the counts behind them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from digest.disclosing.page_figures import PrintedPage, PrintedRow, PrintedScale, PrintedTable
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.ranges import ANY, UNBOUNDED, Range, find_parts, find_wholes, undo_rounding
from digest.disclosing.seen_table import Seen
from digest.disclosing.tables import Key, Shape

TOTAL: Key = (None,)
HEARD = Shape(("people",), (("all who were heard in their own words",),))


@dataclass(frozen=True, slots=True)
class Edition:
    """A table as one page prints it, under that page's rules."""

    table: PrintedTable
    policy: DisclosurePolicy


def see_tables(editions: Sequence[Edition]) -> tuple[Seen, ...]:
    """One table in its releases, all in the shape that has every value of any of them."""
    names = {row.label: row.name for each in editions for row in each.table.rows}
    places: dict[str, Key] = {label: (number,) for number, label in enumerate(sorted(names))}
    shape = Shape((editions[-1].table.title,), (tuple(names[label] for label in places),))
    return tuple(_see(each, shape, places) for each in editions)


def see_heard(pages: Sequence[PrintedPage]) -> tuple[Seen, ...]:
    """How many people were heard, as a table of one cell: as the page says it."""
    printed = (None if each.people_heard is None else undo_rounding(each.people_heard, each.policy) for each in pages)
    return tuple(Seen(HEARD, {(0,): ANY if each is None else each}, frozenset({(0,)} if each else ())) for each in printed)


def see_heard_by_shares(pages: Sequence[PrintedPage]) -> tuple[Seen, ...]:
    """The same, as the shares of the themes give it back: they would tell of a change that the page does not say."""
    return tuple(Seen(HEARD, {(0,): _find_total(each.themes, each.policy) or ANY}, frozenset()) for each in pages)


def see_scales(scales: Sequence[tuple[PrintedScale, DisclosurePolicy]]) -> tuple[Seen, ...]:
    """A closed question of one round in its releases: the top two answers, and the others."""
    shape = Shape((scales[-1][0].title,), (("the top two answers", "the other answers"),))
    return tuple(_see_scale(scale, policy, shape) for scale, policy in scales)


def _see(edition: Edition, shape: Shape, places: Mapping[str, Key]) -> Seen:
    rows = {row.label: row for row in edition.table.rows}
    # A value that the page does not list was said by nobody.
    ranges = {place: _range_of(rows[label], edition.policy) if label in rows else Range(0, 0) for label, place in places.items()}
    shown = frozenset(places[label] for label, row in rows.items() if row.shown is not None)
    total = _find_total(edition.table.rows, edition.policy)
    if total is None:
        return Seen(shape, ranges, shown)
    return Seen(shape, ranges | {TOTAL: total}, shown, tuple(_say_rests(edition, places)))


def _range_of(row: PrintedRow, policy: DisclosurePolicy) -> Range:
    if row.shown is not None:
        return undo_rounding(row.shown, policy)
    least = undo_rounding(row.least, policy).low if row.least else 0
    return Range(max(1 if row.is_certain else 0, least), UNBOUNDED)


def _find_total(rows: Iterable[PrintedRow], policy: DisclosurePolicy) -> Range | None:
    """The people of a whole table: nobody prints them, but its shares give them back."""
    wholes = find_wholes([(row.shown, row.share) for row in rows if row.shown is not None and row.share is not None], policy)
    if not wholes:
        return None
    return Range(undo_rounding(wholes[0], policy).low, undo_rounding(wholes[-1], policy).high)


def _say_rests(edition: Edition, places: Mapping[str, Key]) -> Iterator[tuple[tuple[Key, ...], Range]]:
    """A share is printed only where those who are not in it are at least the threshold; where it is missing, they are fewer."""
    for row in edition.table.rows:
        others = tuple(place for label, place in places.items() if label != row.label)
        if row.shown is not None and others:
            enough, few = Range(edition.policy.threshold, UNBOUNDED), Range(0, edition.policy.threshold - 1)
            yield others, few if row.share is None else enough


def _see_scale(scale: PrintedScale, policy: DisclosurePolicy, shape: Shape) -> Seen:
    if scale.people is None:
        return Seen(shape, {}, frozenset())
    ranges: dict[Key, Range] = {TOTAL: undo_rounding(scale.people, policy)}
    if scale.share is not None:
        ranges |= {(0,): find_part(scale, policy), (1,): Range(policy.threshold, UNBOUNDED)}
    return Seen(shape, ranges, frozenset(ranges))


def find_part(scale: PrintedScale, policy: DisclosurePolicy) -> Range:
    """The people behind a share of a known number of people: dividing undone, and then rounding."""
    assert scale.people is not None and scale.share is not None
    parts = find_parts(scale.people, scale.share, policy)
    found = [undo_rounding(each, policy) for each in parts if each >= policy.threshold]
    return Range(found[0].low, found[-1].high) if found else Range(policy.threshold, UNBOUNDED)
