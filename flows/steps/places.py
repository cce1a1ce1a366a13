"""Where a place in redacted words lies in the words before redaction."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from domain.listening import Span


class Places:
    """Offsets in redacted words -> offsets in the words before, in code points; inside a placeholder, its span's start.

    Each span was replaced, in order, by one placeholder that begins with `[` and ends with the next `]`.
    """

    def __init__(self, redacted: str, spans: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._spans = sorted(spans, key=lambda span: span.start)
        shift = 0
        for span in self._spans:
            start = span.start + shift
            end = redacted.index("]", start) + 1
            self._starts.append(start)
            self._ends.append(end)
            shift = end - span.end

    def __call__(self, offset: int) -> int:
        """The offset in the words before redaction."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return offset
        span = self._spans[number]
        if offset < self._ends[number]:
            return span.start if offset == self._starts[number] else span.end
        return offset - self._ends[number] + span.end
