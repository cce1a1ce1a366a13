"""A run that is killed at any moment and run again ends in the same warehouse as one that was not."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.steps.stage import opened_store
from tests.flows.town import SmallTown, small_town

PEOPLE = 40


def run_in_child(town: SmallTown, nth: int) -> int:
    """The exit code of a run that dies at its Nth write (0: it does not)."""
    return subprocess.run([sys.executable, "-m", "tests.flows.killed", str(town.file), str(nth)], check=False).returncode


def fingerprint(town: SmallTown) -> str:
    with opened_store(town.settings) as store:
        return store.fingerprint()


def die_and_run_again(folder: Path, moments: list[int]) -> None:
    with small_town(folder / "whole", languages=("en", "es"), people=PEOPLE) as town:
        assert run_in_child(town, 0) == 0
        expected = fingerprint(town)
    with small_town(folder / "killed", languages=("en", "es"), people=PEOPLE) as town:
        # The pseudonyms and row ids follow from the keys: the same keys, or nothing could be compared.
        shutil.copytree(folder / "whole" / "keys", folder / "killed" / "keys", dirs_exist_ok=True)
        for nth in moments:
            assert run_in_child(town, nth) in (-signal.SIGKILL, 0)
        assert run_in_child(town, 0) == 0
        assert fingerprint(town) == expected


def test_a_run_killed_here_and_there_ends_as_an_unbroken_one(tmp_path: Path) -> None:
    die_and_run_again(tmp_path, [7, 12, 20])


@pytest.mark.slow
@pytest.mark.parametrize("nth", range(1, 61))
def test_a_run_killed_at_any_write_ends_as_an_unbroken_one(tmp_path: Path, nth: int) -> None:
    die_and_run_again(tmp_path, [nth])
