"""Whatever happens at a survey and to its pulls, the warehouse holds what the survey says, and the counts add up."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings

from tests.sources.history import play
from tests.sources.steps import History, histories

SHORT = 40
LONG = int(os.environ.get("HEARBACK_HISTORIES", "10000"))


@settings(max_examples=SHORT, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(history=histories())
def test_the_warehouse_equals_the_survey_after_any_history(history: History) -> None:
    play(history)


@pytest.mark.slow
def test_the_warehouse_equals_the_survey_after_ten_thousand_histories() -> None:
    """As many processes as there are cores; each draws histories of its own."""
    cores = os.cpu_count() or 1
    command = [sys.executable, "-m", "tests.sources.many", str(-(-LONG // cores))]
    running = [subprocess.Popen([*command, str(seed)]) for seed in range(cores)]
    assert [each.wait() for each in running] == [0] * cores
