"""Vectors of texts: one for each distinct text and model, whoever said it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from domain.errors import WarehouseError
from domain.text import RedactedText
from warehouse.database import Database
from warehouse.keys import Keys
from warehouse.passages import make_text_key
from warehouse.rows import Values, insert_rows, select_among
from warehouse.tables_heard import embedding, passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What a vector may be of: a passage, or a whole comment.
_ADDRESSES = (passage.c.text_key, passage.c.comment_key)
_NEXT_STEP = "Run the embedding of this round again: hearback run --round ROUND"


class Vectors:
    """Float32 vectors, addressed by a keyed hash of the text."""

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    def missing(self, model: str, texts: Iterable[RedactedText]) -> tuple[tuple[str, RedactedText], ...]:
        """Those of the texts that have no vector of this model, each once, with their keys; shorter ones first, then by the alphabet.

        Not in order of the keys: the last digits of a vector follow from the texts that are read together with it, and two
        installations with the same words are to find the same themes.
        """
        # Texts that are equal in NFKC share a key; the last in this order stands for them all.
        by_key = {make_text_key(self._keys, each): each for each in sorted(set(texts))}
        there = select(embedding.c.text_key).where(embedding.c.model == model)
        with self._database.read() as connection:
            known = {row.text_key for row in select_among(connection, there, embedding.c.text_key, by_key)}
        lacking = ((key, text) for key, text in by_key.items() if key not in known)
        return tuple(sorted(lacking, key=lambda pair: (len(pair[1]), pair[1])))

    def save(self, model: str, vectors: Mapping[str, NDArray[np.float32]]) -> tuple[int, int]:
        """Keep vectors by text key: how many were written, how many were there already.

        Vectors of texts withdrawn since are passed over. Raises WarehouseError where shapes differ, from one another or
        from what the model has given before, or a number is not finite.
        """
        with self._database.write() as connection:
            rows = [_write_row(model, key, vector) for key, vector in sorted(vectors.items())]
            _check_dimension(connection, model, rows)
            wanted = {key for column in _ADDRESSES for (key,) in select_among(connection, select(column).distinct(), column, vectors)}
            there = select(embedding.c.text_key).where(embedding.c.model == model)
            known = {row.text_key for row in select_among(connection, there, embedding.c.text_key, vectors)}
            lacking = wanted - known
            new = [row for row in rows if row["text_key"] in lacking]
            insert_rows(connection, embedding, new)
        return len(new), len(wanted & known)

    def of(self, model: str, texts: Sequence[RedactedText]) -> NDArray[np.float32]:
        """The texts' vectors in their order: shape (len(texts), dimension), float32; (0, 0) for none.

        Raises WarehouseError where one is missing.
        """
        import numpy as np

        keys = [make_text_key(self._keys, each) for each in texts]
        statement = select(embedding.c.text_key, embedding.c.vector).where(embedding.c.model == model)
        with self._database.read() as connection:
            found = {row.text_key: row.vector for row in select_among(connection, statement, embedding.c.text_key, set(keys))}
        lacking = sum(key not in found for key in keys)
        if lacking:
            raise WarehouseError(f"{lacking} of {len(keys)} texts have no vector of {model}.", next_step=_NEXT_STEP)
        if not keys:
            return np.zeros((0, 0), dtype=np.float32)
        if len({len(vector) for vector in found.values()}) > 1:
            raise WarehouseError(f"The vectors of {model} have different lengths.", next_step=_NEXT_STEP)
        flat = np.frombuffer(b"".join(found[key] for key in keys), dtype="<f4")
        return flat.reshape(len(keys), -1).astype(np.float32)


def _write_row(model: str, text_key: str, vector: NDArray[np.float32]) -> Values:
    import numpy as np

    if vector.ndim != 1 or not vector.size or not np.isfinite(vector).all():
        raise WarehouseError(f"A vector of {model} is empty, of shape {vector.shape}, or has a number that is not finite.", where=text_key)
    values = np.ascontiguousarray(vector, dtype="<f4")
    return {"text_key": text_key, "model": model, "dimension": values.size, "vector": values.tobytes()}


def _check_dimension(connection: Connection, model: str, rows: Sequence[Values]) -> None:
    before = select(embedding.c.dimension).where(embedding.c.model == model).limit(1)
    dimensions = {row["dimension"] for row in rows} | {row.dimension for row in connection.execute(before)}
    if len(dimensions) > 1:
        raise WarehouseError(
            f"Vectors of {model} have different dimensions ({', '.join(map(str, sorted(dimensions)))}).",
            next_step="Give the other model another name in [themes] embedding_model.",
        )
