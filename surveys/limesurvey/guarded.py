"""Connections that look at whom they reached before they send anything: no gap between the check and the use."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from functools import partial
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from surveys.addresses import AddressGuard, read_url


class _PlainConnection(HTTPConnection):
    def __init__(self, *args: Any, guard: AddressGuard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn(), self._guard)


class _TlsConnection(HTTPSConnection):
    def __init__(self, *args: Any, guard: AddressGuard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn(), self._guard)  # before TLS begins


def _checked(connected: socket.socket, guard: AddressGuard) -> socket.socket:
    try:
        guard.check_peer(str(connected.getpeername()[0]))
    except BaseException:
        connected.close()
        raise
    return connected


class GuardedAdapter(HTTPAdapter):
    """Sends requests over guarded connections.

    A proxy of the environment is used as it is, and since it resolves names by itself, the name is resolved and checked
    here first.
    """

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        super().__init__()
        self.poolmanager.pool_classes_by_scheme = {
            "http": _pool_class(HTTPConnectionPool, partial(_PlainConnection, guard=guard)),
            "https": _pool_class(HTTPSConnectionPool, partial(_TlsConnection, guard=guard)),
        }

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """Send a request. Raises SourceError for an address that is refused, before anything is sent."""
        address = read_url(request.url or "")
        self._guard.check_host(address.host)
        if select_proxy(request.url or "", dict(proxies or {})):
            self._guard.check_name(address.host, address.port)
        return super().send(request, stream=stream, timeout=timeout, verify=verify, cert=cert, proxies=proxies)


def _pool_class(kind: type[HTTPConnectionPool], connect: Any) -> type[HTTPConnectionPool]:
    """The pool with other connections: urllib3 takes what makes them from the class."""
    return type(kind.__name__, (kind,), {"ConnectionCls": staticmethod(connect)})
