"""Settings -> what calendars are told, and the public calendar beside the timeline."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from config.screen_texts import list_text_codes, load_texts
from config.settings import Settings
from digest.calendars.feed import make_calendar
from digest.calendars.terms import CalendarTerms
from digest.releasing.tell_timeline import find_released
from digest.rendering.timeline_site import CALENDAR
from domain.calendars import Audience
from domain.contacts import FeedKind
from warehouse.store import Store


def calendar_terms(settings: Settings) -> CalendarTerms:
    """What the settings say of calendars."""
    return CalendarTerms(
        town=settings.hearback.town,
        language=settings.hearback.language,
        texts_of=load_texts,
        languages=list_text_codes(),
        time_zone=settings.hearback.timezone,
        address=settings.calendar.address,
        alarm_hour=settings.calendar.alarm_hour,
    )


def make_public_calendar(store: Store, settings: Settings) -> dict[str, str]:
    """The public calendar by its file name; nothing where nothing was released, since there is no timeline to stand beside."""
    if not find_released(store):
        return {}
    today, now = datetime.now(ZoneInfo(settings.hearback.timezone)).date(), datetime.now(UTC)
    content = make_calendar(store, Audience(FeedKind.PUBLIC), calendar_terms(settings), today=today, now=now)
    return {CALENDAR: content.decode()}
