"""The audit log as a file of its own: a line that says whose it is, then one JSON object an event, in order."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii as quote
from pathlib import Path
from typing import IO, Any

from domain.errors import BadFile, WarehouseError
from warehouse.audit_chain import Record
from warehouse.audit_read import AuditLog
from warehouse.columns import write_json

_FORM = "hearback audit log 1"
_LONGEST = 1_000_000  # bytes of a line; an event that this program wrote has less than 30,000


@dataclass(frozen=True, slots=True)
class ExportedLog:
    """An exported log: whose it is, and its events in order; None for a line that is not as it was written."""

    installation: str
    records: Iterator[Record | None]


def export_log(log: AuditLog, file: Path) -> int:
    """Write every event to a new file that only its owner may read, in memory that does not grow; how many there were.

    Raises BadFile where the file is there or cannot be written, WarehouseError where an event cannot be read.
    """
    header = write_json({"form": _FORM, "installation": log.installation(), "made_at": datetime.now(UTC).isoformat(timespec="seconds")})
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise BadFile(
            f"This file cannot be made ({error.strerror}).", where=str(file), next_step="Choose another name or folder."
        ) from None
    try:
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(f"{header}\n")
            return _write_events(log, opened)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise BadFile(f"This file cannot be written ({error.strerror}).", where=str(file), next_step="Make room, then try again.") from None
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _write_events(log: AuditLog, opened: IO[str]) -> int:
    number = 0
    with log.records() as records:
        for number, record in enumerate(records, 1):
            if record is None:
                raise WarehouseError(
                    f"The {number}. event cannot be read, so the log cannot be exported.",
                    where=log.where,
                    next_step="Give the auditor a copy of the database: it can be verified as it is.",
                )
            opened.write(f"{_write_line(record)}\n")
    return number


def _write_line(record: Record) -> str:
    """The event as canonical JSON."""
    return (
        f'{{"action":{quote(record.action)},"actor":{quote(record.actor)},"detail":{_ascii(record.detail)},'
        f'"happened_at":{quote(record.happened_at)},"hash":{quote(record.hash)},"number":{record.number},'
        f'"previous_hash":{quote(record.previous_hash)},"subject":{quote(record.subject)},"why":{quote(record.why)}}}'
    )


def _ascii(detail: str) -> str:
    """The detail as it is stored, which is ASCII unless somebody changed it; what is not is written so that it is found."""
    return detail if detail.isascii() and "\n" not in detail else quote(detail)


@contextmanager
def open_export(file: Path) -> Iterator[ExportedLog]:
    """An exported log. Raises BadFile where the file is none."""
    try:
        opened = file.open("rb")
    except OSError as error:
        raise BadFile(f"This file cannot be read ({error.strerror}).", where=str(file), next_step="Check its name and rights.") from None
    with opened:
        header = _parse(opened.readline(_LONGEST))
        if not isinstance(header, dict) or header.get("form") != _FORM or not isinstance(header.get("installation"), str):
            raise BadFile("This file is no exported audit log.", where=str(file), next_step="Make one with: hearback audit export FILE")
        yield ExportedLog(header["installation"], _read_events(opened))


def _read_events(opened: IO[bytes]) -> Iterator[Record | None]:
    while line := opened.readline(_LONGEST):
        yield _read_event(line)


def _read_event(line: bytes) -> Record | None:
    """The event of a line; None unless the line is to the byte what this program writes for it."""
    fields = _parse(line)
    if not isinstance(fields, dict) or fields.keys() != set(Record._fields) or type(fields["number"]) is not int:
        return None
    words = {name: value for name, value in fields.items() if name not in ("number", "detail")}
    if not all(type(word) is str for word in words.values()):
        return None
    record = Record(number=fields["number"], detail=write_json(fields["detail"]), **words)
    return record if line.rstrip(b"\n") == _write_line(record).encode() else None


def _parse(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
