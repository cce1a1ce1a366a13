"""Processes that write events at once, and some that are killed while they do: one chain, without fork or gap."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from warehouse.keys import Keys
from warehouse.store import Store, open_store

ROOT = Path(__file__).parents[2]
PROCESSES, EVENTS = 2, 20

_WRITE = """
import sys
from pathlib import Path
from warehouse.keys import load_keys
from warehouse.store import open_store
url, folder, name, events = sys.argv[1:]
with open_store(url, load_keys(Path(folder))) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(events)):
        with store.transaction():
            store.audit.append(name, "count", str(number), "")
            store.audit.append(name, "count again", str(number), "")
        print(number, flush=True)
"""


def _start(url: str, key_folder: Path, name: str, events: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITE, url, str(key_folder), name, str(events)]
    started = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert started.stdout is not None and started.stdout.readline() == "ready\n"
    return started


def _go(started: subprocess.Popen[str]) -> None:
    assert started.stdin is not None
    started.stdin.write("go\n")
    started.stdin.flush()


def test_processes_that_write_at_once_keep_one_chain(store: Store, url: str, key_folder: Path, keys: Keys) -> None:
    started = [_start(url, key_folder, f"process-{number}", EVENTS) for number in range(PROCESSES)]
    for each in started:
        _go(each)
    ended = [each.communicate(timeout=120) for each in started]
    assert [each.returncode for each in started] == [0] * PROCESSES, [err[-300:] for _, err in ended]
    check = store.audit.verify()
    assert (check.events, check.number, check.is_intact) == (2 * PROCESSES * EVENTS, 2 * PROCESSES * EVENTS, True)
    for number in range(PROCESSES):
        own = [each.subject for each in reversed(store.audit.recent(1000)) if each.actor == f"process-{number}"]
        assert own == [str(count) for count in range(EVENTS) for _ in range(2)], "each process's events stand in its own order"


def test_a_process_that_is_killed_leaves_whole_transactions_and_one_chain(store: Store, url: str, key_folder: Path, keys: Keys) -> None:
    lasting, killed = _start(url, key_folder, "lasting", EVENTS), _start(url, key_folder, "killed", 10_000)
    _go(killed)
    _go(lasting)
    assert killed.stdout is not None
    for _ in range(5):
        killed.stdout.readline()
    killed.kill()
    killed.communicate()
    _, error = lasting.communicate(timeout=120)
    assert lasting.returncode == 0, error[-300:]
    with open_store(url, keys) as opened:
        check = opened.audit.verify()
        assert check.is_intact and check.events % 2 == 0 and check.events >= 2 * (EVENTS + 5)
