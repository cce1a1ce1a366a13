"""What a release is, as each of its forms says it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

_PLAIN = re.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which release: its number within the round named so, the hash of its page model, and when it was made (an instant)."""

    round_name: str
    number: int
    content_hash: str
    made_at: datetime

    @property
    def stem(self) -> str:
        """What the names of its files begin with; a round whose name is no plain file name stands by its hash."""
        is_plain = _PLAIN.fullmatch(self.round_name) is not None
        name = self.round_name if is_plain else hashlib.sha256(self.round_name.encode(errors="backslashreplace")).hexdigest()[:12]
        return f"release-{name}-{self.number}"

    @property
    def made_utc(self) -> datetime:
        """The moment in universal time, to the second: what formats that carry a date are given."""
        return self.made_at.astimezone(UTC).replace(microsecond=0)
