"""Run in a process of its own, to be killed in the middle: a write whose input stops half-way and says so.

    python -m tests.warehouse.killed URL KEY_FOLDER replace|save_run|replace_findings

It writes "middle" once rows have been sent to the database and waits there for its end.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, overload

from tests.warehouse.samples import SPRING, born, make_finding, make_response, make_run, make_theme, raw_of
from warehouse.keys import Keys, load_keys
from warehouse.store import Store, open_store

Item = TypeVar("Item")


def stop_here() -> None:
    sys.stdout.write("middle\n")
    sys.stdout.flush()
    time.sleep(600)


@dataclass
class Stopping(Sequence[Item]):
    """A sequence that can be gone through `rounds` times; the next time it stops in the middle."""

    items: Sequence[Item]
    rounds: int

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        return self.items[place]

    def __iter__(self) -> Iterator[Item]:
        self.rounds -= 1
        for place, item in enumerate(self.items):
            if self.rounds < 0 and place == len(self.items) // 2:
                stop_here()
            yield item


def replace(store: Store, keys: Keys) -> None:
    responses = [make_response(keys, str(place), f"changed words {place}") for place in range(50)]
    store.responses.replace(Stopping(responses, rounds=int(sys.argv[4])), raw_of(responses))


def save_run(store: Store, keys: Keys) -> None:
    themes = [make_theme("lamps"), make_theme("new")]
    run, assignments = make_run("second", SPRING, store.passages.of_rounds([SPRING.id]), themes)
    store.themes.save_run(run, themes, [born(themes[1], run)], Stopping(assignments, rounds=int(sys.argv[4])))


def replace_findings(store: Store, keys: Keys) -> None:
    run = store.themes.latest_run(SPRING.id)
    assert run is not None
    with store.transaction():
        store.findings.replace(SPRING.id, [make_finding(make_theme("lamps"), run, people=9)])
        stop_here()


if __name__ == "__main__":
    own_keys = load_keys(Path(sys.argv[2]))
    with open_store(sys.argv[1], own_keys) as opened:
        {"replace": replace, "save_run": save_run, "replace_findings": replace_findings}[sys.argv[3]](opened, own_keys)
    sys.stdout.write("done\n")
