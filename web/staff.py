"""Pages for staff, on this machine only: the list of recommendations, and one with its past. Nothing is changed by any page."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from digest.rendering.render import fill_template
from domain.errors import WrongUse
from warehouse.store import Store
from web.published import SAFETY
from web.staff_list import BadQuery, describe_list, describe_problem, read_asked
from web.staff_one import describe_one

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

_SHEETS = ("tokens", "frame", "tables", "staff")
# The sheet itself is named by its hash in the page; both policies hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = SAFETY | {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class StaffTerms:
    """What the pages are told from the settings."""

    town: str
    due_soon_days: int = 30
    stale_after_days: int = 60


def refuse_other_machines(host: str) -> None:
    """Raises WrongUse for an address that others can reach: these pages have no log-in."""
    try:
        is_own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_own = False
    if not is_own:
        raise WrongUse(
            f"The pages for staff have no log-in, so they do not listen on {host!r}.",
            next_step="Leave --host away; from another machine, use a tunnel: ssh -L 8642:127.0.0.1:8642 THIS-MACHINE",
        )


def make_staff_app(store: Store, *, terms: StaffTerms, today: Callable[[], date], port: int) -> ASGIApp:
    """The pages of one warehouse, for whoever asks for this machine by its own name."""
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    def answer(template: str, page: object, status: int = 200) -> Response:
        return HTMLResponse(fill_template(template, sheets=_SHEETS, page=page), status_code=status, headers=HEADERS)

    def show_list(request: Request) -> Response:
        asked = read_asked(request.query_params)
        try:
            page = describe_list(store, asked, town=terms.town, today=today(), stale_after_days=terms.stale_after_days)
        except BadQuery as problem:
            return answer("staff_list.html", describe_problem(store, asked, str(problem), town=terms.town), 400)
        return answer("staff_list.html", page)

    def show_one(request: Request) -> Response:
        reference = request.query_params.get("reference", "")
        value = store.recommendations.get(reference) if reference.isprintable() else None
        if value is None:
            return answer("staff_none.html", terms, 404)
        page = describe_one(
            store,
            value,
            town=terms.town,
            today=today(),
            due_soon_days=terms.due_soon_days,
            stale_after_days=terms.stale_after_days,
        )
        return answer("staff_one.html", page)

    app: Starlette = Starlette(routes=[Route("/", show_list), Route("/recommendation", show_one)])
    return OwnNames(app, port)


class OwnNames:
    """Refuses requests that name another host: a page of elsewhere whose name was made to lead here could read along."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._names = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost", "[::1]")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        from starlette.responses import PlainTextResponse

        hosts = [value for name, value in scope.get("headers", ()) if name == b"host"]
        if scope["type"] == "http" and (len(hosts) != 1 or hosts[0].lower() not in self._names):
            await PlainTextResponse("This address is not served here.\n", status_code=421, headers=HEADERS)(scope, receive, send)
            return
        await self._app(scope, receive, send)
