"""Raw words are kept for as many days as the settings say, and no longer: also where nobody pulls their source any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from config.settings import Settings
from domain.listening import Source
from domain.receipt import Receipt
from flows.acting import current_actor
from flows.steps.stage import stage
from warehouse.store import Store

SHORT_DAYS = 30
"""Where no source keeps raw words for longer, a clock that leaps ahead costs little: they would soon have gone anyway."""

CLOCK_IS_RIGHT = "a person said that the clock is right"


@stage("retention")
def retain(store: Store, settings: Settings, *, is_clock_right: bool = False) -> Receipt:
    """Destroy the raw words of every source whose time is over. With `is_clock_right` the clock is believed first."""
    notes = []
    if is_clock_right:
        dated = store.clock.accept(datetime.now(UTC), actor=current_actor(), why=CLOCK_IS_RIGHT)
        notes += [f"The clock is believed again; {dated} rows had a date to come and have today's now."]
    destroyed = destroy_old_words(store, settings)
    return Receipt(notes=(*notes, f"{destroyed} raw texts destroyed."))


def destroy_old_words(store: Store, settings: Settings) -> int:
    """Destroy the raw words of every source that are older than its days, with an audit event each; how many there were.

    Raises WarehouseError where the clock cannot be believed; nothing is destroyed then.
    """
    now, days = datetime.now(UTC), tuple(_days_of_all(store, settings))
    store.clock.check(now, is_leap_harmless=max((kept for _, kept in days), default=0) <= SHORT_DAYS)
    return sum(_destroy(store, source, kept, now) for source, kept in days)


def _days_of_all(store: Store, settings: Settings) -> Iterator[tuple[Source, int]]:
    """Every source of the warehouse and its days; one that has left the settings keeps those that it had."""
    for source in store.sources.all():
        if source.name in settings.sources:
            days = settings.raw_days_of(source.name)
            store.vault.note_days(source.id, days)
        else:
            noted = store.vault.noted_days(source.id)
            days = settings.redaction.raw_days if noted is None else noted
        yield source, days


def _destroy(store: Store, source: Source, days: int, now: datetime) -> int:
    with store.transaction():
        destroyed = store.vault.destroy_expired(source.id, now - timedelta(days=days))
        if destroyed:
            store.audit.append("hearback", "raw words destroyed", source.id, f"older than {days} days", {"rows": destroyed})
    return destroyed
