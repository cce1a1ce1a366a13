from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from domain.errors import Busy
from warehouse.keys import Keys
from warehouse.store import Store, open_store

ROOT = Path(__file__).parents[2]

_HOLD = """
import sys, time
from pathlib import Path
from warehouse.keys import load_keys
from warehouse.store import open_store
with open_store(sys.argv[1], load_keys(Path(sys.argv[2]))) as store, store.lease("pull safety", seconds=600):
    print("held", flush=True)
    sys.stdin.readline()
"""


def _hold_elsewhere(url: str, key_folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _HOLD, url, str(key_folder)]
    started = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None and started.stdout.readline() == "held\n"
    return started


def test_a_lease_held_by_another_process_is_refused_with_who_and_since_when(store: Store, url: str, key_folder: Path) -> None:
    holder = _hold_elsewhere(url, key_folder)
    with (
        pytest.raises(Busy, match=f"pull safety is held by process {holder.pid} on this machine since 20"),
        store.lease("pull safety", seconds=5),
    ):
        pass
    with store.lease("pull other", seconds=5):
        pass
    holder.communicate("end\n")
    with store.lease("pull safety", seconds=5):
        assert store.counts()["lease"] == 1
    assert store.counts()["lease"] == 0


def test_the_lease_of_a_killed_process_is_taken_over_at_once(store: Store, url: str, key_folder: Path) -> None:
    holder = _hold_elsewhere(url, key_folder)
    holder.kill()
    holder.wait()
    with store.lease("pull safety", seconds=5):
        pass


def test_the_lease_of_another_machine_is_respected_until_it_ends(store: Store, url: str, keys: Keys) -> None:
    with open_store(url, keys) as other, other.lease("theme", seconds=600):
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE lease SET host_hash = 'elsewhere', pid = 999999"))
        with pytest.raises(Busy, match="a run on another machine"), store.lease("theme", seconds=5):
            pass
        engine.dispose()


def test_a_later_process_of_the_same_number_is_not_taken_for_the_holder(store: Store, url: str, keys: Keys) -> None:
    with open_store(url, keys) as other, other.lease("theme", seconds=600):
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE lease SET process_started = '1'"))
        engine.dispose()
        with store.lease("theme", seconds=5):
            pass


def test_a_lease_that_ran_out_is_taken_and_its_holder_told(store: Store, url: str, keys: Keys) -> None:
    with open_store(url, keys) as other, other.lease("theme", seconds=0.05) as slow:
        time.sleep(0.1)
        with store.lease("theme", seconds=60), pytest.raises(Busy, match="another run took it"):
            slow.renew()
    assert store.counts()["lease"] == 0


def test_a_renewed_lease_is_kept(store: Store, url: str, keys: Keys) -> None:
    with open_store(url, keys) as other, other.lease("theme", seconds=0.4) as held:
        for _ in range(3):
            time.sleep(0.2)
            held.renew()
        with pytest.raises(Busy), store.lease("theme", seconds=5):
            pass


def test_a_lease_is_given_back_when_its_work_fails(store: Store) -> None:
    with pytest.raises(KeyError), store.lease("theme", seconds=60):
        raise KeyError
    with store.lease("theme", seconds=60):
        pass


def test_a_lease_is_not_taken_within_a_transaction(store: Store) -> None:
    with store.transaction(), pytest.raises(RuntimeError, match="outside a transaction"), store.lease("theme", seconds=60):
        pass
