"""How long it takes to verify a million audit events: from the database, and from an exported log. JSON on standard output.

The events are made through the same hashing as real ones and written in bulk, since only the verification is measured.
`python -m benchmarks.audit --events 100000` is a smaller one.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import peak_mb
from warehouse.audit_chain import START, AuditCheck, Record, follow_chain, hash_record
from warehouse.audit_copy import open_audit
from warehouse.audit_export import export_log, open_export
from warehouse.columns import write_json
from warehouse.database import Database
from warehouse.migrate import migrate

_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_INSERT = "INSERT INTO audit_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def make_records(events: int) -> Iterator[Record]:
    """Events such as real ones, rightly chained."""
    previous = START
    for number in range(1, events + 1):
        moment = (_BEGAN + timedelta(seconds=number)).isoformat(timespec="microseconds")
        detail = write_json({"rows": number % 500})
        bare = Record(number, moment, "ana", "read raw words", f"comment-{number:020x}", "to check a redaction", detail, previous, "")
        record = bare._replace(hash=hash_record(bare))
        previous = record.hash
        yield record


def fill(path: Path, events: int) -> float:
    """Make a database with so many events; seconds."""
    began = time.perf_counter()
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    with sqlite3.connect(path) as connection:
        rows = ((each.number, each.happened_at[:26].replace("T", " "), *each[2:]) for each in make_records(events))
        connection.executemany(_INSERT, rows)
    connection.close()
    return time.perf_counter() - began


def verify_database(path: Path) -> AuditCheck:
    """As an auditor does who has a copy."""
    with open_audit(f"sqlite:///{path}") as log:
        return log.verify()


def verify_exported(path: Path) -> AuditCheck:
    """As an auditor does who has the log alone."""
    with open_export(path) as exported:
        return follow_chain(exported.records)


def verify_latest(path: Path) -> AuditCheck:
    """As `hearback status` does."""
    with open_audit(f"sqlite:///{path}") as log:
        return log.verify_latest(10_000)


def main() -> None:
    """Make, verify, export, verify the export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    events = parser.parse_args().events
    figures: dict[str, object] = {"events": events}
    with tempfile.TemporaryDirectory() as folder:
        database, exported = Path(folder) / "hearback.db", Path(folder) / "log.jsonl"
        figures["made_s"] = round(fill(database, events), 1)
        before = peak_mb()
        for name, verify, path in (("database", verify_database, database), ("latest_10000", verify_latest, database)):
            _time(figures, name, verify, path)
        began = time.perf_counter()
        with open_audit(f"sqlite:///{database}") as log:
            export_log(log, exported)
        figures["export_s"] = round(time.perf_counter() - began, 1)
        _time(figures, "exported", verify_exported, exported)
        figures |= {"peak_mb_before": round(before), "peak_mb": round(peak_mb()), "export_mb": round(exported.stat().st_size / 1e6)}
    sys.stdout.write(json.dumps(figures) + "\n")


def _time(figures: dict[str, object], name: str, verify: Callable[[Path], AuditCheck], path: Path) -> None:
    began = time.perf_counter()
    check = verify(path)
    assert check.is_intact, f"{name}: a whole log was found broken"
    figures[f"verify_{name}_s"] = round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
