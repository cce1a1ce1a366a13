"""The published pages over HTTP: each digest as its release was frozen, the timeline as of today. Read only, no log-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from digest.calendars.terms import CalendarTerms
from digest.rendering.render import render_digest
from domain.screen import ScreenTexts
from warehouse.store import Store
from web.calendars import list_routes
from web.published import SAFETY, Published, find_published, read_page
from web.timeline_routes import TimelineRoutes

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response


def make_app(store: Store, *, texts: Callable[[str], ScreenTexts], today: Callable[[], date], published: Published) -> Starlette:
    """The pages of one warehouse. `texts` gives the words of a language, `today` the date in the town's time zone."""
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
    from starlette.responses import Response as Plain
    from starlette.routing import Route

    def show_latest(request: Request) -> Response:
        releases = find_published(store)
        if not releases:
            raise HTTPException(404, "Nothing has been published yet.")
        return RedirectResponse(f"/digest-{releases[-1].round.name}.html")

    def show_digest(request: Request) -> Response:
        found = next((each for each in find_published(store) if each.round.name == request.path_params["round"]), None)
        if found is None:
            raise HTTPException(404, "There is no published digest of this round.")
        words = texts(found.release.language)
        return HTMLResponse(render_digest(read_page(store, found, words), words), headers=SAFETY)

    def list_releases(request: Request) -> Response:
        return JSONResponse([each.as_dict() for each in find_published(store)], headers=SAFETY)

    def show_release(request: Request) -> Response:
        found = next((each for each in find_published(store) if each.round.name == request.path_params["round"]), None)
        if found is None:
            raise HTTPException(404, "There is no published digest of this round.")
        return Plain(store.releases.page(found.release.id), media_type="application/json", headers=SAFETY)

    calendars = published.calendars or CalendarTerms(town=published.town, language="en", texts_of=texts)
    return Starlette(
        routes=[
            Route("/", show_latest),
            Route("/digest-{round}.html", show_digest),
            *TimelineRoutes(store, published, texts, today).list_routes(),
            Route("/api/releases", list_releases),
            Route("/api/releases/{round}", show_release),
            *list_routes(store, calendars, today=today),
        ]
    )
