"""Calendars over HTTP: the public one beside the timeline, and those at secret addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from desk.feeds import hash_secret
from digest.calendars.feed import make_calendar
from digest.calendars.owners import is_there
from digest.calendars.terms import CalendarTerms
from digest.releasing.tell_timeline import find_released
from digest.rendering.timeline_site import CALENDAR
from digest.tracking.hearers import make_staff
from domain.calendars import Audience
from domain.contacts import FeedKind
from warehouse.store import Store

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

_SAFETY = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
_PUBLIC = _SAFETY | {"Cache-Control": "no-cache"}
# A reader keeps its own copy and asks whether it still holds; nobody between keeps any.
_SECRET = _SAFETY | {"Cache-Control": "private, no-cache"}
_NOT_THERE = _SAFETY | {"Cache-Control": "no-store"}


def list_routes(store: Store, terms: CalendarTerms, *, today: Callable[[], date]) -> list[Route]:
    """The routes of calendars. An address that never was, was revoked, or whose owner left is answered alike."""
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    def refuse() -> Response:
        return PlainTextResponse("Not Found", status_code=404, headers=_NOT_THERE)

    def show_public(request: Request) -> Response:
        if not find_released(store):
            return refuse()
        return _answer(request, _make(store, Audience(FeedKind.PUBLIC), terms, today()), _PUBLIC)

    def show_secret(request: Request) -> Response:
        audience = find_audience(store, request.path_params["secret"], today=today())
        return refuse() if audience is None else _answer(request, _make(store, audience, terms, today()), _SECRET)

    return [Route(f"/{CALENDAR}", show_public), Route("/calendar/{secret}.ics", show_secret)]


def find_audience(store: Store, secret: str, *, today: date) -> Audience | None:
    """Whose calendar a secret opens; None where it opens none, for whatever reason."""
    feed = store.feeds.find(hash_secret(secret))
    if feed is None:
        return None
    if feed.kind is FeedKind.OWNER and not is_there(feed.whom, make_staff(store.contacts.all()), today=today):
        return None
    return Audience(feed.kind, feed.whom)


def _make(store: Store, audience: Audience, terms: CalendarTerms, today: date) -> bytes:
    return make_calendar(store, audience, terms, today=today, now=datetime.now(UTC))


def _answer(request: Request, content: bytes, headers: dict[str, str]) -> Response:
    from starlette.responses import Response

    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if _has_it(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers | {"ETag": tag})
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers | {"ETag": tag})


def _has_it(tags: str, tag: str) -> bool:
    """As RFC 9110 (13.1.2) compares: weakly, and `*` is whatever there is."""
    return any(each.strip().removeprefix("W/") in {tag, "*"} for each in tags.split(","))
