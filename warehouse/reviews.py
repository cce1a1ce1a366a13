"""Reviews: what staff said of rounds and their themes before anything was released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Row, func, insert, select

from domain.ids import RoundId, ThemeId
from domain.review import Review, ReviewKind
from warehouse.database import Database
from warehouse.keys import Keys, hash_with
from warehouse.tables_review import review

_DIGITS = 16  # hex digits of a seal: 64 bits tell two states of a theme apart


class Reviews:
    """An append-only list of what people said of rounds and themes."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def of_round(self, round_id: RoundId) -> tuple[Review, ...]:
        """The reviews of a round, in order."""
        statement = select(review).where(review.c.round_id == round_id).order_by(review.c.number)
        with self._database.read() as connection:
            return tuple(map(_read, connection.execute(statement)))

    def keep(self, value: Review) -> Review:
        """Append a review: itself with its number."""
        with self._database.write() as connection:
            number = 1 + (connection.execute(select(func.max(review.c.number))).scalar_one_or_none() or 0)
            numbered = replace(value, number=number)
            connection.execute(insert(review), [_write(numbered)])
        return numbered

    def seal(self, aspects: Mapping[str, str]) -> str:
        """What was seen, as `name=seal` of each aspect, by name. Keyed: a title that is gone cannot be guessed from it."""
        return ";".join(f"{name}={self._seal_one(name, said)}" for name, said in sorted(aspects.items()))

    def _seal_one(self, name: str, said: str) -> str:
        return hash_with(self._keys, "\x1f".join(("seen", name, said)))[:_DIGITS]


def _write(value: Review) -> dict[str, Any]:
    row = {name: said for name, said in asdict(value).items() if name != "seen"}
    return row | {"seen_hash": value.seen, "kind": value.kind.value}


def _read(row: Row[Any]) -> Review:
    return Review(
        round_id=RoundId(row.round_id),
        theme_id=None if row.theme_id is None else ThemeId(row.theme_id),
        kind=ReviewKind(row.kind),
        actor=row.actor,
        decided_at=row.decided_at,
        words=row.words,
        language=row.language,
        seen=row.seen_hash,
        why=row.why,
        number=row.number,
    )
