"""Recommendations -> lines of life on a timeline's span: asked for, first promised, due, settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from digest.pages.timeline_page import Life, LifeMark
from digest.telling.recommend_rows import say_standing
from digest.telling.timeline_about import Followed
from digest.telling.wording import Wording, show_plainly
from digest.tracking.events import Event
from digest.tracking.recommendations import Progress
from domain.recommendations import Recommendation


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a page covers; a day's place on it lies in [0, 1]."""

    start: date
    end: date

    def place(self, day: date) -> float:
        """Where a day lies; one outside lies at the nearer end."""
        length = (self.end - self.start).days
        return round(min(max((day - self.start).days / length, 0.0), 1.0), 4) if length else 0.0


def find_span(events: Iterable[Event], today: date) -> Span:
    """The days from the first event to the last, moved dates and today among them."""
    days = [today]
    for event in events:
        days += [day for day in (event.on, event.moved_from, event.moved_to) if day is not None]
    return Span(min(days), max(days))


def tell_lives(followed: Followed, span: Span, wording: Wording) -> tuple[Life, ...]:
    """A line for each recommendation, by the day on which it was asked for."""
    asked = sorted(followed.asked.values(), key=lambda each: (each.issued_on, each.reference))
    return tuple(_tell_life(each, followed, span, wording) for each in asked)


def _tell_life(recommendation: Recommendation, followed: Followed, span: Span, wording: Wording) -> Life:
    progress = followed.progress[recommendation.reference]
    marks = tuple(LifeMark(kind, span.place(day), words) for kind, day, words in _list_days(recommendation, progress, wording))
    return Life(
        reference=show_plainly(recommendation.reference),
        title=show_plainly(recommendation.title),
        standing=progress.standing,
        standing_words=say_standing(progress, wording),
        marks=marks,
        about=followed.about_asked((recommendation,)),
    )


def _list_days(recommendation: Recommendation, progress: Progress, wording: Wording) -> Iterator[tuple[str, date, str]]:
    issued_on = recommendation.issued_on
    yield "issued", issued_on, wording.say("timeline.issued", on=wording.day(issued_on))
    for first in sorted(_list_first_dates(recommendation)):
        yield "first_due", first, wording.say("timeline.first_due", on=wording.day(first))
    if progress.due_on and progress.days is not None:
        yield "due", progress.due_on, wording.say("timeline.due_now", on=wording.day(progress.due_on))
    if progress.settled_on:
        words = wording.say("timeline.settled", standing=say_standing(progress, wording), on=wording.day(progress.settled_on))
        yield "settled", progress.settled_on, words


def _list_first_dates(recommendation: Recommendation) -> set[date]:
    """First dates that are not those of today any more: they stay visible."""
    first = {each.first_due_on for each in recommendation.milestones if each.first_due_on != each.due_on}
    own = recommendation.first_due_on
    return first | ({own} if own is not None and own != recommendation.due_on else set())
