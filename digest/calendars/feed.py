"""The store -> one audience's calendar: what to look at, in which words, numbered, as bytes."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from digest.calendars.dates import DueDate, list_dates
from digest.calendars.number import Draft, Numbered, number_events
from digest.calendars.owners import fold_names
from digest.calendars.terms import CalendarTerms
from digest.calendars.words import Teller
from digest.calendars.write import ALARM_DAYS, CalendarHead, write_calendar
from digest.releasing.tell_timeline import find_released
from digest.telling.wording import Wording, show_plainly
from digest.tracking.hearers import Staff, make_staff
from domain.calendars import Audience, ShownEvent
from domain.contacts import FeedKind
from domain.course import fold_name
from domain.recommendations import Recommendation
from warehouse.store import Store

KEPT_DAYS = 90
"""For so many days something that is no longer due stands in a calendar as cancelled; by then every reader has asked again."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What was shown before, and what makes uids: enough to say which dates belong into a calendar now."""

    audience: Audience
    namespace: uuid.UUID
    before: Mapping[str, ShownEvent]
    today: date

    def make_uid(self, event_id: str) -> str:
        """The uid of an event for this audience, for life: RFC 7986 wants UUIDs, which name neither the town nor its machine."""
        return str(uuid.uuid5(self.namespace, f"{self.audience.key}/{event_id}"))

    def wants(self, due: DueDate, uid: str) -> bool:
        """True of what is open, and of what this audience saw open before, for as long as readers need to learn of it."""
        seen = self.before.get(uid)
        return due.is_open or (seen is not None and self._is_fresh(seen))

    def _is_fresh(self, seen: ShownEvent) -> bool:
        return seen.is_open or seen.changed_at.date() >= self.today - timedelta(days=KEPT_DAYS)


def make_calendar(store: Store, audience: Audience, terms: CalendarTerms, *, today: date, now: datetime) -> bytes:
    """An audience's calendar. What its events show is kept, so that the next one can number what changed.

    The same store gives the same bytes, whenever it is asked: `now` only dates what was not shown before.
    """
    staff = make_staff(store.contacts.all())
    language = _choose_language(audience, terms, staff)
    teller = Teller(audience, terms, Wording(terms.texts_of(language)), staff)
    numbered = _number(store, teller, store.feeds.shown(audience), today=today, now=now)
    return write_calendar(_make_head(teller), numbered)


def _number(store: Store, teller: Teller, before: Mapping[str, ShownEvent], *, today: date, now: datetime) -> tuple[Numbered, ...]:
    shelf = _Shelf(teller.audience, store.feeds.namespace(), before, today)
    numbered = number_events(_list_drafts(store, teller, shelf), before, now=now)
    if not _list_changed(numbered, before):
        return numbered
    with store.transaction():  # what another process numbered meanwhile holds
        latest = store.feeds.shown(teller.audience)
        if latest != before:
            shelf = replace(shelf, before=latest)
            numbered = number_events(_list_drafts(store, teller, shelf), latest, now=now)
        store.feeds.keep_shown(teller.audience, _list_changed(numbered, latest))
    return numbered


def _list_changed(numbered: Sequence[Numbered], before: Mapping[str, ShownEvent]) -> list[ShownEvent]:
    return [each.shown for each in numbered if before.get(each.shown.uid) != each.shown]


def _list_drafts(store: Store, teller: Teller, shelf: _Shelf) -> Iterator[Draft]:
    for due in list_dates(_find_recommendations(store, teller, shelf), today=shelf.today):
        uid = shelf.make_uid(due.event_id)
        if shelf.wants(due, uid):
            yield Draft(uid, due.event_id, due.recommendation.id, teller.tell_date(due))
    if shelf.audience.kind is FeedKind.BOARD:
        for session in store.planned.all():
            if session.planned_on >= shelf.today - timedelta(days=KEPT_DAYS):
                yield Draft(shelf.make_uid(session.id), session.id, None, teller.tell_session(session))


def _find_recommendations(store: Store, teller: Teller, shelf: _Shelf) -> tuple[Recommendation, ...]:
    """Those that wait for something, and those that this audience saw waiting."""
    audience = shelf.audience
    if audience.kind is FeedKind.PUBLIC and not find_released(store):
        return ()  # then there is no public timeline either
    seen = {each.recommendation_id for each in shelf.before.values() if each.recommendation_id is not None}
    if audience.kind is not FeedKind.OWNER:
        return store.recommendations.some(seen | set(store.feeds.open_ids()))
    names = fold_names(audience.whom, teller.staff)
    theirs = [each for each in store.feeds.open_names() if fold_name(each) in names]
    found = store.recommendations.some(seen | set(store.feeds.open_ids(theirs)))
    return tuple(each for each in found if names & {fold_name(each.owner), fold_name(each.deputy)})


def _choose_language(audience: Audience, terms: CalendarTerms, staff: Staff) -> str:
    owner = staff.named(audience.whom)
    return owner.language if owner is not None and owner.language in terms.languages else terms.language


def _make_head(teller: Teller) -> CalendarHead:
    wording, town = teller.wording, show_plainly(teller.terms.town)
    names = {
        FeedKind.OWNER: lambda: wording.say("calendar.name_owner", town=town, whom=show_plainly(teller.audience.whom)),
        FeedKind.BOARD: lambda: wording.say("calendar.name_board", town=town),
        FeedKind.PUBLIC: lambda: wording.say("calendar.name_public", town=town),
    }
    said = (wording.say("calendar.in_a_week"), wording.say("calendar.tomorrow"))
    return CalendarHead(
        name=names[teller.audience.kind](),
        time_zone=teller.terms.time_zone,
        alarms=tuple(zip(ALARM_DAYS, said, strict=True)),
    )
