"""Whether the digests in the database are the ones that the audit log says were published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, inspect, text

from warehouse.audit_read import AuditEvent, AuditLog

MADE, WITHDRAWN, ERASED = "release made", "release withdrawn", "erased"
_BEFORE = "hash before"
_ROWS = "SELECT id, content_hash, page_json, made_at, withdrawn_at, {record} AS record FROM release ORDER BY made_at, id"
_MOST = 1_000_000  # events of these kinds; each is a publication or an erasure


@dataclass(frozen=True, slots=True)
class ReleasesCheck:
    """How many releases there are, how many of them were made before the log told of releases, and what is wrong in sentences."""

    releases: int = 0
    older: int = 0
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Told:
    """What the log tells: the hash with which each release was published, that of its record, and with which it was withdrawn."""

    made: dict[str, str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)

    def add(self, event: AuditEvent) -> None:
        if event.action == MADE:
            self.made[event.subject] = str(event.detail.get("hash", ""))
            if "record" in event.detail:
                self.records[event.subject] = str(event.detail["record"])
        elif event.action == WITHDRAWN:
            self.withdrawn[event.subject] = str(event.detail.get(_BEFORE, ""))
        else:
            self.withdrawn |= dict(_read_erased(event.detail))


def _read_erased(detail: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """An erasure names the releases that it withdrew within the names of what it tells."""
    for name, value in detail.items():
        if name.startswith(f"{_BEFORE} of "):
            yield name.removeprefix(f"{_BEFORE} of "), str(value)


def check_releases(log: AuditLog) -> ReleasesCheck:
    """Hold each release against the events of its publishing and of its withdrawal, and against the hash of its own page.

    Raises WarehouseError where one of these events cannot be read: then the chain is broken too.
    """
    told = _Told()
    for event in reversed(log.recent(_MOST, (MADE, WITHDRAWN, ERASED))):
        told.add(event)
    with log.reading() as connection:
        rows = _load(connection)
    here = {row.id for row in rows}
    first = next((place for place, row in enumerate(rows) if row.id in told.made), len(rows))
    problems = [f"{row.id}: {problem}" for place, row in enumerate(rows) for problem in _judge(row, told, is_older=place < first)]
    problems += [f"{each}: it was published, and is not here any more." for each in told.made if each not in here]
    return ReleasesCheck(len(rows), first, tuple(problems))


def _load(connection: Connection) -> Sequence[Any]:
    """The releases; none in a database from before they could be withdrawn."""
    look = inspect(connection)
    columns = {each["name"] for each in look.get_columns("release")} if look.has_table("release") else set()
    if "withdrawn_at" not in columns:
        return ()
    return connection.execute(text(_ROWS.format(record="record" if "record" in columns else "''"))).all()


def _judge(row: Any, told: _Told, *, is_older: bool) -> Iterator[str]:
    if hashlib.sha256(str(row.page_json).encode("utf-8", "surrogatepass")).hexdigest() != row.content_hash:
        yield "its page is not the one of its hash: it was changed."
    if row.id in told.records and hashlib.sha256(str(row.record).encode()).hexdigest() != told.records[row.id]:
        yield "its record of who looked at what is not the one that was published."
    published = told.made.get(row.id)
    if published is None and not is_older:
        yield "no event says that it was published."
    if row.withdrawn_at is not None:
        before = told.withdrawn.get(row.id)
        if before is None:
            yield "it is marked as withdrawn, and no event says that it was."
        elif published not in (None, before):
            yield "what was withdrawn is not what was published."
    elif published not in (None, row.content_hash):
        yield "it is not what was published: page and hash were changed."
    elif row.id in told.withdrawn:
        yield "it was withdrawn, and stands here as if it were not."
