"""What calendars are told from the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.screen import ScreenTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTerms:
    """Whose calendars they are, and in which words.

    `address` is where the public pages are ("https://hearback.example.org"), empty where nobody said. Alarms ring at the full
    local hour `alarm_hour`. `languages` are those that `texts_of` has words in; an owner's calendar is in the owner's own.
    """

    town: str
    language: str
    texts_of: Callable[[str], ScreenTexts]
    languages: tuple[str, ...] = ()
    time_zone: str = "UTC"
    address: str = ""
    alarm_hour: int = 9
