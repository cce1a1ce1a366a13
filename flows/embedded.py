"""How Prefect is set up: silent and alone on one machine, or as the city's server has it.

Call `prepare` before anything imports Prefect: it reads its settings once, at import.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
_SERVER_HEARTBEAT_S = 30


def has_server() -> bool:
    """True when this machine is told of a Prefect server (`PREFECT_API_URL`)."""
    return bool(os.environ.get("PREFECT_API_URL"))


def prepare(folder: Path) -> None:
    """Set Prefect's environment, without overriding what the host has set. Its own files go under `folder`."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if not has_server() and "PREFECT_HOME" not in os.environ:
        home = folder / ".hearback" / "prefect"
        home.mkdir(parents=True, exist_ok=True)  # Prefect makes the last folder only
        os.environ["PREFECT_HOME"] = str(home)


@contextmanager
def run_quietly() -> Iterator[None]:
    """Run flows within: no heartbeat for an embedded run (it makes each flow wait a second), 30 s against a server."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: _SERVER_HEARTBEAT_S if has_server() else None}):
        yield
