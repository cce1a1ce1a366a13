"""One session to bring in, kept in a private file for the time of the run.

Names of facilitators and of sessions must not become parameters of a flow, which Prefect keeps; the path of a file may.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from surveys.transcripts import check_facts


@dataclass(frozen=True, slots=True, repr=False)
class SessionRequest:
    """A session's name, the files that are its parts in order, and the facts that were given for it, checked."""

    name: str
    files: tuple[Path, ...]
    given: Mapping[str, Any] = field(default_factory=dict)


@contextmanager
def written_request(name: str, files: list[Path], told: Mapping[str, Any]) -> Iterator[Path]:
    """The path of a file that holds the request, gone after the block. Raises BadFile for facts that are not as they must be.

    On Linux it lies in memory only: a run that is killed leaves no name behind.
    """
    check_facts(told, "flags")
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in told.items()}
    content = json.dumps({"name": name, "files": [str(file.absolute()) for file in files], "facts": plain})
    with _in_memory(content) if hasattr(os, "memfd_create") else _on_disk(content) as place:
        yield place


@contextmanager
def _in_memory(content: str) -> Iterator[Path]:
    with os.fdopen(os.memfd_create("hearback-session"), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        yield Path(f"/proc/self/fd/{file.fileno()}")


@contextmanager
def _on_disk(content: str) -> Iterator[Path]:
    handle, place = tempfile.mkstemp(prefix="hearback-session-", suffix=".json")  # readable by its owner only
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
        yield Path(place)
    finally:
        Path(place).unlink(missing_ok=True)


def read_request(file: Path) -> SessionRequest:
    """The request in a file that `written_request` made."""
    told = json.loads(file.read_text(encoding="utf-8"))
    facts = {key: date.fromisoformat(value) if key == "held_on" else value for key, value in told["facts"].items()}
    return SessionRequest(told["name"], tuple(map(Path, told["files"])), check_facts(facts, "flags"))
