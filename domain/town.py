"""What is known of the town from elsewhere: who lives there, and which sessions are planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.ids import PlannedSessionId

LANGUAGE = "language"
"""The attribute of a reference table whose values are language codes; any other is the name of a public group."""


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """The shares of residents by one attribute, in the order they were given: each in [0, 1], all together 1.

    `source` says in words where they come from ("Census 2021"), `imported_at` when they were brought in (an instant).
    """

    attribute: str
    source: str
    shares: tuple[tuple[str, float], ...]
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session that is to be held: whom it is meant to reach, and how many are expected to come.

    `groups` are pairs of a public group and its value; somebody who speaks one of `languages` can take part.
    """

    id: PlannedSessionId
    title: str
    planned_on: date
    place: str
    languages: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    expected: int
