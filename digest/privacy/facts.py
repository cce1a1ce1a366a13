"""What a privacy report is made from: exact counts and checks of one installation, and nobody's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from digest.disclosing.policy import DisclosurePolicy
from domain.measured import MeasuredRedaction
from warehouse.evidence import Deed


class KeyPlace(StrEnum):
    """Where the vault key comes from."""

    FILE = "file"
    ENVIRONMENT = "environment"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class RawWords:
    """The raw words of one source: kept for `days`; `comments` is exact. `destroyed_on` is when the oldest are due to go.

    `is_in_settings` is False for a source that left the settings while its words are still here.
    """

    title: str
    days: int
    comments: int
    destroyed_on: date | None
    is_in_settings: bool


@dataclass(frozen=True, slots=True)
class Original:
    """Where the words of a source lie outside Hearback: a survey tool keeps its own, a file or folder stays where it was.

    `is_here` is True where the files can be seen from this machine, in the clear.
    """

    title: str
    kind: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Guards:
    """What was found of the locks. `open_to_others` names what other accounts of this machine can read."""

    key_place: KeyPlace
    is_database_elsewhere: bool
    open_to_others: tuple[str, ...]

    @property
    def is_key_beside(self) -> bool:
        """True where one thief gets both, the database and the key."""
        return self.key_place is KeyPlace.FILE and not self.is_database_elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyFacts:
    """One installation as it is at `made_at`. `rows` are the tables' rows by name; `held` are (reason, comments)."""

    town: str
    made_at: datetime
    today: date
    rows: Mapping[str, int]
    raw: tuple[RawWords, ...]
    held: tuple[tuple[str, int], ...]
    decisions: Mapping[str, int]
    deeds: tuple[Deed, ...]
    originals: tuple[Original, ...]
    guards: Guards
    languages: tuple[str, ...]
    are_officers_kept: bool
    redaction_version: str
    measured: MeasuredRedaction
    is_audit_intact: bool
    policy: DisclosurePolicy
