"""A LimeSurvey to pull from on this machine: RemoteControl 2 as JSON-RPC over HTTP on 127.0.0.1, any free port."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from demo.limesurvey.commands import OperationCommands, ResponseCommands, SchemaCommands
from demo.limesurvey.definitions import Account, SurveyDefinition
from demo.limesurvey.export import Export, NoColumnError
from demo.limesurvey.faults import HTML_PAGE, HTTP_ANSWERS, SQL_ERROR, Fault, FaultPlan
from demo.limesurvey.latency import NO_LATENCY, RECORDED_LATENCY, Latency
from demo.limesurvey.methods import Methods
from demo.limesurvey.refusals import NoSuchCallError, refuse
from demo.limesurvey.sending import send_pieces
from demo.limesurvey.state import ErrorAnswerError, ServerState, StatusAnswerError
from demo.limesurvey.wire import WireEntry, log_entry

PATH = "/index.php/admin/remotecontrol"
DEMO_ACCOUNT = Account("listener", "not-a-secret", is_superadmin=False, surveys=None)
# As recorded: no connection is kept, no length is told, and a cookie comes that nobody needs.
_HEADERS = {
    "Connection": "close",
    "Set-Cookie": "PHPSESSID=none; path=/; HttpOnly",
    "Cache-Control": "no-store, no-cache, must-revalidate",
    "Pragma": "no-cache",
}
_MALFORMED = {"id": None, "result": None, "error": "unable to decode malformed json"}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    pieces: tuple[bytes, ...]
    is_json: bool = False
    result: object = None
    fault: Fault | None = None

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))


class LocalLimeSurvey(ResponseCommands, OperationCommands, SchemaCommands):
    """The server, as a context manager; `url` is what a client needs. Its state can be edited while it runs.

    `wire` lists the requests so far. `numbers_are_text` answers integers as text, as some database drivers do.
    `version` 7 names fields by ids and adds `error_code` to refusals. `latency="recorded"` answers as slowly as the recorded
    server did. `wall_clock` is the server's own time. `skips_rows_on_delete` reads exports by LIMIT and OFFSET, and
    `between_batches`, if it is set, is called with the survey's id after each 100 rows. `most_at_once` counts how many
    requests were ever answered at the same time.
    """

    def __init__(  # noqa: PLR0913 - what a server can be like is named one by one
        self,
        surveys: Sequence[SurveyDefinition],
        accounts: Sequence[Account] = (DEMO_ACCOUNT,),
        *,
        numbers_are_text: bool = False,
        hang_s: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
        version: int = 6,
        latency: str | Latency | None = None,
        wall_clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        skips_rows_on_delete: bool = False,
    ) -> None:
        self.state = ServerState(
            tuple(accounts), clock, numbers_are_text, version, wall_clock=wall_clock, skips_rows_on_delete=skips_rows_on_delete
        )
        self.latency = RECORDED_LATENCY if latency == "recorded" else latency if isinstance(latency, Latency) else NO_LATENCY
        self.most_at_once = self._under_way = 0
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

    @property
    def between_batches(self) -> Callable[[int], None] | None:
        """What is called with the survey's id after each 100 rows of an export, under `skips_rows_on_delete`."""
        return self.state.between_batches

    @between_batches.setter
    def between_batches(self, hook: Callable[[int], None] | None) -> None:
        self.state.between_batches = hook

    def answer(self, body: bytes) -> _Answer | None:
        """The answer to a request's body, as slow as the recorded one and written into the wire log; None: hang up."""
        began = time.monotonic()
        with self.state.lock:
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
        try:
            return self._answer(body, began)
        finally:
            with self.state.lock:
                self._under_way -= 1

    def _answer(self, body: bytes, began: float) -> _Answer | None:
        request = _parse(body)
        if isinstance(request, _Answer):
            return request
        name, params = str(request["method"]), list(request.get("params") or [])
        with self.state.lock:
            fault = self.faults.take(name)
        answer = self._fail(fault, name, params, request["id"]) if fault else self._reply(name, params, request["id"])
        entry = log_entry(name, params, answer.status if answer else 0, answer.size if answer else 0, answer and answer.result)
        self.wire.append(entry)
        wanted = self.latency.seconds(name, rows=entry.rows, columns=len(entry.headings))
        self.closing.wait(max(0.0, began + wanted - time.monotonic()))
        return answer

    def _fail(self, fault: Fault, name: str, params: list[Any], request_id: object) -> _Answer | None:
        if fault is Fault.HANG:
            self.closing.wait(self.hang_s)
        if fault is Fault.SQL_ERROR:
            return _json_answer(request_id, None, SQL_ERROR)
        if fault in (Fault.CUT, Fault.TRICKLE):
            return replace(self._reply(name, params, request_id), fault=fault)
        if fault in HTTP_ANSWERS:
            status, body = HTTP_ANSWERS[fault]
            return _Answer(status, (body,))
        return None

    def _reply(self, name: str, params: list[Any], request_id: object) -> _Answer:
        try:
            result, error = self._methods.call(name, params), None
        except StatusAnswerError as refusal:
            result, error = refuse(str(refusal), self.state.version), None
        except ErrorAnswerError as failure:
            result, error = None, str(failure)
        except NoColumnError:
            return _Answer(200, (b"At least one column must be selected for export.",))
        except NoSuchCallError:
            return _Answer(500, (HTML_PAGE,))
        if isinstance(result, Export):
            head = f'{{"id":{json.dumps(request_id)}, "result":"'.encode()
            return _Answer(200, (head, *result.pieces, b'", "error":null}'), is_json=True, result=result)
        return _json_answer(request_id, _as_text(result) if self.state.numbers_are_text else result, error)


def _json_answer(request_id: object, result: object, error: str | None) -> _Answer:
    answer = {"id": request_id, "result": result, "error": error}
    return _Answer(200, (json.dumps(answer).encode(),), is_json=True, result=result)


def _parse(body: bytes) -> dict[str, Any] | _Answer:
    try:
        request = json.loads(body)
    except ValueError:
        return _Answer(200, (json.dumps(_MALFORMED).encode(),), is_json=True)
    if not isinstance(request, dict) or "method" not in request:
        return _Answer(500, (HTML_PAGE,))
    # A request without an id is a notification: it gets no body.
    return request if request.get("id") else _Answer(200, (b"",))


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        # Places in the order of questions are counted by LimeSurvey itself and stay numbers.
        return {key: each if key in ("questionSeq", "groupSeq") else _as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        # Lists of ids are made by LimeSurvey too, as whole numbers.
        return [each if isinstance(each, int) else _as_text(each) for each in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _handler_for(server: LocalLimeSurvey) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path.partition("?")[0] != PATH:
                self._send(_Answer(400, (HTML_PAGE,)))
            elif "application/json" not in self.headers.get("Content-Type", ""):
                self._send(_Answer(200, (b"",)))
            else:
                self._send(server.answer(body))

        def do_GET(self) -> None:
            self._send(_Answer(200 if self.path.partition("?")[0] == PATH else 400, (HTML_PAGE,)))

        def _send(self, answer: _Answer | None) -> None:
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            if answer.status == 302:
                self.send_header("Location", PATH)
            self.send_header("Content-Type", "application/json" if answer.is_json else "text/html; charset=UTF-8")
            for name, value in _HEADERS.items():
                self.send_header(name, value)
            self.end_headers()
            send_pieces(self.wfile, answer.pieces, answer.fault, hang_s=server.hang_s, closing=server.closing)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on the console: the wire log has it."""

    return Handler
