"""A real HTTP server on this machine that answers as an OpenAI-compatible one does, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answering = Callable[[list[dict[str, str]]], "Reply"]
"""From the passages of a question (`id` and `text`) to what the server sends."""


@dataclass(frozen=True, slots=True)
class Reply:
    body: bytes
    status: int = 200
    location: str = ""
    pause_s: float = 0.0


@dataclass(slots=True)
class Heard:
    """What the server was sent."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def say(content: str, **message: Any) -> Reply:
    """A completion with this content."""
    return Reply(json.dumps({"choices": [{"message": {"role": "assistant", "content": content} | message}]}).encode())


def propose(title: str, ids: list[str], description: str = "") -> Reply:
    return say(json.dumps({"title": title, "description": description, "passage_ids": ids}, ensure_ascii=False))


@contextmanager
def serve(answering: Answering) -> Iterator[Heard]:
    heard = Heard("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.bodies.append(body)
            heard.headers.append(dict(self.headers))
            heard.paths.append(self.path)
            reply = answering(json.loads(body["messages"][1]["content"])["passages"])
            time.sleep(reply.pause_s)
            self.send_response(reply.status)
            if reply.location:
                self.send_header("Location", reply.location)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                self.wfile.write(reply.body)
            except (BrokenPipeError, ConnectionResetError):
                return  # The client had enough: that is what some tests are about.

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
