"""What a command about a recommendation says once it is done: how it stands now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cli.held_words import show_safely
from cli.show import print_json, print_line

if TYPE_CHECKING:
    from digest.tracking.recommendations import Progress
    from domain.recommendations import Recommendation
    from warehouse.store import Store

_CORRECT = "Nothing is taken back: if this is wrong, report how it is, and the latest word holds."


def print_told(store: Store, after: Recommendation, today: date, *, as_json: bool, more: str = _CORRECT) -> None:
    """Say how a recommendation stands after a change."""
    from digest.tracking.recommendations import follow_up

    kept = store.recommendations.get(after.reference) or after
    standing = follow_up(kept, today=today)
    if as_json:
        print_json(describe_standing(kept, standing))
        return
    print_line(show_safely(f"{kept.reference} “{kept.title}” is now: {say_standing(standing)}."))
    if more:
        print_line(more)


def describe_standing(value: Recommendation, standing: Progress) -> dict[str, Any]:
    """How it stands, for JSON."""
    return {
        "reference": value.reference,
        "title": value.title,
        "state": standing.state.value,
        "reply": standing.reply.value if standing.reply else None,
        "standing": standing.standing.value,
        "due_on": standing.due_on,
        "days": standing.days,
        "reported_share": standing.reported,
        "verified_share": standing.verified,
    }


def say_standing(standing: Progress) -> str:
    """State, answer and next date in a line."""
    words = [standing.state.value]
    if standing.reply is not None and standing.reply.value not in words:
        words.append(standing.reply.value)
    if standing.days is not None and standing.due_on is not None:
        words.append(f"next date {standing.due_on}, {say_days(standing.days)}")
    return ", ".join(words)


def say_days(days: int) -> str:
    """A number of days from today, in words: "in 3 days", "today", "3 days late"."""
    if days == 0:
        return "today"
    count = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"{count} late"
