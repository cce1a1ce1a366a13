"""What a stage did, in counts that add up."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Counts of one stage; `read == written + unchanged + held + skipped`, or it cannot be made.

    `written` were new or changed; `held` wait for a person; `skipped` were left out for a reason that was counted.
    `withdrawn` stands beside the sum: rows that were here and are no longer at the source.
    """

    read: int = 0
    written: int = 0
    unchanged: int = 0
    held: int = 0
    skipped: int = 0
    withdrawn: int = 0

    def __post_init__(self) -> None:
        parts = self.written + self.unchanged + self.held + self.skipped
        if self.read != parts:
            raise ValueError(f"A receipt must add up: read {self.read}, but its parts are {parts}.")
        if min(asdict(self).values()) < 0:
            raise ValueError("A receipt has no negative counts.")

    def __add__(self, other: Receipt) -> Receipt:
        mine, theirs = asdict(self), asdict(other)
        return Receipt(**{name: mine[name] + theirs[name] for name in mine})

    @property
    def changed_anything(self) -> bool:
        """True when rows were written or withdrawn.

        Held rows count as `held` each time they are met; whether that row was new is not said here.
        """
        return bool(self.written or self.withdrawn)

    def as_dict(self) -> dict[str, int]:
        """The counts by name, for JSON and the ledger."""
        return asdict(self)
