"""Measurements on real data: each module is one command that prints JSON."""

from __future__ import annotations

import os
from pathlib import Path


def find_data() -> Path:
    """The folder of the data sets: `HEARBACK_SHARED`, else `shared` beside the checkout. Ends the program where it is absent."""
    folder = Path(os.environ.get("HEARBACK_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
    if not folder.is_dir():
        raise SystemExit(f"There are no data sets at {folder}: set HEARBACK_SHARED to the folder that holds them.")
    return folder
