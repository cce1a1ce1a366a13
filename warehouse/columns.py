"""Column types that mean the same on SQLite and PostgreSQL, and the metadata that all tables share."""

from __future__ import annotations

import json
import struct
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary, MetaData, Text, TypeDecorator

from domain.errors import WarehouseError

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Words(TypeDecorator[str]):
    """Text that both databases can hold. Raises WarehouseError for a NUL or half a surrogate pair, which they cannot."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Let through what can be stored."""
        if value is None or _can_be_stored(value):
            return value
        raise WarehouseError(
            "A text holds a character that no database stores (NUL or half a surrogate pair).",
            next_step="Clean the text where it is read, then run again.",
        )


def _can_be_stored(text: str) -> bool:
    if text.isascii():
        return "\x00" not in text
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC. SQLite has no time zones, so the zone is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC. Raises WarehouseError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise WarehouseError("A time without a time zone cannot be stored.", next_step="Give it in UTC.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With its zone, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A list or a mapping as canonical JSON text; lists come back as tuples, so that values stay frozen."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To text."""
        return None if value is None else write_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From text."""
        return None if value is None else _freeze(json.loads(value))


def write_json(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, ASCII only. The same value is the same text everywhere."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _freeze(value: Any) -> Any:
    return tuple(map(_freeze, value)) if isinstance(value, list) else value


class Floats(TypeDecorator[tuple[float, ...]]):
    """A tuple of numbers as little-endian float64: comes back bit for bit."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: tuple[float, ...] | None, dialect: Dialect) -> bytes | None:
        """To bytes."""
        return None if value is None else struct.pack(f"<{len(value)}d", *value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> tuple[float, ...] | None:
        """From bytes."""
        return None if value is None else struct.unpack(f"<{len(value) // 8}d", value)
