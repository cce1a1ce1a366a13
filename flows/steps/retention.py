"""Raw words are kept for as many days as the settings say, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from config.settings import Settings
from domain.listening import Source
from warehouse.store import Store


def destroy_old_words(store: Store, settings: Settings, source: Source) -> int:
    """Destroy the source's raw words that are older than `[redaction] raw_days`, with an audit event; how many there were."""
    days = settings.redaction.raw_days
    with store.transaction():
        destroyed = store.vault.destroy_expired(source.id, datetime.now(UTC) - timedelta(days=days))
        if destroyed:
            store.audit.append("hearback", "raw words destroyed", source.id, f"older than {days} days", {"rows": destroyed})
    return destroyed
