"""Which figures of a table may be published: small ones hidden, and then whatever the attacker needed, until it finds nothing. Pure.

The choice is greedy: to protect a group, the figure of the fewest people among those that stand in one line with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from digest.disclosing.exact import can_attack_exactly
from digest.disclosing.known import Narrowed
from digest.disclosing.policy import DisclosurePolicy, disclose_count
from digest.disclosing.ranges import undo_rounding
from digest.disclosing.seen import attack_table
from digest.disclosing.seen_table import Seen
from digest.disclosing.tables import Key, Shape, Table, list_all, list_cells, list_lines, list_public

MOST_CELLS = 400  # of a table that needs the solver; one of 30 by 30 takes ten seconds


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may leave: a rounded count a place, None where it is withheld. Nothing of three dimensions is in it."""

    shape: Shape
    figures: Mapping[Key, int | None] = field(default_factory=dict)

    @property
    def shown(self) -> frozenset[Key]:
        """The places where a number stands."""
        return frozenset(key for key, figure in self.figures.items() if figure is not None)

    @property
    def hidden(self) -> frozenset[Key]:
        """The places where none does."""
        return frozenset(self.figures) - self.shown


def see(published: Published, policy: DisclosurePolicy) -> Seen:
    """What a reader who knows the rounding takes from it."""
    ranges = {key: undo_rounding(figure, policy) for key, figure in published.figures.items() if figure is not None}
    return Seen(published.shape, ranges, published.shown)


def suppress_small(table: Table, policy: DisclosurePolicy) -> Published:
    """Each count on its own: rounded, or hidden under the threshold. Not safe: what is hidden may follow from the rest."""
    return Published(table.shape, {key: disclose_count(table.count(key), policy).count for key in list_public(table.shape)})


def protect(table: Table, policy: DisclosurePolicy, *, hidden_before: Collection[Key] = ()) -> Published:
    """The table without small counts, and without any figure from which one follows.

    `hidden_before` are places to keep hidden, since an earlier publication hid them. What is hidden grows by the fewest
    people's worth at each step, until the attacker narrows no group; then what was hidden without need is shown again.
    """
    plain = suppress_small(table, policy)
    kept_back = plain.hidden | frozenset(hidden_before)
    if len(list_all(table.shape)) > MOST_CELLS and not can_attack_exactly(see(plain, policy)):
        return _show_one_attribute(table, policy, kept_back)
    return _show_again(table, plain, _hide_enough(table, plain, kept_back, policy), kept_back, policy)


def _show_one_attribute(table: Table, policy: DisclosurePolicy, kept_back: frozenset[Key]) -> Published:
    """Of a table too large to solve: one attribute by itself and everybody, of the attributes the one that shows most.

    Whatever is hidden of the others could be anything from nobody to a whole shown row of at least the threshold.
    """
    found = (_protect_attribute(table, axis, policy, kept_back) for axis in range(len(table.shape.attributes)))
    return max(found, key=lambda each: len(each.shown))


def _protect_attribute(table: Table, axis: int, policy: DisclosurePolicy, kept_back: frozenset[Key]) -> Published:
    def place(key: Key) -> Key:
        return tuple(key[0] if other == axis else None for other in range(len(table.shape.attributes)))

    shape = Shape((table.shape.attributes[axis],), (table.shape.values[axis],))
    line = Table(shape, {(number,): table.count(place((number,))) for number in range(len(shape.values[0]))})
    safe = protect(line, policy, hidden_before=[key for key in list_public(shape) if place(key) in kept_back])
    return Published(table.shape, dict.fromkeys(list_public(table.shape)) | {place(key): figure for key, figure in safe.figures.items()})


def _hide_enough(table: Table, plain: Published, hidden: frozenset[Key], policy: DisclosurePolicy) -> frozenset[Key]:
    """Ends, since each step hides something, and a table with nothing shown says nothing."""
    while True:
        published = _hide(plain, hidden)
        chosen = _choose(table, published, attack_table([see(published, policy)], policy.threshold))
        if not chosen:
            return hidden
        hidden |= chosen


def _show_again(table: Table, plain: Published, hidden: frozenset[Key], kept_back: frozenset[Key], policy: DisclosurePolicy) -> Published:
    """Most people first; each stays shown only where the attacker still finds nothing."""
    for key in sorted(hidden - kept_back, key=lambda each: (-table.count(each), str(each))):
        shown = see(_hide(plain, hidden - {key}), policy)
        if not any(attack_table([shown], policy.threshold)):
            hidden -= {key}
    return _hide(plain, hidden)


def _hide(plain: Published, hidden: Collection[Key]) -> Published:
    return Published(plain.shape, {key: None if key in hidden else figure for key, figure in plain.figures.items()})


def _choose(table: Table, published: Published, narrowed: Iterable[Narrowed]) -> frozenset[Key]:
    """The figure to hide for the first narrowed group, and one each for further ones that it does not help."""
    chosen: set[Key] = set()
    helped: set[Key] = set()
    for each in narrowed:
        near = _find_near(published, each)
        if not near & helped:
            chosen.add(min(near, key=lambda key: (table.count(key), str(key))))
            helped |= near
    return frozenset(chosen)


def _find_near(published: Published, narrowed: Narrowed) -> frozenset[Key]:
    """The shown figures that stand in one line with the group or with a part of it; any shown figure where none does."""
    cells = {name[0] for name in narrowed.group.terms}  # type: ignore[index]
    near: set[Key] = set()
    for line in list_lines(published.shape):
        if any(cells.issuperset(list_cells(published.shape, key)) for key in line.all):
            near |= published.shown.intersection(line.all)
    return frozenset(near) or published.shown
