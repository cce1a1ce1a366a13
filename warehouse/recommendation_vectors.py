"""Vectors of what recommendations ask for: one a recommendation and model, made anew when its words change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from domain.errors import WarehouseError
from domain.ids import RecommendationId
from domain.linking import AskedText
from warehouse.database import Database
from warehouse.keys import Keys
from warehouse.passages import make_text_key
from warehouse.rows import cut_chunks, insert_rows
from warehouse.tables_follow import recommendation_vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class RecommendationVectors:
    """Float32 vectors of staff's words. What people said has vectors of its own, in another table."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def missing(self, model: str, asked: Iterable[AskedText]) -> tuple[AskedText, ...]:
        """Those whose words have no vector of this model, or had other words when it was made; shorter ones first."""
        table = recommendation_vector
        with self._database.read() as connection:
            rows = connection.execute(select(table.c.recommendation_id, table.c.text_key).where(table.c.model == model))
            known = {row.recommendation_id: row.text_key for row in rows}
        lacking = (each for each in asked if known.get(each.id) != make_text_key(self._keys, each.words))
        return tuple(sorted(lacking, key=lambda each: (len(each.words), each.words, each.id)))

    def save(self, model: str, vectors: Mapping[AskedText, NDArray[np.float32]]) -> int:
        """Put the vectors in the place of those there were: how many. Raises WarehouseError for a number that is not finite."""
        import numpy as np

        table = recommendation_vector
        if any(vector.ndim != 1 or not vector.size or not np.isfinite(vector).all() for vector in vectors.values()):
            raise WarehouseError(f"A vector of {model} is empty, or has a number that is not finite.")
        rows = [
            {
                "recommendation_id": each.id,
                "model": model,
                "text_key": make_text_key(self._keys, each.words),
                "vector": np.ascontiguousarray(vector, dtype="<f4").tobytes(),
            }
            for each, vector in vectors.items()
        ]
        with self._database.write() as connection:
            for chunk in cut_chunks([each.id for each in vectors]):
                connection.execute(delete(table).where(table.c.model == model, table.c.recommendation_id.in_(chunk)))
            insert_rows(connection, table, rows)
        return len(rows)

    def all(self, model: str) -> tuple[tuple[RecommendationId, ...], NDArray[np.float32]]:
        """Every recommendation that has a vector of this model, by id, and the vectors: shape (n, dimension), (0, 0) for none.

        All at once: 100,000 of 384 numbers are 150 MB. Raises WarehouseError where lengths differ.
        """
        import numpy as np

        table = recommendation_vector
        statement = select(table.c.recommendation_id, table.c.vector).where(table.c.model == model).order_by(table.c.recommendation_id)
        with self._database.read() as connection:
            rows = connection.execute(statement).all()
        if not rows:
            return (), np.zeros((0, 0), dtype=np.float32)
        if len({len(row.vector) for row in rows}) > 1:
            raise WarehouseError(
                f"The vectors of {model} have different lengths.",
                next_step="Give the other model another name in [themes] embedding_model.",
            )
        flat = np.frombuffer(b"".join(row.vector for row in rows), dtype="<f4")
        return tuple(RecommendationId(row.recommendation_id) for row in rows), flat.reshape(len(rows), -1).astype(np.float32)
