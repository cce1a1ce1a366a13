"""A LimeSurvey to pull from on this machine: RemoteControl 2 as JSON-RPC over HTTP on 127.0.0.1, any free port."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from demo.limesurvey.definitions import Account, Row, SurveyDefinition
from demo.limesurvey.export import Export, NoColumnError
from demo.limesurvey.faults import HTML_PAGE, HTTP_ANSWERS, Fault, FaultPlan
from demo.limesurvey.methods import Methods, NoSuchCallError
from demo.limesurvey.state import ErrorAnswerError, ServerState, StatusAnswerError
from demo.limesurvey.wire import WireEntry, log_entry

PATH = "/index.php/admin/remotecontrol"
DEMO_ACCOUNT = Account("listener", "not-a-secret", is_superadmin=False, surveys=None)
EXPIRED_ON = "2026-01-01 00:00:00"
_MALFORMED = {"id": None, "result": None, "error": "unable to decode malformed json"}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    is_json: bool = False
    result: object = None


class LocalLimeSurvey:
    """The server, as a context manager; `url` is what a client needs. Its state can be edited while it runs.

    `wire` lists the requests so far. `numbers_are_text` answers integers as text, as some database drivers do.
    """

    def __init__(
        self,
        surveys: Sequence[SurveyDefinition],
        accounts: Sequence[Account] = (DEMO_ACCOUNT,),
        *,
        numbers_are_text: bool = False,
        hang_s: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.state = ServerState(tuple(accounts), clock, numbers_are_text)
        self.state.add_surveys(surveys)
        self.wire: list[WireEntry] = []
        self.faults = FaultPlan()
        self.hang_s = hang_s
        self.closing = Event()
        self._methods = Methods(self.state)
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._http.daemon_threads = True
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True, name="local LimeSurvey")

    @property
    def url(self) -> str:
        """The address of the RemoteControl interface."""
        return f"http://127.0.0.1:{self._http.server_port}{PATH}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def insert(self, sid: int, row: Row) -> int:
        """Add a response by column headings; its id."""
        with self.state.lock:
            return self.state.surveys[sid].insert(row)

    def update(self, sid: int, response_id: int, changes: Row) -> None:
        """Change a response; no date moves."""
        with self.state.lock:
            self.state.surveys[sid].update(response_id, changes)

    def delete(self, sid: int, response_id: int) -> None:
        """Remove a response."""
        with self.state.lock:
            self.state.surveys[sid].delete(response_id)

    def deactivate(self, sid: int) -> None:
        """Take the response table away; ids go on where they stood."""
        with self.state.lock:
            self.state.surveys[sid].rows = None

    def reactivate(self, sid: int) -> None:
        """Give the survey a new, empty response table."""
        with self.state.lock:
            self.state.surveys[sid].rows = {}

    def expire(self, sid: int, on: str | None = EXPIRED_ON) -> None:
        """Set the survey's expiry; it stays active all the same."""
        with self.state.lock:
            self.state.surveys[sid].expires = on

    def expire_keys(self) -> None:
        """Let every session key lapse."""
        with self.state.lock:
            self.state.keys.clear()

    def fail_next(self, fault: Fault, times: int = 1, *, method: str | None = None) -> None:
        """Let the next requests fail, of one method where it is named."""
        with self.state.lock:
            self.faults.add(fault, times, method)

    def answer(self, body: bytes) -> _Answer | None:
        """The answer to a request's body, written into the wire log; None means: hang up without one."""
        request = _parse(body)
        if isinstance(request, _Answer):
            return request
        name, params = str(request["method"]), list(request.get("params") or [])
        with self.state.lock:
            fault = self.faults.take(name)
        answer = self._fail(fault) if fault else self._reply(name, params, request["id"])
        entry = log_entry(name, params, answer.status if answer else 0, len(answer.body) if answer else 0, answer and answer.result)
        self.wire.append(entry)
        return answer

    def _fail(self, fault: Fault) -> _Answer | None:
        if fault is Fault.HANG:
            self.closing.wait(self.hang_s)
        return _Answer(*HTTP_ANSWERS[fault]) if fault in HTTP_ANSWERS else None

    def _reply(self, name: str, params: list[Any], request_id: object) -> _Answer:
        try:
            result, error = self._methods.call(name, params), None
        except StatusAnswerError as refusal:
            result, error = {"status": str(refusal)}, None
        except ErrorAnswerError as failure:
            result, error = None, str(failure)
        except NoColumnError:
            return _Answer(200, b"At least one column must be selected for export.")
        except NoSuchCallError:
            return _Answer(500, HTML_PAGE)
        shown = result.body if isinstance(result, Export) else _as_text(result) if self.state.numbers_are_text else result
        answer = {"id": request_id, "result": shown, "error": error}
        return _Answer(200, json.dumps(answer).encode(), is_json=True, result=result)


def _parse(body: bytes) -> dict[str, Any] | _Answer:
    try:
        request = json.loads(body)
    except ValueError:
        return _Answer(200, json.dumps(_MALFORMED).encode(), is_json=True)
    if not isinstance(request, dict) or "method" not in request:
        return _Answer(500, HTML_PAGE)
    # A request without an id is a notification: it gets no body.
    return request if request.get("id") else _Answer(200, b"")


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        # Places in the order of questions are counted by LimeSurvey itself and stay numbers.
        return {key: each if key in ("questionSeq", "groupSeq") else _as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _handler_for(server: LocalLimeSurvey) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path.partition("?")[0] != PATH:
                self._send(_Answer(400, HTML_PAGE))
            elif "application/json" not in self.headers.get("Content-Type", ""):
                self._send(_Answer(200, b""))
            else:
                self._send(server.answer(body))

        def do_GET(self) -> None:
            self._send(_Answer(200 if self.path.partition("?")[0] == PATH else 400, HTML_PAGE))

        def _send(self, answer: _Answer | None) -> None:
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            if answer.status == 302:
                self.send_header("Location", PATH)
            self.send_header("Content-Type", "application/json" if answer.is_json else "text/html; charset=UTF-8")
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the console: the wire log has it."""

    return Handler
