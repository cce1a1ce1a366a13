"""What staff wrote, in another language: by where it stands and by the words that were translated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StaffTranslation:
    """A translation that a person approved. `source_hash` is of the words it was made of: where other words stand now, it is stale."""

    language: str
    place: str
    source_hash: str
    words: str
    who: str
    at: datetime

    def holds_for(self, source: str) -> bool:
        """True while the words are those that were translated."""
        return self.source_hash == hash_source(source)


def hash_source(words: str) -> str:
    """SHA-256 of the words that are translated, in hex; spaces at the ends and line ends make no difference."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()


def place_title(theme_id: str) -> str:
    """Where a theme's title stands."""
    return f"theme:{theme_id}"
