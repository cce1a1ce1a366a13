"""Routes of the public timeline: pages that work without a script, and the same as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from digest.pages.timeline_page import TimelinePage
from digest.pages.write import write_plain
from digest.releasing.terms import PageTerms
from digest.rendering.render import render_timeline
from digest.rendering.timeline_site import Site
from digest.telling.timeline_choice import read_picked, read_value
from domain.screen import ScreenTexts
from warehouse.store import Store
from web.published import SAFETY, Published, set_terms
from web.timeline import Told, tell_recommendation, tell_theme, tell_whole

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

NOTHING = "Nothing has been published yet."
NO_THEME = "No published page tells of this theme."
NO_RECOMMENDATION = "No recommendation has this reference."


@dataclass(frozen=True, slots=True)
class TimelineRoutes:
    """The timeline of one warehouse over HTTP. `today` gives the date in the town's time zone."""

    store: Store
    published: Published
    texts_of: Callable[[str], ScreenTexts]
    today: Callable[[], date]

    def list_routes(self) -> list[Route]:
        """The routes, the more special first."""
        from starlette.routing import Route

        return [
            Route("/timeline.html", self.show_whole),
            Route("/timeline/theme/{theme}.html", self.show_theme),
            Route("/timeline/by-reference.html", self.show_asked_for),
            Route("/timeline/{reference}.html", self.show_recommendation),
            Route("/api/timeline", self.tell_data),
        ]

    def show_whole(self, request: Request) -> Response:
        """The timeline, or what the query chooses of it."""
        terms = self._terms()
        told = self._tell(terms, request)
        return self._show(terms, told.page, root="", status=200 if told.is_known else 404)

    def show_theme(self, request: Request) -> Response:
        """One theme that a release told."""
        terms = self._terms()
        page = tell_theme(self.store, terms, request.path_params["theme"])
        return self._show(terms, _found(page, NO_THEME), root="../../")

    def show_recommendation(self, request: Request) -> Response:
        """One recommendation, by the name of its page."""
        return self._show_one(request.path_params["reference"])

    def show_asked_for(self, request: Request) -> Response:
        """One recommendation whose reference is no plain name."""
        return self._show_one(request.query_params.get("reference", "by-reference"))

    def tell_data(self, request: Request) -> Response:
        """The same as JSON: the whole, a choice, or one recommendation by its reference."""
        from starlette.responses import JSONResponse

        terms, reference = self._terms(), read_value(request.query_params.get("reference", ""))
        if reference:
            page = _found(tell_recommendation(self.store, terms, reference), NO_RECOMMENDATION)
            return JSONResponse(write_plain(page), headers=SAFETY)
        told = self._tell(terms, request)
        if not told.is_known:
            content = {"problem": list(told.page.notes), "choices": write_plain(told.page.choices)}
            return JSONResponse(content, status_code=404, headers=SAFETY)
        return JSONResponse(write_plain(told.page), headers=SAFETY)

    def _show_one(self, reference: str) -> Response:
        terms = self._terms()
        page = tell_recommendation(self.store, terms, read_value(reference))
        return self._show(terms, _found(page, NO_RECOMMENDATION), root="../")

    def _tell(self, terms: PageTerms, request: Request) -> Told:
        query = request.query_params
        told = tell_whole(self.store, terms, read_picked(query), query.get("before", ""))
        return Told(_found(None, NOTHING)) if told is None else told

    def _terms(self) -> PageTerms:
        terms = set_terms(self.store, self.published, texts_of=self.texts_of, today=self.today())
        if terms is None:
            from starlette.exceptions import HTTPException

            raise HTTPException(404, NOTHING)
        return terms

    def _show(self, terms: PageTerms, page: TimelinePage, *, root: str, status: int = 200) -> Response:
        from starlette.responses import HTMLResponse

        html = render_timeline(page, terms.texts, Site(root=root, is_served=True))
        return HTMLResponse(html, status_code=status, headers=SAFETY)


def _found(page: TimelinePage | None, problem: str) -> TimelinePage:
    """The page. Raises HTTPException 404 where there is none."""
    if page is None:
        from starlette.exceptions import HTTPException

        raise HTTPException(404, problem)
    return page
