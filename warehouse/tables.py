"""All tables, by area. Import this module to be sure that the metadata has them."""

from __future__ import annotations

from sqlalchemy import Table

from warehouse import tables_around, tables_follow, tables_heard, tables_record, tables_release, tables_review, tables_themes
from warehouse.columns import METADATA

_AREAS = (tables_heard, tables_themes, tables_review, tables_release, tables_follow, tables_around, tables_record)

# What a run writes about itself is not content: it differs between two runs that end in the same place.
RECORD_TABLES = frozenset({"ledger", "lease", "audit_event", "installation", "erasure", "pending_scrub", "calendar_event"})


def all_tables() -> tuple[Table, ...]:
    """Every table, parents before children."""
    return tuple(METADATA.sorted_tables)
