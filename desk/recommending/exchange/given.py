"""What stands in a file, before anybody knows what it means: tables of cells with the place of each row."""

from __future__ import annotations

from dataclasses import dataclass, field

from desk.recommending.exchange.sections import Section


@dataclass(frozen=True, slots=True, repr=False)
class GivenRow:
    """A row's cells, one for each heading of its table, and where it stands ("line 3")."""

    where: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class GivenTable:
    """One table. `section` is set where the file says what it is; `notes` are what somebody should know of how it was read.

    `crooked` are rows with more cells than headings: nobody can say which cell is which.
    """

    source: str
    headings: tuple[str, ...]
    rows: tuple[GivenRow, ...]
    section: Section | None = None
    notes: tuple[str, ...] = ()
    crooked: frozenset[str] = field(default_factory=frozenset)
