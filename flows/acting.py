"""Who a run is for, in the audit log: the person who began it by hand, else the program itself.

Not a parameter of the flows, since Prefect keeps those, and its database has no business with who works here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PROGRAM = "hearback"
_actor: ContextVar[str] = ContextVar("actor", default=PROGRAM)


@contextmanager
def acting_as(actor: str) -> Iterator[None]:
    """Within the block, runs of this thread are begun by `actor`."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


def current_actor() -> str:
    """Who began the run."""
    return _actor.get()
