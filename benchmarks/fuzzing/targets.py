"""What reads damaged input: each target takes a sample and its damage, and ends with a value or one of Hearback's errors."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.fuzzing.mutate import mutate
from benchmarks.fuzzing.samples import Sample
from demo.limesurvey import DEMO_ACCOUNT, LocalLimeSurvey
from demo.limesurvey.made import SID, make_rows, make_survey
from domain.errors import HearbackError
from domain.text import RawText
from surveys.limesurvey import LimeSurveyAccess, RetryPolicy, open_survey
from surveys.mapping import Indicator, Mapping

SURVEY_MAPPING = Mapping(
    comments=("qworry", "qplace[other]"), indicators=(Indicator("qtrust", "Trust"),), groups=(("place", "qplace"),), quote_consent="qquote"
)
_CODES = ("said", "What worries you?", "group/said")
_PLACE = ZoneInfo("Europe/Paris")


def run_case(sample: Sample, draw: Random, keep: Callable[[bytes], None]) -> str:
    """Read the damaged sample: "value" or "error". `keep` is given the damaged bytes first. Any other exception comes out."""
    try:
        if sample.kind == "answer":
            _read_answers(sample, draw, keep)
        else:
            content = mutate(sample.content, draw)
            keep(content)
            _READERS[sample.kind](sample, content)
    except HearbackError:
        return "error"
    return "value"


def _read_transcript(sample: Sample, content: bytes) -> None:
    from surveys.transcripts import read_transcript

    with _written(sample.name, content) as file:
        read_transcript(file)


def _read_facts(sample: Sample, content: bytes) -> None:
    from surveys.transcripts.facts import read_facts_file

    with _written(sample.name, content) as file:
        read_facts_file(file)


def _read_survey(sample: Sample, content: bytes) -> None:
    from surveys.files import describe_file, read_file

    with _written(sample.name, content) as file:
        try:
            describe_file(file)
        finally:
            for code in _CODES:
                mapping = Mapping(comments=(code,), indicators=(Indicator("trust", "Trust"),))
                _read_to_the_end(partial(read_file, file, mapping, timezone=_PLACE, language="en"))


def _read_to_the_end(read: Callable[[], Iterator[object]]) -> None:
    try:
        for _ in read():
            pass
    except HearbackError:
        return  # most mappings do not fit: what is looked for is any other error


@contextmanager
def _written(name: str, content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        yield file


_READERS: dict[str, Callable[[Sample, bytes], None]] = {"transcript": _read_transcript, "facts": _read_facts, "survey": _read_survey}


def _read_answers(sample: Sample, draw: Random, keep: Callable[[bytes], None]) -> None:
    """Read a survey from a server of which every answer to one method is damaged, or the rows inside its export."""
    liar = _liar()
    liar.method, liar.draw, liar.keep = sample.name, draw, keep
    access = LimeSurveyAccess(liar.url, DEMO_ACCOUNT.user, RawText(DEMO_ACCOUNT.password), SID, 1.0, 20, is_local_allowed=True)
    retry = RetryPolicy(attempts=1)
    with open_survey(access, SURVEY_MAPPING, timezone=_PLACE, is_partial_taken=draw.random() < 0.5, retry=retry) as survey:
        survey.questions()
        survey.count()
        for _ in survey.pages():
            pass
        survey.which_are_there({1, 7, 39})


class _Liar:
    """An HTTP server before the local LimeSurvey that damages what passes."""

    def __init__(self, server: LocalLimeSurvey) -> None:
        self.server = server
        self.method = ""
        self.draw = Random(0)  # noqa: S311 - damage, no secret
        self.keep: Callable[[bytes], None] = lambda content: None
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}/index.php/admin/remotecontrol"
        Thread(target=self._http.serve_forever, daemon=True).start()

    def answer(self, request: bytes) -> bytes:
        """The right answer, or a damaged one where the method is due."""
        answer = self.server.answer(request)
        body = b"" if answer is None else b"".join(answer.pieces)
        method = json.loads(request)["method"]
        if self.method == "rows" and method == "export_responses":
            body = self._damage_rows(body)
        elif self.method == method:
            body = mutate(body, self.draw)
        self.keep(body)
        return body

    def _damage_rows(self, body: bytes) -> bytes:
        told: dict[str, Any] = json.loads(body)
        if isinstance(told.get("result"), str):
            told["result"] = base64.b64encode(mutate(base64.b64decode(told["result"]), self.draw)).decode()
        return json.dumps(told).encode()


@cache
def _liar() -> _Liar:
    server = LocalLimeSurvey([make_survey()])
    for row in make_rows(40):
        server.insert(SID, row)
    return _Liar(server)


def _handler_for(liar: _Liar) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = liar.answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what was asked may be damaged, too."""

    return Handler
