"""Whatever is killed, and whenever: the warehouse holds the old or the new, and running again ends in the new."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.warehouse.samples import fill, make_response, raw_of
from warehouse.keys import Keys
from warehouse.store import Store, open_store

ROOT = Path(__file__).parents[2]


def _start(url: str, key_folder: Path, what: str, rounds: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.warehouse.killed", url, str(key_folder), what, str(rounds)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _is_in_the_middle(started: subprocess.Popen[str]) -> bool:
    assert started.stdout is not None
    return started.stdout.readline() == "middle\n"


@pytest.mark.parametrize(("what", "rounds"), [("replace", 4), ("replace", 6), ("replace", 8), ("save_run", 2), ("replace_findings", 0)])
def test_a_write_killed_in_the_middle_leaves_what_was_there(
    store: Store, url: str, keys: Keys, key_folder: Path, what: str, rounds: int
) -> None:
    fill(store, keys, people=6)
    before = store.fingerprint()
    started = _start(url, key_folder, what, rounds)
    assert _is_in_the_middle(started)
    assert store.fingerprint() == before, "nobody sees what is not committed"
    started.kill()
    started.wait()
    assert store.fingerprint() == before
    again = _start(url, key_folder, what, 1000) if what != "replace_findings" else None
    if again is not None:
        assert again.communicate()[0] == "done\n"
        assert store.fingerprint() != before


@pytest.mark.parametrize("seed", range(3))
def test_a_replace_killed_at_any_moment_leaves_the_old_or_the_new(url: str, keys: Keys, key_folder: Path, seed: int) -> None:
    with open_store(url, keys) as store:
        fill(store, keys, people=6)
        old = store.fingerprint()
    started = _start(url, key_folder, "replace", 1000)
    time.sleep(random.Random(seed).uniform(0.5, 1.2))
    started.kill()
    started.wait()
    with open_store(url, keys) as store:
        found = store.fingerprint()
        responses = [make_response(keys, str(place), f"changed words {place}") for place in range(50)]
        store.responses.replace(responses, raw_of(responses))
        assert found in {old, store.fingerprint()}
