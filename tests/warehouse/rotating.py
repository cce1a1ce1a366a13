"""Change the vault's key in this process and die by SIGKILL at the Nth moment; run by `test_rotation.py`, not by hand.

    python -m tests.warehouse.rotating URL KEY_FOLDER NTH      NTH = 0: to the end

A moment is just before or just after anything that lasts: a commit, a synced file, a name that was given or removed. It
says "begins" once all is imported.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desk.keys import VaultKeyChange, change_vault_key
from warehouse import rotate
from warehouse.database import Database
from warehouse.keys import KeyPlaces, load_keys
from warehouse.store import open_store

LASTING = ("fsync", "link", "replace", "rename", "unlink")


class Died(BaseException):
    """The process ended here."""


def change(url: str, folder: Path, *, chunk: int = 400) -> VaultKeyChange:
    """One change of the vault's key, or the rest of one."""
    places = KeyPlaces(folder)
    with pytest.MonkeyPatch.context() as patch, open_store(url, load_keys(places)) as store:
        patch.setattr(rotate, "CHUNK", chunk)
        return change_vault_key(store, places, actor="ana", why="a laptop was lost")


@contextmanager
def dying_at(nth: int, die: Callable[[], None]) -> Iterator[list[int]]:
    """Call `die` at the Nth moment within, and at every one after it; gives a list that holds how many there were."""
    count = [0]

    def moment() -> None:
        count[0] += 1
        if nth and count[0] >= nth:
            die()

    def around(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            moment()
            result = original(*args, **more)
            moment()
            return result

        return call

    write = Database.write

    @contextmanager
    def dying_write(self: Database) -> Iterator[Any]:
        with write(self) as connection:
            yield connection
            moment()
        moment()

    with pytest.MonkeyPatch.context() as patch:
        for name in LASTING:
            patch.setattr(os, name, around(getattr(os, name)))
        patch.setattr(Database, "write", dying_write)
        yield count


def kill_this_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.stdout.write("begins\n")
    sys.stdout.flush()
    with dying_at(int(sys.argv[3]), kill_this_process):
        change(sys.argv[1], Path(sys.argv[2]))
    sys.stdout.write("done\n")
