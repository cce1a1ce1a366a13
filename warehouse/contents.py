"""What the warehouse holds, in counts and as one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select

from warehouse.columns import write_json
from warehouse.keys import Keys
from warehouse.seal import open_data_key, open_words
from warehouse.tables import RECORD_TABLES, all_tables
from warehouse.tables_heard import vault_entry, vault_key

# When something was done is not what is there; a key and a sealed text differ with every sealing.
_LEFT_OUT = {
    "theme_event": {"id"},
    "theming_run": {"finished_at"},
    "release": {"made_at", "withdrawn_at"},
    "vault_entry": {"stored_at", "sealed_words"},
    "vault_key": {"wrapped_key", "wrapped_by"},
    "hold_decision": {"decided_at"},
    "theme_decision": {"decided_at"},
}


def count_rows(connection: Connection) -> dict[str, int]:
    """The number of rows of every table, by name."""
    return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in all_tables()}


def hash_contents(connection: Connection, keys: Keys) -> str:
    """SHA-256 over all content: the same content gives the same hash, on any database and in any order of writing.

    The vault counts as its words; times of processing, the ledger, leases and the audit log do not count.
    """
    total = hashlib.sha256()
    for table in sorted(all_tables(), key=lambda each: each.name):
        if table.name not in RECORD_TABLES:
            total.update(f"{table.name}\n".encode())
            for row_hash in sorted(_hash_rows(connection, table)):
                total.update(row_hash)
    for row_hash in sorted(_hash_vault(connection, keys)):
        total.update(row_hash)
    return total.hexdigest()


def _hash_rows(connection: Connection, table: Table) -> Iterator[bytes]:
    columns = [column for column in table.c if column.name not in _LEFT_OUT.get(table.name, set())]
    for row in connection.execute(select(*columns)):
        yield _hash_values(row._asdict())


def _hash_vault(connection: Connection, keys: Keys) -> Iterator[bytes]:
    for row in connection.execute(select(vault_entry, vault_key.c.wrapped_key, vault_key.c.wrapped_by).join(vault_key)):
        data_key = open_data_key(keys, row.person_id, row.wrapped_key, row.wrapped_by)
        words = open_words(data_key, row.comment_id, row.sealed_words).reveal()
        yield _hash_values({"comment_id": row.comment_id, "words": words})


def _hash_values(values: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(write_json({name: _to_plain(value) for name, value in values.items()}).encode()).digest()


def _to_plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
