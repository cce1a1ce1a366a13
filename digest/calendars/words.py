"""Dates -> what an event says of them, for whoever it is meant. Pure.

The public is told what the public timeline tells: title, body, dates, state. Notes, names of persons and what is asked in full
are for the board and the owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from digest.calendars.dates import DueDate
from digest.calendars.terms import CalendarTerms
from digest.rendering.timeline_site import WHOLE, is_plain, recommendation_path
from digest.telling.wording import Wording, isolate, show_plainly
from digest.tracking.hearers import Staff
from domain.calendars import Audience
from domain.contacts import FeedKind
from domain.recommendations import StatusUpdate, UpdateState
from domain.town import PlannedSession

LONGEST_TITLE = 200  # letters; a month's view shows some thirty
LONGEST_NOTE = 500
LATEST_NOTES = 3


@dataclass(frozen=True, slots=True)
class EventWords:
    """All that an event shows. `alarm_hour` is the local hour of its alarms, None where it has none."""

    on: date
    summary: str
    description: str
    category: str
    url: str
    location: str
    is_open: bool
    is_public: bool
    alarm_hour: int | None


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what events show for one audience, in one language. `staff` are the contacts."""

    audience: Audience
    terms: CalendarTerms
    wording: Wording
    staff: Staff
    _days: dict[date, str] = field(default_factory=dict)  # writing a date out takes longer than all the rest
    _notes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def tell_date(self, due: DueDate) -> EventWords:
        """What the event of a date shows."""
        title = due.milestone.title if due.milestone else due.recommendation.title
        return EventWords(
            on=due.on,
            summary=_cut(f"{show_plainly(due.recommendation.reference)} · {show_plainly(title)}", LONGEST_TITLE),
            description="\n".join(self._list_lines(due)),
            category=self._say_state(due.state),
            url=self._link(due),
            location="",
            is_open=due.is_open,
            is_public=self.audience.kind is FeedKind.PUBLIC,
            alarm_hour=self._alarm_hour(due.is_open),
        )

    def tell_session(self, session: PlannedSession) -> EventWords:
        """What the event of a planned session shows."""
        languages = self.wording.listing(self.wording.language_name(each) for each in session.languages)
        return EventWords(
            on=session.planned_on,
            summary=_cut(self.wording.say("calendar.session", title=show_plainly(session.title)), LONGEST_TITLE),
            description=self.wording.say("calendar.languages", languages=languages) if session.languages else "",
            category=self.wording.say("calendar.sessions"),
            url="",
            location=show_plainly(session.place),
            is_open=True,
            is_public=False,
            alarm_hour=self._alarm_hour(True),
        )

    def _list_lines(self, due: DueDate) -> Iterator[str]:
        recommendation = due.recommendation
        if due.milestone is not None:
            yield self._fill("calendar.step_of", title=_cut(show_plainly(recommendation.title), LONGEST_TITLE))
        yield self._fill("calendar.state", state=self._say_state(due.state))
        if due.reply is not None:
            yield self._fill("calendar.reply", reply=self.wording.say(f"reply.{due.reply.name.lower()}"))
        yield from self._list_people(due)
        yield self.wording.say("calendar.asked", on=self._day(recommendation.issued_on))
        if due.first_on is not None and due.first_on != due.on:
            yield self.wording.say("calendar.first", on=self._day(due.first_on))
        if self.audience.kind is FeedKind.OWNER:
            yield from self._keep_notes(due)
        elif self.audience.kind is FeedKind.BOARD and due.said:
            yield self.wording.say("calendar.last_word", on=self._day(due.said[-1].on))
        if url := self._link(due):
            yield url

    def _list_people(self, due: DueDate) -> Iterator[str]:
        owner, deputy = due.recommendation.owner, due.recommendation.deputy
        if self.audience.kind is FeedKind.PUBLIC:
            owner, deputy = self._find_body(owner), ""
        if owner:
            yield self._fill("calendar.owner", who=show_plainly(owner))
        if deputy:
            yield self._fill("calendar.deputy", who=show_plainly(deputy))

    def _keep_notes(self, due: DueDate) -> tuple[str, ...]:
        """A recommendation's notes stand on the events of all its steps."""
        own_id = due.recommendation.id
        if own_id not in self._notes:
            self._notes[own_id] = tuple(self._list_notes(due))
        return self._notes[own_id]

    def _list_notes(self, due: DueDate) -> Iterator[str]:
        for key, what in (("calendar.text", due.recommendation.text), ("calendar.standard", due.recommendation.evidence_standard)):
            if what:
                yield self._fill(key, what=_cut(show_plainly(what), LONGEST_NOTE))
        for each in reversed(due.said[-LATEST_NOTES:]):
            yield self._say_update(each)

    def _say_update(self, update: StatusUpdate) -> str:
        note = self._keep_direction(_cut(show_plainly(update.note), LONGEST_NOTE))
        return self.wording.say("calendar.said", on=self._day(update.on), state=self._say_state(update.state), note=note)

    def _find_body(self, name: str) -> str:
        """Who answers for it as the public may read it: a contact's body and never the contact's own name."""
        contact = self.staff.named(name)
        return name if contact is None else contact.body

    def _alarm_hour(self, is_open: bool) -> int | None:  # the only thing that it asks
        return self.terms.alarm_hour if is_open and self.audience.kind is not FeedKind.PUBLIC else None

    def _link(self, due: DueDate) -> str:
        address, reference = self.terms.address, due.recommendation.reference
        page = recommendation_path(reference) if is_plain(reference) else WHOLE
        return f"{address.rstrip('/')}/{page}" if address else ""

    def _fill(self, key: str, **values: str) -> str:
        return self.wording.say(key, **{name: self._keep_direction(value) for name, value in values.items()})

    def _keep_direction(self, words: str) -> str:
        """Only where lines run from right to left: some calendars show the marks."""
        return isolate(words) if self.wording.texts.direction == "rtl" else words

    def _say_state(self, state: UpdateState) -> str:
        return self.wording.say(f"state.{state.name.lower()}")

    def _day(self, day: date) -> str:
        if day not in self._days:
            self._days[day] = self.wording.day(day)
        return self._days[day]


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
