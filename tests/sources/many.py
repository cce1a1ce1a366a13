"""Play many histories in this process: `python -m tests.sources.many COUNT SEED`; the exit code tells how it went."""

from __future__ import annotations

import sys
import time

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.sources.history import play
from tests.sources.steps import History, histories


def play_many(count: int, number: int) -> None:
    """Draw and play `count` histories; raises at the first that does not hold, made as small as can be."""
    played, started = 0, time.monotonic()

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        database=None,
        print_blob=True,
    )
    @given(history=histories())
    def play_one(history: History) -> None:
        nonlocal played
        play(history)
        played += 1
        if played % 100 == 0:
            _say(f"seed {number}: {played} histories, {(time.monotonic() - started) / played:.2f} s each")

    play_one()
    _say(f"seed {number}: all {played} histories hold, {time.monotonic() - started:.0f} s")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    play_many(int(sys.argv[1]), int(sys.argv[2]))
