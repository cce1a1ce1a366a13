"""Measurements on real data: each module is one command that prints JSON."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def find_data() -> Path:
    """The folder of the data sets: `HEARBACK_SHARED`, else `shared` beside the checkout. Ends the program where it is absent."""
    folder = Path(os.environ.get("HEARBACK_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
    if not folder.is_dir():
        raise SystemExit(f"There are no data sets at {folder}: set HEARBACK_SHARED to the folder that holds them.")
    return folder


def peak_mb() -> float:
    """The most resident memory that this process has had, in MB, from the kernel.

    On Linux that is the high-water mark of the program itself: what `getrusage` tells counts the process that started it too.
    """
    if sys.platform == "linux":
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
