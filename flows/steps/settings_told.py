"""Which settings may be told in the audit log with their values: numbers, switches, days and a few words; of others the names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from config.settings import Settings
from warehouse.store import Store

# Where things lie says nothing about how people are treated, and the address of a database may hold a password.
_PLACES = frozenset({"folder", "hearback.warehouse", "hearback.key_folder"})
_WORDS_TOLD = frozenset({"hearback.language", "hearback.timezone", "redaction.officers", "translation.engine"})


def note_settings(store: Store, settings: Settings, *, actor: str) -> bool:
    """Write down in the audit log what is set otherwise than at the last run; True where anything is."""
    flat = {name: value for name, value in _flatten("", settings.model_dump(mode="json")) if name not in _PLACES}
    told = {name: value for name, value in flat.items() if _may_be_told(name, value)}
    hidden = {name: value for name, value in flat.items() if name not in told}
    return store.settings.note(told, hidden, actor=actor)


def _flatten(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every setting by its name as in the file: `digest.threshold`, `rounds.autumn.ends_on`."""
    if isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, list) and value and all(isinstance(each, Mapping) and "name" in each for each in value):
        parts = {each["name"]: each for each in value}.items()
    else:
        yield name, value
        return
    for key, part in parts:
        yield from _flatten(f"{name}.{key}" if name else str(key), part)


def _may_be_told(name: str, value: object) -> bool:
    return value is None or isinstance(value, bool | int | float) or name in _WORDS_TOLD or _is_day(value)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False
