"""Tables over rounds and over the releases of one round: what was hidden stays so, and a small change waits. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.disclosing.policy import DisclosurePolicy
from digest.disclosing.protect import Published, protect, see
from digest.disclosing.seen import attack_table
from digest.disclosing.tables import Key, Shape, Table, list_public

GROWN = 1.5  # a group hidden in the last round is shown again from this many times the threshold on


def publish_next(
    table: Table, policy: DisclosurePolicy, *, of_round: Sequence[Published] = (), last_round: Published | None = None
) -> Published:
    """What the next release of a round says: safe on its own, and beside the releases of this round before it, oldest first.

    Where a reader could tell from two releases that fewer than the threshold came or went, the change waits: the table
    stands as it was released last. What `last_round` hid stays hidden until it has clearly grown.
    """
    if not of_round:
        return protect(table, policy, hidden_before=_keep_hidden(table, last_round, policy))
    before = [fit(each, table.shape) for each in of_round]
    new = protect(table, policy, hidden_before=before[-1].hidden)
    releases = [see(each, policy) for each in (*before, new)]
    return before[-1] if any(attack_table(releases, policy.threshold)) else new


def fit(published: Published, shape: Shape) -> Published:
    """A table in a shape that may have more values, or fewer: by their names. Places that are new are hidden in it."""
    figures = {_name(published.shape, key): figure for key, figure in published.figures.items()}
    return Published(shape, {key: figures.get(_name(shape, key)) for key in list_public(shape)})


def _keep_hidden(table: Table, last_round: Published | None, policy: DisclosurePolicy) -> frozenset[Key]:
    if last_round is None:
        return frozenset()
    hidden = {_name(last_round.shape, key) for key in last_round.hidden}
    return frozenset(
        key for key in list_public(table.shape) if _name(table.shape, key) in hidden and table.count(key) < GROWN * policy.threshold
    )


def _name(shape: Shape, key: Key) -> frozenset[tuple[str, str]]:
    """A place by the names of attributes and values, the same in every shape that has them."""
    places: Mapping[str, int | None] = dict(zip(shape.attributes, key, strict=True))
    values = dict(zip(shape.attributes, shape.values, strict=True))
    return frozenset((name, values[name][place]) for name, place in places.items() if place is not None)
