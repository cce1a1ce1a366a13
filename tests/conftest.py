"""What every test stands on: no network by way of models, no telemetry, and Prefect's files in a folder of the run."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest

from nlp.embed.open import prepare_environment
from tests.played import PlayedDemo, can_cut_off, hearback

_HOME = tempfile.mkdtemp(prefix="hearback-tests-")
prepare_environment()
os.environ["PREFECT_HOME"] = str(Path(_HOME) / "prefect")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data to measure on, which is not part of the project; tests that need it skip without it."""
    folder = Path(os.environ.get("HEARBACK_SHARED", Path(__file__).parents[2] / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"no data at {folder}: set HEARBACK_SHARED to measure on it")
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> PlayedDemo:
    """The demo, played once for all tests that look at it."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    done = hearback("demo", "--dir", str(folder), "--no-open", "--json")
    assert done.returncode == 0, done.stderr
    return PlayedDemo(folder, json.loads(done.stdout), can_cut_off())
