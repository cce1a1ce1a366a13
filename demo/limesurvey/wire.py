"""The wire log: what was asked and how much was answered, without keys and passwords."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo.limesurvey.export import Export

_SECRET_PLACES = {"get_session_key": (1, "PASSWORD")}
_KEY_PLACE = (0, "SESSIONKEY")


@dataclass(frozen=True, slots=True)
class WireEntry:
    """One request. `headings` and `rows` tell what an export carried; `size` counts bytes of the answer's body."""

    method: str
    params: tuple[Any, ...]
    status: int
    size: int
    headings: tuple[str, ...] = ()
    rows: int = 0


def log_entry(method: str, params: list[Any], status: int, size: int, result: object) -> WireEntry:
    """The entry of one request, its secret parameter replaced."""
    place, word = _SECRET_PLACES.get(method, _KEY_PLACE)
    shown = tuple(word if position == place else value for position, value in enumerate(params))
    if isinstance(result, Export):
        return WireEntry(method, shown, status, size, result.headings, result.row_count)
    return WireEntry(method, shown, status, size)
