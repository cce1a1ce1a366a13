"""You said, we did: one theme for those who spoke, in their language. What the page model of a leaf holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SAID_SCHEMA = "hearback-said-1"


class Fate(StrEnum):
    """What became of what was asked for, in the order in which a leaf tells it."""

    DONE = "done"
    GOING = "going"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class StaffWords:
    """What staff wrote, in the reader's language where it was translated; else in the one in which it was written, and `is_original`."""

    words: str
    language: str
    direction: str
    is_original: bool = False


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A sentence of the leaf, and what staff wrote where it goes on with their words."""

    words: str
    note: StaffWords | None = None


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """Something that was asked for: its reference, its title, and what became of it, a sentence a line."""

    reference: str
    title: StaffWords
    lines: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True)
class SaidPart:
    """All that has one fate, under its heading; never empty."""

    fate: Fate
    head: str
    entries: tuple[SaidEntry, ...]


@dataclass(frozen=True, slots=True)
class SaidPage:
    """One theme, as a release names and counts it, and what became of what was asked for because of it.

    `shown` is the rounded count of people behind `people`, None where it is withheld. `release` names the release and its hash.
    """

    schema: str
    language: str
    direction: str
    anchor: str
    town: StaffWords
    head: str
    said_head: str
    theme: StaffWords
    people: str
    shown: int | None
    parts: tuple[SaidPart, ...]
    nothing: str
    more_head: str
    more: StaffWords | None
    original: str
    more_asked: str
    notes: tuple[str, ...]
    release: str

    @property
    def is_part_original(self) -> bool:
        """True where something of it is not in the reader's language."""
        return any(each.is_original for each in self.list_staff_words())

    def list_staff_words(self) -> tuple[StaffWords, ...]:
        """Everything on it that staff wrote, in its order."""
        entries = [each for part in self.parts for each in part.entries]
        notes = [line.note for each in entries for line in each.lines if line.note]
        return (self.town, self.theme, *(each.title for each in entries), *notes, *((self.more,) if self.more else ()))
