"""Runs that end by SIGKILL, at a moment or once something has happened."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.canaries.staged import Stage


def after(seconds: float) -> Callable[[], bool]:
    """True from so many seconds on, counted from now."""
    ends = time.monotonic() + seconds
    return lambda: time.monotonic() >= ends


def once_words_are_there(stage: Stage) -> Callable[[], bool]:
    """True once somebody's words are on their way to the disk: the warehouse's log is longer than its empty tables."""
    log = stage.machine.work / "hearback.db-wal"
    return lambda: _size(log) > 200_000 and (stage.machine.work / "hearback.db").stat().st_size > 0


def once_listed(stage: Stage, part: str) -> Callable[[], bool]:
    """True once a file with this in its path was opened for writing."""
    return lambda: part in stage.machine.written.read_text(errors="replace") if stage.machine.written.exists() else False


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
