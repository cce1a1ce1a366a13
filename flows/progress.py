"""Where a running stage says how far it is. Counts and names of stages only; whoever wants to show them listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Step(NamedTuple):
    """`done` of `total` things of a stage; `total` is None while it is not known."""

    stage: str
    done: int
    total: int | None


Listener = Callable[[Step], None]

_listener: ContextVar[Listener | None] = ContextVar("hearback_progress", default=None)


def report(stage: str, done: int, total: int | None = None) -> None:
    """Tell the listener, if there is one, how far a stage is."""
    listener = _listener.get()
    if listener is not None:
        listener(Step(stage, done, total))


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hear of every step reported within the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
