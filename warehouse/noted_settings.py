"""The settings that the last run had, so that a change of them becomes an audit event, with what may be told of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from warehouse.audit import Audit
from warehouse.columns import write_json
from warehouse.database import Database
from warehouse.installation import load_value, save_value
from warehouse.keys import Keys, hash_with

NAME = "settings"
_TOLD_AT_ONCE = 50  # changes in one event; where there are more, it says how many
_LONGEST_NAME = 100
_HIDDEN = "#"

Plain = str | int | float | bool | None


class NotedSettings:
    """What the settings were. Values that must not be told are kept as keyed hashes: they show a change and nothing else."""

    def __init__(self, database: Database, keys: Keys, audit: Audit) -> None:
        self._database = database
        self._keys = keys
        self._audit = audit

    def note(self, told: Mapping[str, Plain], hidden: Mapping[str, object], *, actor: str) -> bool:
        """Keep the settings by name, and write an audit event where they are others than before; True where they are.

        `told` are those whose values may stand in the event, `hidden` those of which only the names may.
        """
        now = dict(told) | {name: self._hide(value) for name, value in hidden.items()}
        with self._database.read() as connection:
            if load_value(connection, NAME) == write_json(now):
                return False
        with self._database.write() as connection:
            stored = load_value(connection, NAME)  # another process may have noted them since
            if stored == write_json(now):
                return False
            save_value(connection, NAME, write_json(now))
            before = json.loads(stored) if stored else {}
            action, why = ("settings changed", "the file says so") if stored else ("settings first seen", "the first run here")
            self._audit.append(actor, action, NAME, why, _describe(before, now))
        return True

    def _hide(self, value: object) -> str:
        return _HIDDEN + hash_with(self._keys, f"setting\n{write_json(value)}")[:16]


def _describe(before: Mapping[str, Plain], now: Mapping[str, Plain]) -> dict[str, str | int]:
    """The names of what changed, with the values where they may be told."""
    changed = sorted(name for name in before.keys() | now.keys() if name not in before or name not in now or before[name] != now[name])
    if not before:
        changed = [name for name in changed if not _is_hidden(now[name])]
    if len(changed) > _TOLD_AT_ONCE:
        return {"settings": len(changed)}
    return {name[:_LONGEST_NAME]: _say(before, now, name) for name in changed}


def _say(before: Mapping[str, Plain], now: Mapping[str, Plain], name: str) -> str:
    if name not in now:
        return "removed"
    if _is_hidden(now[name]):
        return "changed" if name in before else "new"
    return f"{before[name]} -> {now[name]}" if name in before else f"{now[name]}"


def _is_hidden(value: Plain) -> bool:
    return isinstance(value, str) and value.startswith(_HIDDEN)
