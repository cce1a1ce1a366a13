"""Which figures of who raised a theme may leave: every theme by every public group, beside what the page shows already. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from digest.counting.raised import RaisedCounts
from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import Published, protect
from digest.disclosing.tables import Key, Shape, Table
from domain.ids import ThemeId

RAISED, OTHERS = 0, 1  # the two columns: those who raised the theme, and those who did not


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page shows besides: rounded people heard in words, of each theme, and by group and value in the tables of people heard.

    None, or missing, where it shows nothing.
    """

    people_heard: int | None = None
    themes: Mapping[ThemeId, int | None] = field(default_factory=dict)
    heard: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)


def protect_raised(
    tables: Sequence[RaisedCounts],
    policy: DisclosurePolicy,
    *,
    beside: Beside | None = None,
    hidden_before: Collection[tuple[ThemeId, str, str]] = (),
) -> Mapping[tuple[ThemeId, str], Published]:
    """A table each, by theme and group: the figure at (value, 0) is who raised it, at (value, None) who was heard.

    The table's values stand in the order of `RaisedCounts.values`. Of a row either both figures may be shown, or only
    those heard, or none. `hidden_before` are theme, group and value that an earlier release hid.
    """
    return {(each.theme_id, each.group): protect(_tabulate(each), policy) for each in tables}


def _tabulate(counts: RaisedCounts) -> Table:
    shape = Shape((counts.group, "theme"), (tuple(each.value for each in counts.values), ("raised it", "did not raise it")))
    people: dict[Key, int] = {}
    for number, each in enumerate(counts.values):
        people |= {(number, RAISED): each.raised, (number, OTHERS): each.heard - each.raised}
    return Table(shape, people)  # type: ignore[arg-type]
