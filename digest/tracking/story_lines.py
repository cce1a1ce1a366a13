"""Lines of a story as the warehouse reads them, a page at a time -> events of a timeline. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from digest.tracking.asked import mark_update
from digest.tracking.events import Event, EventMark
from domain.following import StoryKind, StoryLine

_MARKS = {
    StoryKind.ISSUED: EventMark.RECOMMENDED,
    StoryKind.STEP_DONE: EventMark.STEP_DONE,
    StoryKind.STEP_VERIFIED: EventMark.STEP_VERIFIED,
}


def tell_line(line: StoryLine) -> Event:
    """One line as the event that it is."""
    return Event(
        line.on,
        _mark(line),
        line.part or line.title,
        (line.reference,),
        line.note,
        evidence=line.evidence,
        reply=line.reply,
        moved_from=line.before,
        moved_to=line.after,
    )


def merge_page(lines: Sequence[Event], others: Iterable[Event], *, begins_before: date | None, is_last: bool) -> tuple[Event, ...]:
    """Lines (newest first) with those of the other events that lie among them, so that each stands on exactly one page.

    `begins_before` is the day of the line on which the page before ended; a last page has all that is older, too.
    """
    oldest = lines[-1].on if lines else None
    among = [
        each
        for each in others
        if (begins_before is None or each.on < begins_before) and (is_last or (oldest is not None and each.on >= oldest))
    ]
    return tuple(sorted((*among, *lines), key=lambda each: each.on, reverse=True))


def _mark(line: StoryLine) -> EventMark:
    if line.kind is StoryKind.MOVED:
        return EventMark.PROMISED if line.before is None else EventMark.MOVED
    return mark_update(line.state, line.reply) if line.state is not None else _MARKS[line.kind]
