"""Errors that Hearback did not expect, told without their words: those might quote what somebody said."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PREFECT = frozenset({"prefect", "httpx", "sqlite3", "aiosqlite"})


def describe_unknown(error: Exception) -> str:
    """What is known of an error: its type and where it came from, and what to do next."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
    if isinstance(error, OSError) and error.errno in _FULL:
        return f"The disk is full ({where}). Nothing is half-written: make room, and run it again."
    if isinstance(error, MemoryError):
        return f"There is not enough memory ({where}). Nothing is half-written: run it on a larger machine, or on fewer languages."
    if type(error).__module__.partition(".")[0] in _PREFECT:
        return f"Prefect could not keep its record of the run ({where}). Is its disk full, or its server away? Mend that, and run it again."
    return f"It failed with {where}. Nothing is half-written: run it again, and if it fails again, report this line."
