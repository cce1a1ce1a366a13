"""What a stage did, in counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

Reasons = tuple[tuple[str, int], ...]
"""Pairs of a reason and how many it holds for; a reason names ids, files and lines, never words."""

_COUNTS = ("read", "written", "unchanged", "held", "skipped", "withdrawn", "new")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Counts of one stage; `read == written + unchanged + held + skipped`, or it cannot be made.

    `written` were new or changed, and `new` of them were not here before; `held` wait for a person; `skipped` were left
    out for a reason that was counted. `withdrawn` stands beside the sum: rows that were here and are no longer at the
    source. `held_for` and `skipped_for` tell the reasons, as far as a stage knows them; `notes` are sentences for staff.
    """

    read: int = 0
    written: int = 0
    unchanged: int = 0
    held: int = 0
    skipped: int = 0
    withdrawn: int = 0
    new: int = 0
    held_for: Reasons = ()
    skipped_for: Reasons = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        parts = self.written + self.unchanged + self.held + self.skipped
        if self.read != parts:
            raise ValueError(f"A receipt must add up: read {self.read}, but its parts are {parts}.")
        if min(self.as_dict().values()) < 0:
            raise ValueError("A receipt has no negative counts.")
        if self.new > self.written:
            raise ValueError("Of what was written, no more can be new than there is.")

    @property
    def changed(self) -> int:
        """How many of those written were here before."""
        return self.written - self.new

    def __add__(self, other: Receipt) -> Receipt:
        mine, theirs = self.as_dict(), other.as_dict()
        return Receipt(
            **{name: mine[name] + theirs[name] for name in _COUNTS},
            held_for=_joined(self.held_for, other.held_for),
            skipped_for=_joined(self.skipped_for, other.skipped_for),
            notes=tuple(dict.fromkeys((*self.notes, *other.notes))),
        )

    @property
    def changed_anything(self) -> bool:
        """True when rows were written or withdrawn.

        Held rows count as `held` each time they are met; whether that row was new is not said here.
        """
        return bool(self.written or self.withdrawn)

    def as_dict(self) -> dict[str, int]:
        """The counts by name, for JSON and the ledger."""
        return {name: getattr(self, name) for name in _COUNTS}


def count_reasons(reasons: Mapping[str, int] | Counter[str]) -> Reasons:
    """Reasons in a fixed order: the most frequent first, then by their words."""
    return tuple(sorted(((reason, count) for reason, count in reasons.items() if count), key=lambda pair: (-pair[1], pair[0])))


def _joined(mine: Reasons, theirs: Reasons) -> Reasons:
    if not mine or not theirs:
        return mine or theirs
    counts: Counter[str] = Counter()
    for reason, count in (*mine, *theirs):
        counts[reason] += count
    return count_reasons(counts)
