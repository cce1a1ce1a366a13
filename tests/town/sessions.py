"""Planned sessions to try things with."""

from __future__ import annotations

from datetime import date

from domain.ids import PlannedSessionId
from domain.town import PlannedSession


def planned(
    *, languages: tuple[str, ...] = ("so",), groups: tuple[tuple[str, str], ...] = (("neighbourhood", "North"),), expected: int = 20
) -> PlannedSession:
    """A session on 11 March 2027."""
    return PlannedSession(PlannedSessionId("planned-1"), "Evening", date(2027, 3, 11), "Hall", languages, groups, expected)
