"""A walk over a survey's ids, span by span, when nothing tells which ids there are.

Where ids are dense, the rows of a window are asked for at once, as many ids as a page holds; where every second one is
missing, windows grow. Where hardly any is there, their ids are asked for first (a column of numbers, and no words), over
a wide window, so that a gap of a million ids costs two requests and a page never holds more than its rows. The end is a
span without an end: nothing that came in meanwhile is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

WIDEST_WINDOW = 4
"""Pages that a window of rows may be wide: a page cannot hold more rows than this many times its size."""

WIDE_LOOK = 16
"""Pages that a look for ids is wide at first."""


@dataclass(frozen=True, slots=True)
class Span:
    """First and last response id (inclusive); no last means: no end."""

    first: int
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look for ids found: the first ids of a span, in order, a page of them at most, and how many more there are."""

    ids: tuple[int, ...]
    more: int = 0


LookForIds = Callable[[Span], Look]


class Walk:
    """Says which span to ask for next, and learns from how many rows each had.

    `expected` is how many responses there are from `first` on; where it is not known, the walk begins with a look.
    """

    def __init__(self, look: LookForIds, *, page_size: int, first: int = 1, expected: int | None = None) -> None:
        self._look = look
        self._page_size = page_size
        self._next = first
        self._to_come = expected
        self._width = page_size
        self._look_width = page_size * WIDE_LOOK
        self._is_sparse = False
        self._is_over = False

    def next_span(self) -> Span | None:
        """The next span of rows; None when nothing is left."""
        if self._is_over:
            return None
        if self._to_come is None:
            return self._take(self._look_to_the_end())
        if self._to_come <= self._page_size:
            return self._take(Span(self._next))
        if self._is_sparse:
            return self._take(self._look_for_rows())
        return self._take(Span(self._next, self._next + self._width - 1))

    def learn(self, span: Span, rows: int) -> None:
        """A span had so many rows: the next window is wider or narrower for it."""
        if self._to_come is not None:
            self._to_come -= rows
        if span.last is None:
            return
        width = span.last - span.first + 1
        self._is_sparse = rows * WIDEST_WINDOW < width
        if rows:
            self._width = max(self._page_size, min(self._page_size * WIDEST_WINDOW, self._page_size * width // rows))

    def _take(self, span: Span | None) -> Span | None:
        self._is_over = span is None or span.last is None
        if span is not None and span.last is not None:
            self._next = span.last + 1
        return span

    def _look_for_rows(self) -> Span | None:
        window = Span(self._next, self._next + self._look_width - 1)
        look = self._look(window)
        if not look.ids:
            return self._look_to_the_end()
        self._look_width = self._look_width // 2 if look.more else self._look_width * 2
        return Span(look.ids[0], look.ids[-1] if look.more else window.last)

    def _look_to_the_end(self) -> Span | None:
        look = self._look(Span(self._next))
        self._to_come = len(look.ids) + look.more
        if not look.ids:
            return None
        return Span(look.ids[0], look.ids[-1] if look.more else None)
