"""How long `hearback --help` takes beside an empty Python, in one run. JSON on standard output."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

RUNS = 9


def time_command(*arguments: str) -> float:
    """Seconds of wall time of one Python process."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Both in turn, so that a slow moment of the machine hits both; medians."""
    pairs = [(time_command("-c", "pass"), time_command("-m", "cli.main", "--help")) for _ in range(RUNS)]
    empty, helped = (statistics.median(column) for column in zip(*pairs, strict=True))
    figures = {"python_empty_s": round(empty, 3), "hearback_help_s": round(helped, 3), "ratio": round(helped / empty, 1), "runs": RUNS}
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
