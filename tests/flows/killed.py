"""Run a round's stages in this process and die by SIGKILL at the Nth write; run by `test_killed.py`, not by hand.

python -m tests.flows.killed SETTINGS NTH      NTH = 0: run to the end
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.settings import load_settings
from tests.flows.test_stages import run_all
from warehouse.database import Database


def die_at_write(nth: int) -> None:
    """Kill this process without warning: at odd numbers before the write is committed, at even ones just after."""
    write, count = Database.write, 0

    @contextmanager
    def counted(self: Database) -> Iterator[Any]:
        nonlocal count
        with write(self) as connection:
            yield connection
            count += 1
            if count == nth and nth % 2:
                os.kill(os.getpid(), signal.SIGKILL)
        if count == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    Database.write = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    settings_file, nth = Path(sys.argv[1]), int(sys.argv[2])
    settings = load_settings(settings_file)
    if nth:
        die_at_write(nth)
    run_all(settings, settings.folder / "digest")
