"""Days and states in words, on the pages of staff."""

from __future__ import annotations

from datetime import date

from domain.recommendations import Reply, UpdateState

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def say_day(day: date | None) -> str:
    """As in "3 March 2026"; "" where there is none."""
    return "" if day is None else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_days(days: int | None) -> str:
    """From today: "in 3 days", "today", "late by 3 days"; "" where there is no date."""
    if days is None:
        return ""
    if days == 0:
        return "today"
    count = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"late by {count}"


def say_state(state: UpdateState, reply: Reply | None) -> str:
    """The state; of one that was answered and not yet begun, the answer."""
    return f"{state}: {reply}" if state is UpdateState.RESPONDED and reply else state.value
