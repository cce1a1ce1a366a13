"""Series from other records: complaints and how they ended, response times, interpreters provided, use of services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.ids import OutcomeId

PER_CENT = "%"
"""The unit of a rate that says how many in 100; a rate with any other unit is per so many of something."""


class OutcomeKind(StrEnum):
    """What a value is: only counts add up."""

    COUNT = "count"
    RATE = "rate"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class OutcomeValue:
    """One value of one day (or of the span that begins on it), at a place and of a category; both may be empty.

    `people` is how many people or cases stand behind a value that is not itself a count; None for counts.
    """

    on: date
    place: str
    category: str
    value: float
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A series: `name` is for commands, `title` and `unit` ("complaints", "%", "minutes") for readers, `source` whose records.

    `values` are in order of day, place and category, each of these once.
    """

    id: OutcomeId
    name: str
    title: str
    unit: str
    kind: OutcomeKind
    source: str
    imported_at: datetime
    values: tuple[OutcomeValue, ...] = ()
