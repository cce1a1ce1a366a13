"""A byte search for many needles at once: in every file of a folder, in file names, and in what is packed inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.canaries.spell import spellings
from tests.canaries.unpack import open_inside

_WINDOW = 6  # bytes looked at first: no spelling is shorter
_TABLE_BITS = 22
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MASK = np.uint64((1 << 8 * _WINDOW) - 1)


@dataclass(frozen=True, slots=True)
class Hit:
    """A needle that was found, by its name; `spelling` is how it lay there and `place` where, down to what was unpacked."""

    needle: str
    spelling: str
    place: str


class Searcher:
    """Finds texts in bytes in every spelling. Needles have names, so that a find can be told without repeating it."""

    def __init__(self, needles: Mapping[str, Iterable[str]]) -> None:
        self._by_start: dict[bytes, dict[bytes, set[tuple[str, str]]]] = {}
        for name, texts in needles.items():
            for text in texts:
                for content, spelling in spellings(text).items():
                    self._by_start.setdefault(content[:_WINDOW], {}).setdefault(content, set()).add((name, spelling))
        self._table = np.zeros(1 << _TABLE_BITS, dtype=bool)
        starts = np.array([int.from_bytes(start.ljust(8, b"\0"), "little") for start in self._by_start], dtype=np.uint64)
        self._table[_hash(starts)] = True

    def in_bytes(self, content: bytes, place: str) -> set[Hit]:
        """What stands in these bytes as they are; nothing is unpacked."""
        found: set[Hit] = set()
        for start in self._candidates(content):
            for needle, names in self._by_start.get(content[start : start + _WINDOW], {}).items():
                if content.startswith(needle, start):
                    found |= {Hit(name, spelling, place) for name, spelling in names}
        return found

    def in_all(self, content: bytes, place: str) -> set[Hit]:
        """What stands in these bytes and in everything packed within them."""
        found = self.in_bytes(content, place)
        for name, inner in open_inside(content, place):
            found |= self.in_bytes(inner, name)
        return found

    def in_folder(self, folder: Path, *, left_out: Iterable[Path] = ()) -> set[Hit]:
        """What stands in any file under a folder, or in its name; `left_out` are files and folders that are not read."""
        found: set[Hit] = set()
        for file in files_under(folder, left_out):
            place = str(file.relative_to(folder))
            found |= self.in_bytes(
                b"\0" + str(file.relative_to(folder)).encode("utf-8", "surrogateescape"), f"the name of {len(place)} signs"
            )
            if file.is_file() and not file.is_symlink():
                found |= self.in_all(file.read_bytes(), place)
        return found

    def _candidates(self, content: bytes) -> Iterator[int]:
        """Offsets at which a needle may begin."""
        padded = np.frombuffer(content + b"\0" * 16, dtype=np.uint8)
        offsets: list[np.ndarray] = []
        for shift in range(8):
            length = (len(padded) - shift) // 8 * 8
            windows = padded[shift : shift + length].view("<u8")
            places = np.flatnonzero(self._table[_hash(windows)]) * 8 + shift
            offsets.append(places[places <= len(content) - _WINDOW])
        yield from np.concatenate(offsets).tolist()


def files_under(folder: Path, left_out: Iterable[Path] = ()) -> Iterator[Path]:
    """Every file and folder under a folder, but those left out; what vanishes meanwhile is passed over."""
    skipped = set(left_out)
    for each in sorted(folder.iterdir()):
        if each in skipped:
            continue
        yield each
        if each.is_dir() and not each.is_symlink():
            yield from files_under(each, skipped)


def _hash(windows: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        return ((windows & _MASK) * _FACTOR) >> np.uint64(64 - _TABLE_BITS)
