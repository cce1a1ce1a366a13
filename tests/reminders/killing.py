"""Runs the reminders in a process of their own, which dies by SIGKILL at its Nth point, or after so many seconds.

Points are before and after each commit, before a message is handed to the mail server and after the server has taken it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from config.settings import Settings, load_settings
from flows.steps.remind.run import remind_now
from flows.steps.remind.send import LEASE, LEASE_S, send_waiting
from flows.steps.stage import opened_store
from warehouse.database import Database
from warehouse.store import Store


@dataclass(frozen=True)
class Death:
    """When a run dies: at its Nth point (0: never), or after so many seconds (0: never)."""

    point: int = 0
    after_s: float = 0.0


def run_and_die(file: Path, now: datetime, death: Death, *, is_waiting_only: bool = False) -> bool:
    """Run in a process of its own; True where it was killed, False where it came to its end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "tests.reminders.killing"])
    process = context.Process(target=_run, args=(str(file), now.isoformat(), death.point, death.after_s, is_waiting_only))
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL), f"it ended with {process.exitcode}"
    return process.exitcode != 0


def run_here(file: Path, now: datetime, *, is_waiting_only: bool = False) -> None:
    """The same, in this process and to its end."""
    settings = load_settings(file)
    with opened_store(settings) as store:
        run_in(store, settings, now, is_waiting_only=is_waiting_only)


def run_in(store: Store, settings: Settings, now: datetime, *, is_waiting_only: bool = False) -> None:
    """The same, in a store that is open."""
    if not is_waiting_only:
        remind_now(store, settings, clock=lambda: now)
        return
    with store.lease(LEASE, seconds=LEASE_S) as lease:
        send_waiting(store, settings, lease, clock=lambda: now)


def _run(file: str, now: str, point: int, after_s: float, is_waiting_only: bool) -> None:
    if point:
        _die_at(point)
    if after_s:
        threading.Timer(after_s, os.kill, (os.getpid(), signal.SIGKILL)).start()
    run_here(Path(file), datetime.fromisoformat(now), is_waiting_only=is_waiting_only)
    os._exit(0)  # a timer that is still running is no reason to wait


def _die_at(nth: int) -> None:
    write, send_message, passed = Database.write, smtplib.SMTP.send_message, 0

    def pass_point() -> None:
        nonlocal passed
        passed += 1
        if passed == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def dying_write(self: Database) -> Iterator[Any]:
        with write(self) as connection:
            yield connection
            pass_point()
        pass_point()

    def dying_send(self: smtplib.SMTP, *args: Any, **named: Any) -> Any:
        pass_point()
        answer = send_message(self, *args, **named)
        pass_point()
        return answer

    Database.write = dying_write  # type: ignore[method-assign]
    smtplib.SMTP.send_message = dying_send  # type: ignore[method-assign]
