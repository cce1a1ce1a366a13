"""Recommendations, and calendars of them without a warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from config.screen_texts import list_text_codes, load_texts
from digest.calendars.dates import list_dates
from digest.calendars.number import Draft, Numbered, number_events
from digest.calendars.terms import CalendarTerms
from digest.calendars.words import Teller
from digest.calendars.write import CalendarHead, write_calendar
from digest.telling.wording import Wording
from digest.tracking.hearers import make_staff
from domain.calendars import Audience
from domain.contacts import Contact, FeedKind
from domain.ids import MilestoneId, RecommendationId, UpdateId, stable_id
from domain.recommendations import Milestone, Recommendation, Role, StatusUpdate, UpdateState

ISSUED, TODAY = date(2026, 3, 1), date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OWNER, BOARD, PUBLIC = Audience(FeedKind.OWNER, "Jo Alder"), Audience(FeedKind.BOARD), Audience(FeedKind.PUBLIC)
HEAD = CalendarHead("Alder Falls", "America/Chicago", ((7, "Due in 7 days"), (1, "Due tomorrow")))
NOTE = "The contractor asked for another month."


def make_terms(language: str = "en", *, address: str = "https://pages.example") -> CalendarTerms:
    codes = list_text_codes()
    return CalendarTerms(
        town="Alder Falls", language=language, texts_of=load_texts, languages=codes, time_zone="America/Chicago", address=address
    )


def make_recommendation(
    reference: str = "R-01",
    *,
    title: str = "Mend the lamps",
    owner: str = "Jo Alder",
    due_on: date | None = date(2027, 1, 15),
    steps: Sequence[tuple[str, date]] = (("Order the lamps", date(2026, 12, 5)),),
    said: Sequence[tuple[date, UpdateState]] = ((date(2026, 4, 1), UpdateState.IN_PROGRESS),),
) -> Recommendation:
    own_id = RecommendationId(stable_id("recommendation", reference))
    return Recommendation(
        id=own_id,
        reference=reference,
        title=title,
        text="Every lamp on the way to the school works.",
        owner=owner,
        issued_on=ISSUED,
        due_on=due_on,
        first_due_on=due_on,
        milestones=tuple(Milestone(MilestoneId(stable_id("milestone", own_id, step)), own_id, step, on, on) for step, on in steps),
        updates=tuple(make_update(own_id, on, state) for on, state in said),
    )


def make_update(own_id: RecommendationId, on: date, state: UpdateState, note: str = NOTE) -> StatusUpdate:
    role = Role.AUDITOR if "verified" in state else Role.STAFF
    evidence = "Photos" if role is Role.AUDITOR else ""
    return StatusUpdate(UpdateId(stable_id("update", own_id, on.isoformat(), state)), own_id, on, state, note, evidence, role=role)


def make_teller(audience: Audience = OWNER, language: str = "en", contacts: Sequence[Contact] = ()) -> Teller:
    return Teller(audience, make_terms(), Wording(load_texts(language)), make_staff(contacts))


def number(recommendations: Sequence[Recommendation], teller: Teller) -> tuple[Numbered, ...]:
    dates = list_dates(recommendations, today=TODAY)
    drafts = [Draft(each.event_id, each.event_id, each.recommendation.id, teller.tell_date(each)) for each in dates]
    return number_events(drafts, {}, now=NOON)


def write(recommendations: Sequence[Recommendation], teller: Teller) -> bytes:
    return write_calendar(HEAD, number(recommendations, teller))
