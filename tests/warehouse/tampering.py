"""What somebody does who may alter the database: take the guards away, then change what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, text

from warehouse.audit_chain import START, Record, hash_record

_GUARDS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS audit_event_refuses_{each}" for each in ("update", "delete", "insert")],
    "postgresql": [f"DROP TRIGGER IF EXISTS audit_event_refuses_{each} ON audit_event" for each in ("change", "truncate")],
}


@contextmanager
def forced(url: str) -> Iterator[Connection]:
    """A transaction of somebody whom no guard stops."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in _GUARDS[engine.dialect.name]:
                connection.execute(text(statement))
            yield connection
    finally:
        engine.dispose()


def tamper(url: str, *statements: str) -> None:
    """Carry out statements by force."""
    with forced(url) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def chain(contents: Sequence[Sequence[Any]], *, previous: str = START, first: int = 1) -> list[Record]:
    """Records that follow one another rightly, of (happened_at, actor, action, subject, why, detail): as a forger makes them."""
    records: list[Record] = []
    for number, content in enumerate(contents, first):
        bare = Record(number, *content, previous, "")
        records.append(bare._replace(hash=hash_record(bare)))
        previous = records[-1].hash
    return records
