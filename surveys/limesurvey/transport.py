"""The HTTP session under citric: a timeout on every call, no redirects, and no answer taken that is not JSON."""

from __future__ import annotations

import os
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.utils import get_environ_proxies

from domain.errors import SourceError, SourceUnavailable
from surveys.addresses import AddressGuard
from surveys.limesurvey.body import JsonAnswer, read_body
from surveys.limesurvey.guarded import GuardedAdapter

CONNECT_TIMEOUT_S = 10.0

_SWITCH_ON = "In LimeSurvey, under Configuration > Global settings > Interfaces, set the RPC interface to JSON-RPC."
_CHECK_URL = "Check the url: it ends in /admin/remotecontrol and is the address without redirects (https where the server has it)."


class StrictHttp(requests.Session):
    """A requests session that LimeSurvey's odd answers do not get past, and that talks to no address of this machine.

    Certificates are always checked, with `REQUESTS_CA_BUNDLE` where a city has an authority of its own. Proxies of the
    environment are used; a `.netrc` is not.
    """

    def __init__(
        self,
        where: str,
        timeout_s: float,
        *,
        guard: AddressGuard,
        longest_answer_s: float = 300.0,
        largest_answer_bytes: int = 200_000_000,
    ) -> None:
        super().__init__()
        self._longest_answer_s = longest_answer_s
        self._largest_answer_bytes = largest_answer_bytes
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))  # PHP's session cookie would line up parallel requests
        self._where = where
        self._timeout_s = timeout_s
        self.trust_env = False  # it would read passwords from .netrc
        self.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        for scheme in ("http://", "https://"):
            self.mount(scheme, GuardedAdapter(guard))

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """Send a request. Raises SourceError or SourceUnavailable for an answer that cannot be RemoteControl's."""
        kwargs |= {"timeout": (min(CONNECT_TIMEOUT_S, self._timeout_s), self._timeout_s), "allow_redirects": False}
        kwargs |= {"proxies": get_environ_proxies(str(url)), "stream": True}
        response = super().request(method, url, *args, **kwargs)
        with response:
            self._check_status(response.status_code)
            body = read_body(response, where=self._where, largest_bytes=self._largest_answer_bytes, longest_s=self._longest_answer_s)
        self._check_body(body)
        return JsonAnswer(response, body)

    def _check_status(self, status: int) -> None:
        if status == 429 or status >= 500:
            raise SourceUnavailable(f"The server failed (HTTP {status}).", where=self._where, next_step="Try again later.")
        if 300 <= status < 400:
            # Following it would turn the POST into a GET, which answers with a page.
            raise SourceError(f"The server redirects elsewhere (HTTP {status}).", where=self._where, next_step=_CHECK_URL)
        if status != 200:
            raise SourceError(f"The server refuses this address (HTTP {status}).", where=self._where, next_step=_CHECK_URL)

    def _check_body(self, body: bytes) -> None:
        start = body[:100].lstrip()[:1]  # a page of rows is not copied for a look at its beginning
        if start == b"{":
            return
        kind = {b"": "nothing at all", b"<": "a page or XML"}.get(start, "something that is not JSON")
        raise SourceError(f"The server answered with {kind}, so its JSON-RPC interface is off.", where=self._where, next_step=_SWITCH_ON)
