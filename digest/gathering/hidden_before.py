"""The releases before -> what they withheld, so that it is not told a moment later."""

from __future__ import annotations

from collections.abc import Sequence

from digest.disclosing.figures import read_figures
from digest.disclosing.hidden import HiddenBefore, Place, list_hidden
from domain.listening import Round
from warehouse.store import Store


def gather_hidden(store: Store, rounds: Sequence[Round]) -> HiddenBefore:
    """What the last release of the last of these rounds withheld, and that of the last round before it that was released.

    A release that was withdrawn counts: readers may have kept it. One without figures (of an earlier version) tells nothing.
    """
    before = (found for each in reversed(rounds[:-1]) if (found := _list_hidden(store, each)) is not None)
    return HiddenBefore(_list_hidden(store, rounds[-1]) or frozenset(), next(before, frozenset()))


def _list_hidden(store: Store, current: Round) -> frozenset[Place] | None:
    latest = store.releases.latest(current.id)
    figures = store.releases.figures(latest.id) if latest is not None else ""
    return frozenset(list_hidden(read_figures(figures))) if figures else None
