"""Leases: one run at a time of what must not run twice, even where a process was killed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from domain.errors import Busy
from warehouse.database import Database
from warehouse.process import Process, this_process
from warehouse.tables_record import lease


class Lease:
    """A lease that is held. Renew it in less than its time; one that was not can be taken by another."""

    def __init__(self, database: Database, name: str, seconds: float) -> None:
        self._database = database
        self._name = name
        self._lasts = timedelta(seconds=seconds)
        self._token = secrets.token_hex(16)

    def renew(self) -> None:
        """Hold it for its full time from now. Raises Busy where another took it meanwhile."""
        mine = (lease.c.name == self._name, lease.c.token == self._token)
        with self._database.write() as connection:
            changed = connection.execute(update(lease).where(*mine).values(expires_at=datetime.now(UTC) + self._lasts)).rowcount
        if not changed:
            raise Busy(
                f"The lease of {self._name} ran out and another run took it.",
                next_step="Nothing was half-written; let the other run end, then run again.",
            )

    def _take(self) -> None:
        with self._database.write() as connection:
            held = connection.execute(select(lease).where(lease.c.name == self._name)).first()
            if held is not None and not _is_free(held):
                raise _say_busy(held)
            connection.execute(delete(lease).where(lease.c.name == self._name))
            connection.execute(insert(lease), [self._write_row(this_process())])

    def _write_row(self, process: Process) -> dict[str, Any]:
        now = datetime.now(UTC)
        holder = {"host_hash": process.host_hash, "pid": process.pid, "process_started": process.started}
        return {"name": self._name, "token": self._token, "taken_at": now, "expires_at": now + self._lasts} | holder

    def _give_back(self) -> None:
        with self._database.write() as connection:
            connection.execute(delete(lease).where(lease.c.name == self._name, lease.c.token == self._token))


@contextmanager
def hold_lease(database: Database, name: str, seconds: float) -> Iterator[Lease]:
    """Hold a lease for the block. Raises Busy, saying since when and by whom, where another run holds it.

    One is taken over when its time is over or its process has died on this host.
    """
    if database.is_in_transaction:
        raise RuntimeError("A lease is taken outside a transaction, or nobody else would see it.")
    held = Lease(database, name, seconds)
    held._take()
    try:
        yield held
    finally:
        held._give_back()


def _is_free(row: Row[Any]) -> bool:
    holder = Process(row.host_hash, row.pid, row.process_started)
    return bool(row.expires_at <= datetime.now(UTC)) or holder.is_known_dead()


def _say_busy(row: Row[Any]) -> Busy:
    is_here = row.host_hash == this_process().host_hash
    place = f"process {row.pid} on this machine" if is_here else "a run on another machine"
    since, until = (f"{moment:%Y-%m-%d %H:%M} UTC" for moment in (row.taken_at, row.expires_at))
    return Busy(
        f"{row.name} is held by {place} since {since}.",
        next_step=f"Wait for it to end; if it has died, its hold ends at {until}.",
    )
