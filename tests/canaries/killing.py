"""Runs that end by SIGKILL, at a moment or once something has happened."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
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


def once_rows(stage: Stage, table: str) -> Callable[[], bool]:
    """True once this table of the warehouse holds a row; it is looked at ten times a second."""
    next_look = 0.0

    def look() -> bool:
        nonlocal next_look
        if time.monotonic() < next_look:
            return False
        next_look = time.monotonic() + 0.1
        return count_rows(stage.machine.work / "hearback.db", table) > 0

    return look


def count_rows(file: Path, table: str) -> int:
    """How many rows a table has; none while there is no such table, or while it cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as warehouse:
            return int(warehouse.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def once_listed(stage: Stage, part: str) -> Callable[[], bool]:
    """True once a file with this in its path was opened for writing."""
    return lambda: part in stage.machine.written.read_text(errors="replace") if stage.machine.written.exists() else False


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
