"""Which ids a pull has met, in eight bytes each, so that memory hardly grows with a survey."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b


class SeenIds:
    """A set of ids that is filled first and asked afterwards.

    It keeps 64 bits of a hash: that two of a million ids share them, so that a withdrawn one is overlooked until the
    next pull, happens once in tens of millions of pulls.
    """

    def __init__(self) -> None:
        self._hashes = array("Q")
        self._is_sorted = True

    def update(self, ids: Iterable[str]) -> None:
        """Add ids."""
        self._hashes.extend(map(_hash, ids))
        self._is_sorted = False

    def __contains__(self, name: str) -> bool:
        if not self._is_sorted:
            self._hashes = array("Q", sorted(self._hashes))
            self._is_sorted = True
        wanted = _hash(name)
        place = bisect_left(self._hashes, wanted)
        return place < len(self._hashes) and self._hashes[place] == wanted

    def __len__(self) -> int:
        return len(self._hashes)


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
