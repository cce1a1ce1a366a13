"""Sending an answer's body: whole, or cut and slow where a fault asks for it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from threading import Event
from typing import Protocol

from demo.limesurvey.faults import Fault

PAUSE_S = 0.05


class Sink(Protocol):
    """What takes bytes: a connection."""

    def write(self, data: bytes, /) -> object:
        """Send these bytes."""


def send_pieces(sink: Sink, pieces: Sequence[bytes], fault: Fault | None, *, hang_s: float, closing: Event) -> None:
    """Write the body; a client that hung up ends it."""
    try:
        if fault is None:
            for piece in pieces:
                sink.write(piece)
            return
        body = b"".join(pieces)
        if fault is Fault.CUT:
            sink.write(body[: len(body) // 2])
        else:
            _trickle(sink, body, hang_s, closing)
    except (BrokenPipeError, ConnectionResetError):
        return


def _trickle(sink: Sink, body: bytes, hang_s: float, closing: Event) -> None:
    ends = time.monotonic() + hang_s
    for place in range(len(body)):
        if time.monotonic() > ends or closing.wait(PAUSE_S):
            return
        sink.write(body[place : place + 1])
