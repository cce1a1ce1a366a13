"""What earlier releases withheld, and whether it may be told by now. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.disclosing.history import GROWN
from digest.disclosing.page_figures import PrintedPage
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.reading import mark_place

Place = tuple[str, ...]
"""A figure's place on a page: which table, which row, by marks that say nothing (`mark_place`)."""


@dataclass(frozen=True, slots=True)
class HiddenBefore:
    """Places that the last release of this round withheld, and those that the last release of the round before did."""

    of_round: frozenset[Place] = frozenset()
    last_round: frozenset[Place] = frozenset()

    def keeps(self, place: Place, count: int, policy: DisclosurePolicy) -> bool:
        """True where this place stays hidden although so many people are there now.

        Within a round until nobody can say any more that few made the difference; in the next round, which is of other
        people, until the group has clearly grown: a community that has grown must not stay unheard for ever.
        """
        if place in self.of_round:
            return count < 2 * policy.threshold + policy.round_to
        return place in self.last_round and count < GROWN * policy.threshold


def place_heard(group: str, value: str) -> Place:
    """A row of a table of people heard; of languages (group `reading.LANGUAGES`) `value` is the code."""
    return "heard", mark_place(group), mark_place(value)


def place_raised(theme_id: str, group: str, value: str) -> Place:
    """A row of who raised a theme."""
    return "raised", theme_id, mark_place(group), mark_place(value)


def list_hidden(page: PrintedPage) -> Iterator[Place]:
    """Every place at which a page says that something is not shown."""
    for table in page.tables:
        yield from (("heard", table.name, row.label) for row in table.rows if row.shown is None)
    for split in page.splits:
        if not split.add_up:
            yield from (("raised", split.of, split.group, row.label) for row in split.rows if row.part is None)
